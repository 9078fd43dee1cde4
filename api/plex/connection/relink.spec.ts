import { randomBytes } from 'node:crypto';
import { SecretBox } from '../../infra/crypto';
import {
  createTestApp,
  createTestDatabase,
  startEmulator,
  TestBrowser,
  type Emulator,
  type TestApp,
  type TestDatabase,
} from '../../testing';
import { PlexServers } from './plex-servers';

const SERVERS = '/api/v1/plex/servers';
const SETUP_CODE = 'setup-code-1';

let emulator: Emulator;
let database: TestDatabase;
let product: TestApp;
let ada: TestBrowser;
let id: string;

beforeAll(async () => {
  emulator = await startEmulator({ movies: 4, shows: 1, artists: 1, servers: 2, plays: 4 });
  database = await createTestDatabase();
  product = await createTestApp({
    databaseUrl: database.url,
    plexTvUrl: emulator.plexTv,
    plexAppUrl: emulator.appUrl,
    env: { SETUP_CODE, PLEX_TIMEOUT_MS: '10000' },
  });
  ada = new TestBrowser(product.url);
  await ada.signIn('ada', { emulator, setupCode: SETUP_CODE });
});

afterAll(async () => {
  await product?.close();
  await database?.drop();
  await emulator?.stop();
});

beforeEach(async () => {
  for (const server of (await ada.get(SERVERS)).body.items) await ada.delete(`${SERVERS}/${server.id}`);
  ({ id } = (await ada.post(SERVERS, { machineIdentifier: attic().machineIdentifier })).body);
});

const attic = () => emulator.servers[0];
const stored = () => database.database.rows(`SELECT uri, sealed_token FROM plex_servers WHERE id = $1`, [id]);
const newest = async () => (await ada.get('/api/v1/audit?limit=1')).body.items[0];

describe('a server whose link works', () => {
  it('is linked anew by either way when that is asked for, and stays the same server', async () => {
    const { machineIdentifier, uri, token } = attic();
    for (const choice of [{ machineIdentifier }, { url: uri, token }]) {
      const before = await stored();
      await expect(ada.post(SERVERS, { ...choice, relink: true })).resolves.toMatchObject({
        status: 201,
        body: { id },
      });
      expect(await stored()).not.toEqual(before);
      expect(await newest()).toMatchObject({
        action: 'server.relink',
        outcome: 'done',
        target: { kind: 'server', id, name: attic().name },
      });
      expect((await ada.post(`${SERVERS}/${id}/test`)).body.ok).toBe(true);
    }
    expect((await ada.get(SERVERS)).body.items).toHaveLength(1);
  });

  it('keeps its address and token when the new ones do not work', async () => {
    const before = await stored();
    const { uri } = attic();
    await expect(ada.post(SERVERS, { url: uri, token: 'wrong-token', relink: true })).resolves.toMatchObject({
      status: 502,
      body: { code: 'plex-unauthorized' },
    });
    await expect(ada.post(SERVERS, { url: 'http://127.0.0.1:1', token: 't', relink: true })).resolves.toMatchObject({
      status: 502,
    });
    expect(await stored()).toEqual(before);
  });

  it.each([false, undefined])('is refused with relink %s', async (relink) => {
    const { machineIdentifier } = attic();
    await expect(ada.post(SERVERS, { machineIdentifier, relink })).resolves.toMatchObject({
      status: 409,
      body: { code: 'server-already-registered' },
    });
  });

  it.each(['true', 1, null])('takes %j for no answer', async (relink) => {
    const { status, body } = await ada.post(SERVERS, { machineIdentifier: attic().machineIdentifier, relink });
    expect([status, body.errors?.[0].field]).toEqual([400, 'relink']);
  });
});

describe('a server whose token was sealed with a key that is lost', () => {
  it('is linked anew by the first try, though it was online when last heard of', async () => {
    const foreign = new SecretBox([{ id: 'lost', bytes: randomBytes(32) }]).seal('a token');
    await database.database.run(`UPDATE plex_servers SET sealed_token = $2, status = 'online' WHERE id = $1`, [
      id,
      foreign,
    ]);
    product.app.get(PlexServers, { strict: false }).relinked(id);
    const { machineIdentifier } = attic();
    await expect(ada.post(SERVERS, { machineIdentifier })).resolves.toMatchObject({ status: 201, body: { id } });
    expect((await ada.post(`${SERVERS}/${id}/test`)).body.ok).toBe(true);
  });
});

describe('the audit log', () => {
  it('names the registered server in every refused or failed new link', async () => {
    const { machineIdentifier, uri, name } = attic();
    const target = { kind: 'server', id, name };
    await ada.post(SERVERS, { machineIdentifier });
    expect(await newest()).toMatchObject({
      action: 'server.relink',
      target,
      outcome: 'refused',
      errorCode: 'server-already-registered',
    });
    await ada.post(SERVERS, { url: uri, token: 'typed-secret', relink: true });
    expect(await newest()).toMatchObject({ action: 'server.relink', target, errorCode: 'plex-unauthorized' });
    expect(JSON.stringify(await newest())).not.toContain('typed-secret');
  });

  it('names what was tried where no server is known by it', async () => {
    for (const [choice, name, action] of [
      [{ url: 'http://127.0.0.1:1/base', token: 'typed-secret' }, '127.0.0.1:1', 'server.register'],
      [{ url: 'http://169.254.169.254', token: 'typed-secret' }, '169.254.169.254', 'server.register'],
      [{ machineIdentifier: 'somebody-elses' }, 'somebody-elses', 'server.register'],
      [{ machineIdentifier: 'somebody-elses', relink: true }, 'somebody-elses', 'server.relink'],
    ] as const) {
      expect((await ada.post(SERVERS, choice)).status).toBeGreaterThanOrEqual(400);
      const entry = await newest();
      expect(entry).toMatchObject({ action, target: { kind: 'server', name } });
      expect(entry.outcome).not.toBe('done');
      expect(JSON.stringify(entry)).not.toContain('typed-secret');
    }
  });

  it('tells of a first registration as one, whatever was asked for', async () => {
    const other = emulator.servers[1];
    const { body } = await ada.post(SERVERS, { machineIdentifier: other.machineIdentifier, relink: true });
    expect(await newest()).toMatchObject({
      action: 'server.register',
      outcome: 'done',
      target: { id: body.id, name: other.name },
    });
  });

  it('tells how a test ended', async () => {
    await ada.post(`${SERVERS}/${id}/test`);
    expect(await newest()).toMatchObject({
      action: 'server.test',
      outcome: 'done',
      changes: [{ field: 'outcome', from: null, to: 'ok' }],
    });
    await database.database.run('UPDATE plex_servers SET uri = $2 WHERE id = $1', [id, emulator.servers[1].uri]);
    await ada.post(`${SERVERS}/${id}/test`);
    expect(await newest()).toMatchObject({ changes: [{ field: 'outcome', from: null, to: 'not-plex' }] });
  });
});
