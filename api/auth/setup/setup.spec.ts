import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createTestApp, createTestDatabase } from '../../testing';
import { OWNER, People, SETUP_CODE } from '../testing/people';
import { ScriptedPlex } from '../testing/scripted-plex';
import type { SetupDto } from './setup.dto';
import { SetupCode } from './setup-code';

let plex: ScriptedPlex;
let database: Awaited<ReturnType<typeof createTestDatabase>>;
let app: Awaited<ReturnType<typeof createTestApp>>;
let people: People;

async function start(env: Record<string, string> = {}): Promise<void> {
  app = await createTestApp({ databaseUrl: database.url, plexTvUrl: plex.url, env });
  people = new People(app.url, plex, database.database);
}
beforeEach(async () => {
  plex = new ScriptedPlex();
  await plex.start();
  database = await createTestDatabase();
});
afterEach(async () => {
  await app.close();
  await database.drop();
  await plex.stop();
});

const printable = () => app.app.get(SetupCode, { strict: false }).printable();
const needed = async () => (await people.browser().get<SetupDto>('/setup')).body;

it('is needed until there is an administrator and a registered server', async () => {
  await start({ SETUP_CODE });
  const { version } = JSON.parse(readFileSync(join(__dirname, '../../../package.json'), 'utf8')) as { version: string };
  expect(await needed()).toEqual({ needed: true, version });
  await people.signIn(OWNER, SETUP_CODE);
  expect((await needed()).needed).toBe(true);
  await database.database.run(
    `INSERT INTO plex_servers (machine_identifier, name, owned, uri, sealed_token, owner_account_id)
     SELECT 'm', 'n', true, 'http://127.0.0.1:1', sealed_token, account_id FROM plex_accounts`,
  );
  expect((await needed()).needed).toBe(false);
});

it('generates a code that only its owner can read, prints the same one again, and takes it', async () => {
  await start();
  const code = await printable();
  const file = join(app.dataDir, 'setup-code');
  expect(readFileSync(file, 'utf8').trim()).toBe(code);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(Buffer.from(code!, 'base64url').length * 8).toBeGreaterThanOrEqual(128);
  expect(await printable()).toBe(code);
  expect((await people.signIn(OWNER, code!)).answer.status).toBe(200);
});

it('makes the code void once there is an administrator', async () => {
  await start();
  const code = await printable();
  await people.signIn(OWNER, code!);
  expect(existsSync(join(app.dataDir, 'setup-code'))).toBe(false);
  expect(await printable()).toBeNull();
  plex.account({ id: 700, username: 'late' });
  expect((await people.signIn(700, code!)).answer.body.code).toBe('not-a-member');
  expect(existsSync(join(app.dataDir, 'setup-code'))).toBe(false);
});

it('never prints a code that was given, and writes it nowhere', async () => {
  await start({ SETUP_CODE });
  expect(await printable()).toBeNull();
  expect(existsSync(join(app.dataDir, 'setup-code'))).toBe(false);
});

describe('handing set-up over', () => {
  const STRANGER = 700;
  const handOver = (browser: ReturnType<People['browser']>) =>
    browser.post<{ setupCode: string | null; code?: string }>('/setup/handover');

  it('lets the account that owns the server set up after one that does not', async () => {
    await start();
    plex.account({ id: STRANGER, username: 'stranger' });
    const first = await people.signIn(STRANGER, (await printable())!);
    expect(first.answer.status).toBe(200);
    expect((await people.signIn(OWNER)).answer.body.code).toBe('not-a-member');
    const { status, body } = await handOver(first.browser);
    expect(status).toBe(200);
    expect(body.setupCode).toBe(await printable());
    expect((await first.browser.get('/auth/session')).status).toBe(401);
    expect(await database.database.rows('SELECT account_id FROM plex_accounts')).toEqual([]);
    expect((await people.signIn(STRANGER)).answer.body.code).toBe('setup-code-required');
    const owner = await people.signIn(OWNER, body.setupCode!);
    expect(owner.answer.body.user).toMatchObject({ role: 'admin' });
    expect(await printable()).toBeNull();
  });

  it('tells no code that was given, which goes on to be asked for', async () => {
    await start({ SETUP_CODE });
    const { browser } = await people.signIn(OWNER, SETUP_CODE);
    expect((await handOver(browser)).body).toEqual({ setupCode: null });
    expect((await people.signIn(OWNER, SETUP_CODE)).answer.status).toBe(200);
  });

  it('is refused once a server is registered, and to whoever is no administrator', async () => {
    await start({ SETUP_CODE });
    const owner = await people.setUp();
    const friend = await people.friend(900);
    expect(await handOver(owner)).toMatchObject({ status: 409, body: { code: 'set-up' } });
    expect((await handOver(friend.browser)).status).toBe(403);
    expect((await owner.get('/auth/session')).status).toBe(200);
  });
});
