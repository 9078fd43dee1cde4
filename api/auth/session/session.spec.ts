import { createTestApp, createTestDatabase } from '../../testing';
import { PrincipalCache } from '../access/principal-cache';
import { hashToken } from '../access/opaque-token';
import type { Browser } from '../testing/browser';
import { OWNER, People, SETUP_CODE, type ProblemBody } from '../testing/people';
import { ScriptedPlex } from '../testing/scripted-plex';
import type { CurrentSessionDto, SessionListDto } from './session.dto';

const DAY_MS = 86_400_000;

let plex: ScriptedPlex;
let database: Awaited<ReturnType<typeof createTestDatabase>>;
let app: Awaited<ReturnType<typeof createTestApp>>;
let people: People;

async function startApp(env: Record<string, string> = {}, basePath = ''): Promise<void> {
  plex = new ScriptedPlex();
  await plex.start();
  database = await createTestDatabase();
  app = await createTestApp({ databaseUrl: database.url, plexTvUrl: plex.url, env: { SETUP_CODE, ...env } });
  people = new People(app.url, plex, database.database, basePath);
}
afterEach(async () => {
  await app.close();
  await database.drop();
  await plex.stop();
});

const session = (browser: Browser) => browser.get<CurrentSessionDto & ProblemBody>('/auth/session');

/** Ages the only session of the database; what the process remembers of it is forgotten, as it would be after 5 s. */
async function age(column: string, interval: string): Promise<void> {
  await database.database.run(`UPDATE sessions SET ${column} = ${column} - interval '${interval}'`);
  const { user_id: userId } = (await database.database.row<{ user_id: string }>('SELECT user_id FROM sessions'))!;
  app.app.get(PrincipalCache, { strict: false }).invalidate({ userId });
}

describe('the session cookie', () => {
  it('is closed to scripts and other sites, and Secure on https', async () => {
    await startApp({ APP_URL: 'https://smart.example' });
    const { browser } = await people.signIn(OWNER, SETUP_CODE);
    const attributes = browser.cookieLine('sp_session')!.split('; ').slice(1);
    expect(attributes).toEqual(expect.arrayContaining(['HttpOnly', 'Secure', 'SameSite=Lax', 'Path=/']));
    expect(attributes.some((attribute) => attribute.startsWith('Domain'))).toBe(false);
    expect(browser.cookieLine('XSRF-TOKEN')).not.toContain('HttpOnly');
    expect(browser.cookieLine('XSRF-TOKEN')).toContain('Secure');
    // Browsers take this prefix only with Secure, Path=/ and no Domain: no sibling domain can plant it.
    expect(browser.cookieLine('__Host-sp_csrf')).toMatch(/Path=\/; HttpOnly; Secure; SameSite=Lax$/);
  });

  it('is not Secure on plain http, and bound to the base path', async () => {
    await startApp({ BASE_PATH: '/media/smart' }, '/media/smart');
    const { browser } = await people.signIn(OWNER, SETUP_CODE);
    const attributes = browser.cookieLine('sp_session')!.split('; ').slice(1);
    expect(attributes).toContain('Path=/media/smart/');
    expect(attributes).not.toContain('Secure');
    expect((await session(browser)).status).toBe(200);
  });

  it('holds 256 random bits, of which the database has only the hash', async () => {
    await startApp();
    const { browser } = await people.signIn(OWNER, SETUP_CODE);
    const token = browser.cookie('sp_session')!;
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    const row = await database.database.row<{ token_hash: Buffer }>('SELECT token_hash FROM sessions');
    expect(row!.token_hash.equals(hashToken(token))).toBe(true);
  });
});

describe('a session', () => {
  beforeEach(() => startApp());

  it('takes the pictures out of the browser when it ends', async () => {
    const { browser } = await people.signIn(OWNER, SETUP_CODE);
    const { status, headers } = await browser.delete('/auth/session');
    expect([status, headers.get('clear-site-data')]).toEqual([204, '"cache"']);
  });

  it('never takes over a token that the browser brought along', async () => {
    const browser = people.browser();
    const planted = Buffer.alloc(32, 7).toString('base64url');
    browser.setCookie('sp_session', planted);
    await people.signIn(OWNER, SETUP_CODE, browser);
    expect(browser.cookie('sp_session')).not.toBe(planted);
    const thief = people.browser();
    thief.setCookie('sp_session', planted);
    expect((await session(thief)).status).toBe(401);
    expect((await session(browser)).status).toBe(200);
  });

  it('is renewed by signing in again, and the old token is worth nothing at once', async () => {
    const { browser } = await people.signIn(OWNER, SETUP_CODE);
    const thief = people.browser();
    thief.setCookie('sp_session', browser.cookie('sp_session')!);
    expect((await session(thief)).status).toBe(200);
    await people.signIn(OWNER, undefined, browser);
    expect((await session(thief)).status).toBe(401);
    expect((await session(browser)).status).toBe(200);
  });

  it('ends at once by signing out, and the browser forgets it', async () => {
    const { browser } = await people.signIn(OWNER, SETUP_CODE);
    const thief = people.browser();
    thief.setCookie('sp_session', browser.cookie('sp_session')!);
    await session(thief);
    expect((await browser.delete('/auth/session')).status).toBe(204);
    expect(browser.cookie('sp_session')).toBeUndefined();
    expect((await session(thief)).body.code).toBe('unauthenticated');
    // The browser can go on without a reload: its CSRF token fits the signed-out state.
    expect((await browser.post('/auth/plex/pins')).status).toBe(201);
  });

  it('ends after 30 days without use', async () => {
    const { browser } = await people.signIn(OWNER, SETUP_CODE);
    await age('last_used_at', '29 days 23 hours');
    expect((await session(browser)).status).toBe(200);
    await age('last_used_at', '30 days 1 minute');
    expect((await session(browser)).status).toBe(401);
  });

  it('ends 90 days after sign-in, however much it was used', async () => {
    const { browser } = await people.signIn(OWNER, SETUP_CODE);
    await age('expires_at', '89 days 23 hours');
    const { status, body } = await session(browser);
    expect(status).toBe(200);
    expect(Date.parse(String(body.expiresAt))).toBeLessThan(Date.now() + DAY_MS / 20);
    await age('expires_at', '1 hour');
    expect((await session(browser)).status).toBe(401);
  });

  it('notes its use once a minute, not on every request', async () => {
    const { browser } = await people.signIn(OWNER, SETUP_CODE);
    const lastUsed = async () =>
      (await database.database.row<{ at: Date }>('SELECT last_used_at AS at FROM sessions'))!.at.getTime();
    const before = await lastUsed();
    await session(browser);
    expect(await lastUsed()).toBe(before);
    await age('last_used_at', '61 seconds');
    await session(browser);
    expect(await lastUsed()).toBeGreaterThanOrEqual(before);
  });

  it.each(['', 'x', Buffer.alloc(32, 1).toString('base64url')])(
    'cannot be forged with the cookie %j',
    async (value) => {
      const browser = people.browser();
      browser.setCookie('sp_session', value);
      expect((await session(browser)).body.code).toBe('unauthenticated');
    },
  );
});

describe('the list of devices', () => {
  beforeEach(() => startApp());

  it('shows own sessions, tells the current one, and ends one at once', async () => {
    const first = await people.signIn(OWNER, SETUP_CODE);
    const second = await people.signIn(OWNER);
    const { body } = await second.browser.get<SessionListDto>('/auth/sessions');
    expect(body.items.map(({ current }) => current)).toEqual([true, false]);
    expect(JSON.stringify(body)).not.toContain(second.browser.cookie('sp_session'));
    await session(first.browser);
    expect((await second.browser.delete(`/auth/sessions/${body.items[1]!.id}`)).status).toBe(204);
    expect((await session(first.browser)).status).toBe(401);
    expect((await session(second.browser)).status).toBe(200);
  });

  it("hides other people's sessions and does not end them", async () => {
    const admin = await people.setUp();
    const friend = await people.friend(602);
    const { body } = await admin.get<SessionListDto>('/auth/sessions');
    expect(body.items).toHaveLength(1);
    expect((await friend.browser.delete(`/auth/sessions/${body.items[0]!.id}`)).status).toBe(404);
    expect((await friend.browser.delete('/auth/sessions/nonsense')).status).toBe(404);
    expect((await session(admin)).status).toBe(200);
  });
});
