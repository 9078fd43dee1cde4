import { createTestApp, createTestDatabase, startEmulator, type Emulator } from '../../testing';
import { MembershipScheduler } from '../membership/membership-scheduler';
import { Browser } from '../testing/browser';
import { SETUP_CODE, type ProblemBody } from '../testing/people';
import type { SignInClaimDto, SignInPinDto } from './sign-in.dto';

let emulator: Emulator;
let database: Awaited<ReturnType<typeof createTestDatabase>>;
let app: Awaited<ReturnType<typeof createTestApp>>;
let admin: Browser;

beforeAll(async () => {
  emulator = await startEmulator({ movies: 20, shows: 2, artists: 1, plays: 0 });
  database = await createTestDatabase();
  const env = { SETUP_CODE };
  app = await createTestApp({
    databaseUrl: database.url,
    plexTvUrl: emulator.plexTv,
    plexAppUrl: emulator.appUrl,
    env,
  });
  admin = new Browser(app.url);
  expect((await signIn('ada', admin)).status).toBe(200);
  const { machineIdentifier } = emulator.servers[0]!;
  expect((await admin.post('/plex/servers', { machineIdentifier })).status).toBe(201);
});
afterAll(async () => {
  await app.close();
  await database.drop();
  await emulator.stop();
});

async function signIn(account: string, browser = new Browser(app.url)) {
  await browser.get('/auth/csrf');
  const { body: pin } = await browser.post<SignInPinDto>('/auth/plex/pins');
  await emulator.call('pins/approve', { code: pin.code, account });
  return browser.post<SignInClaimDto & ProblemBody>(`/auth/plex/pins/${pin.id}/claim`, { setupCode: SETUP_CODE });
}

async function sectionKeys(browser: Browser): Promise<string[]> {
  const { body } = await browser.get<{ items: { key: string }[] }>('/library/sections');
  return body.items.map(({ key }) => key).sort();
}

async function recheckEverybody(): Promise<void> {
  await database.database.run(`UPDATE users SET membership_checked_at = now() - interval '5 hours'`);
  await app.app.get(MembershipScheduler, { strict: false }).enqueueDue(0);
  for (let i = 0; i < 100; i++) {
    if (!(await database.database.row(`SELECT 1 FROM jobs WHERE state IN ('queued', 'running')`))) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

it('shows the administrator every section', async () => {
  expect(await sectionKeys(admin)).toEqual(['1', '2', '3']);
});

it.each([
  ['ben', ['1']],
  ['cleo', ['1', '2']],
  ['Kid', ['1', '2']],
])('lets %s in, who sees the sections %j and no others', async (account, keys) => {
  const browser = new Browser(app.url);
  const { status, body } = await signIn(account, browser);
  expect([status, body.user?.role]).toEqual([200, 'user']);
  expect(await sectionKeys(browser)).toEqual(keys);
});

it('knows the managed user by title, without name and address', async () => {
  const { body } = await signIn('Kid');
  expect(body.user).toMatchObject({ username: '', displayName: 'Kid', email: null });
});

it('keeps mallory out, with whom nothing is shared', async () => {
  const { status, body } = await signIn('mallory');
  expect([status, body.code]).toEqual([403, 'not-a-member']);
});

it('ends the session of somebody whose share is taken away', async () => {
  const browser = new Browser(app.url);
  await signIn('cleo', browser);
  await emulator.call('shares', { account: 'cleo', sections: [] });
  await recheckEverybody();
  expect((await browser.get('/auth/session')).status).toBe(401);
  expect((await signIn('cleo')).body.code).toBe('not-a-member');
});

it('ends the sessions of somebody who signed all devices out at Plex', async () => {
  const browser = new Browser(app.url);
  await signIn('ben', browser);
  await emulator.call('tokens/revoke', { account: 'ben' });
  await recheckEverybody();
  expect((await browser.get('/auth/session')).status).toBe(401);
  expect((await admin.get('/auth/session')).status).toBe(200);
});
