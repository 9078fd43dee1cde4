import { createTestApp, createTestDatabase } from '../../testing';
import type { Browser } from '../testing/browser';
import { OWNER, People, SETUP_CODE } from '../testing/people';
import { ScriptedPlex } from '../testing/scripted-plex';
import { MembershipScheduler } from './membership-scheduler';
import { Memberships } from './memberships';

let plex: ScriptedPlex;
let database: Awaited<ReturnType<typeof createTestDatabase>>;
let app: Awaited<ReturnType<typeof createTestApp>>;
let people: People;
let admin: Browser;

beforeEach(async () => {
  plex = new ScriptedPlex();
  await plex.start();
  database = await createTestDatabase();
  app = await createTestApp({ databaseUrl: database.url, plexTvUrl: plex.url, env: { SETUP_CODE } });
  people = new People(app.url, plex, database.database);
  admin = await people.setUp();
});
afterEach(async () => {
  await app.close();
  await database.drop();
  await plex.stop();
});

/** Lets four hours pass, and waits until every check that is due then is done. */
async function recheckEverybody(hours = 4): Promise<void> {
  await database.database.run(
    `UPDATE users SET membership_checked_at = membership_checked_at - interval '${hours} hours 1 second'`,
  );
  await app.app.get(MembershipScheduler, { strict: false }).enqueueDue(0);
  for (let i = 0; i < 200; i++) {
    const waiting = await database.database.row(`SELECT 1 FROM jobs WHERE state IN ('queued', 'running')`);
    if (!waiting) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('The checks never ended');
}

/** What a check asks for, of plex.tv and of the media server: that is also listened to, and looked after. */
const asked = () => plex.countRequests(/ \/(api|library\/sections)\b/);
const isSignedIn = async (browser: Browser) => (await browser.get('/auth/session')).status === 200;
const shares = () =>
  database.database.rows(
    `SELECT u.username, m.section_keys AS keys FROM server_members m JOIN users u ON u.id = m.user_id ORDER BY 1`,
  );

it('signs out at once who lost the share, and forgets what was shared', async () => {
  const { browser } = await people.friend(602);
  const other = await people.friend(603);
  await isSignedIn(browser);
  plex.account({ id: 602, username: 'friend-602' });
  await recheckEverybody();
  expect(await isSignedIn(browser)).toBe(false);
  expect(await isSignedIn(other.browser)).toBe(true);
  expect(await shares()).toEqual([{ username: 'friend-603', keys: ['1'] }]);
});

it('follows sections that are shared or taken away', async () => {
  const { browser } = await people.friend(602, ['1', '2']);
  plex.account({ id: 602, username: 'friend-602', sections: ['2', '3'] });
  await recheckEverybody();
  expect(await isSignedIn(browser)).toBe(true);
  expect(await shares()).toEqual([{ username: 'friend-602', keys: ['2', '3'] }]);
});

it('lets somebody sign in while their shares are written down', async () => {
  const { user } = await people.friend(602);
  const memberships = app.app.get(Memberships, { strict: false });
  const [{ serverId }] = await database.database.rows<{ serverId: string }>(
    'SELECT server_id AS "serverId" FROM server_members',
  );
  const renewed = [{ serverId, sectionKeys: ['1'], serverToken: 'token' }];
  let over = false;
  const renewing = (async () => {
    while (!over) await Promise.all([1, 2, 3].map(() => memberships.renew(user.id, renewed)));
  })();
  for (let i = 0; i < 10; i++) expect((await people.signIn(602)).answer.status).toBe(200);
  over = true;
  await renewing;
});

it('asks nobody before four hours are over', async () => {
  await people.friend(602);
  const before = asked();
  await recheckEverybody(3);
  expect(asked()).toBe(before);
});

it('asks about nobody who has no session', async () => {
  const { browser } = await people.friend(602);
  await browser.delete('/auth/session');
  await admin.delete('/auth/session');
  const before = asked();
  await recheckEverybody();
  expect(asked()).toBe(before);
});

it.each([500, 429, 404])('changes nothing while plex.tv answers %d', async (outage) => {
  const { browser } = await people.friend(602);
  plex.account({ id: 602, username: 'friend-602' });
  plex.outage = outage;
  await recheckEverybody();
  expect(await isSignedIn(browser)).toBe(true);
  expect(await isSignedIn(admin)).toBe(true);
  expect(await shares()).toEqual([{ username: 'friend-602', keys: ['1'] }]);
});

it('keeps the sections known before when neither the media server nor its owner can be asked', async () => {
  const { browser } = await people.friend(602, ['1', '2']);
  plex.serverIsUp = false;
  plex.accounts.get(`token-${OWNER}`)!.revoked = true;
  await recheckEverybody();
  expect(await isSignedIn(browser)).toBe(true);
  expect(await shares()).toEqual([{ username: 'friend-602', keys: ['1', '2'] }]);
});

it('signs out whose Plex token is dead, and lets them in again with a new one', async () => {
  const { browser } = await people.friend(602);
  plex.accounts.get('token-602')!.revoked = true;
  await recheckEverybody();
  expect(await isSignedIn(browser)).toBe(false);
  const state = await database.database.row(`SELECT token_state FROM plex_accounts WHERE account_id = 602`);
  expect(state).toEqual({ token_state: 'revoked' });
  plex.accounts.get('token-602')!.revoked = false;
  expect((await people.signIn(602)).answer.status).toBe(200);
});

it('keeps administrators in without any share', async () => {
  plex.account({ id: OWNER, username: 'owner' });
  await recheckEverybody();
  expect(await isSignedIn(admin)).toBe(true);
});

it('signs users out when the last server is taken out of SmartPlex', async () => {
  const { browser } = await people.friend(602);
  await database.database.run('DELETE FROM plex_servers');
  await recheckEverybody();
  expect(await isSignedIn(browser)).toBe(false);
  expect(await isSignedIn(admin)).toBe(true);
});

it('forgets sessions that are over', async () => {
  await people.friend(602);
  await database.database.run(`UPDATE sessions SET expires_at = now() - interval '1 second'`);
  await recheckEverybody();
  expect(await database.database.rows('SELECT 1 FROM sessions')).toEqual([]);
});

it('shows what is shared now to whoever signs in again, not what was shared a moment ago', async () => {
  await database.database.run(
    `INSERT INTO library_sections (server_id, key, type, title, enabled)
     SELECT id, k, 'movie', 'Library ' || k, true FROM plex_servers, unnest(ARRAY['1', '2']) AS k`,
  );
  const titles = async (browser: Browser) =>
    (await browser.get<{ items: { title: string }[] }>('/library/sections')).body.items.map(({ title }) => title);
  const { browser } = await people.friend(602, ['1']);
  expect(await titles(browser)).toEqual(['Library 1']);
  plex.account({ id: 602, username: 'friend-602', sections: ['2'] });
  const again = await people.signIn(602);
  expect(await titles(again.browser)).toEqual(['Library 2']);
  expect(await titles(browser)).toEqual(['Library 2']);
});
