import { createTestApp, createTestDatabase, type TestApp, type TestDatabase } from '../../testing';
import type { CreatedApiKeyDto } from '../api-key/api-key.dto';
import { Browser } from '../testing/browser';
import { OWNER, People, SETUP_CODE, type ProblemBody } from '../testing/people';
import { ScriptedPlex } from '../testing/scripted-plex';
import type { UserDetailDto } from './user-detail.dto';
import type { UserListDto } from './user.dto';

const HOSTILE = `<img src=x onerror=alert(1)> \u202eevil 100%_\\ ${'ö'.repeat(300)} 👩‍👩‍👧`;

let plex: ScriptedPlex;
let database: TestDatabase;
let app: TestApp;
let people: People;
let admin: Browser;

beforeEach(async () => {
  plex = new ScriptedPlex();
  await plex.start();
  database = await createTestDatabase();
  app = await createTestApp({ databaseUrl: database.url, plexTvUrl: plex.url, env: { SETUP_CODE } });
  people = new People(app.url, plex, database.database);
  admin = await people.setUp();
  await database.database.run(
    `INSERT INTO library_sections (server_id, key, title, type, enabled, missing_at)
     SELECT id, key, title, type, enabled, missing_at FROM plex_servers CROSS JOIN (VALUES
       ('1', 'Films', 'movie', true, NULL::timestamptz), ('2', 'Shows', 'show', true, NULL), ('3', 'Off', 'movie', false, NULL),
       ('4', 'Lost', 'movie', true, now())) AS v (key, title, type, enabled, missing_at)`,
  );
});
afterEach(async () => {
  await app.close();
  await database.drop();
  await plex.stop();
});

const list = async (query = '') => (await admin.get<UserListDto & ProblemBody>(`/users${query}`)).body;
const detail = async (id: string) => (await admin.get<UserDetailDto>(`/users/${id}`)).body;
const play = (account: number, key: string, daysAgo: number) =>
  database.database.run(
    `INSERT INTO plays (server_id, history_key, account_id, plex_account_id, viewed_at)
     SELECT id, $2, 1, $1, now() - $3 * interval '1 day' FROM plex_servers`,
    [account, key, daysAgo],
  );

it('counts browsers, keys, sections and views of each user', async () => {
  const { user } = await people.friend(601, ['1', '3', '4', '9']);
  await people.signIn(601);
  await admin.post('/api-keys', { name: 'k', scopes: ['admin'] });
  await play(601, 'a', 1);
  await play(601, 'b', 29);
  await play(601, 'c', 31);
  await play(OWNER, 'd', 1);
  const { items } = await list();
  expect(items).toEqual([
    expect.objectContaining({ id: user.id, sessionCount: 2, apiKeyCount: 0, visibleSectionCount: 1, plays30d: 2 }),
    expect.objectContaining({ role: 'admin', sessionCount: 1, apiKeyCount: 1, visibleSectionCount: 3, plays30d: 1 }),
  ]);
});

it('counts thirty days as the statistics do: from a midnight of UTC, today as the last', async () => {
  const { user } = await people.friend(601, ['1']);
  await play(601, 'a', 0);
  await database.database.run(`UPDATE plays SET viewed_at =
    (date_trunc('day', now() AT TIME ZONE 'UTC') - interval '29 days') AT TIME ZONE 'UTC' - interval '1 second'`);
  const [{ plays30d }] = (await list()).items;
  expect([plays30d, (await detail(user.id)).plays]).toEqual([0, expect.objectContaining({ last30Days: 0 })]);
});

it('tells what a user may see, where they are signed in, and how much they watched', async () => {
  const { user } = await people.friend(601, ['1', '2', '3']);
  await play(601, 'a', 1);
  await play(601, 'b', 100);
  const { servers, sessions, plays, membershipCheckedAt } = await detail(user.id);
  expect(servers).toEqual([
    {
      id: expect.any(String),
      name: 'Scripted',
      sections: [
        { id: expect.any(String), title: 'Films', type: 'movie' },
        { id: expect.any(String), title: 'Shows', type: 'show' },
      ],
    },
  ]);
  expect(sessions).toEqual([
    expect.objectContaining({
      userAgent: 'node',
      address: '127.0.0.1',
      current: false,
      lastUsedAt: expect.any(String),
    }),
  ]);
  expect(plays).toEqual({ total: 2, last30Days: 1, lastAt: expect.any(String) });
  expect(membershipCheckedAt).toEqual(expect.any(String));
});

it('tells of somebody who watched nothing that there is no last view, and of an administrator that nobody asks plex.tv', async () => {
  const [owner] = (await list()).items;
  const { plays, membershipCheckedAt, sessions, servers } = await detail(owner.id);
  expect(plays).toEqual({ total: 0, last30Days: 0, lastAt: null });
  expect(membershipCheckedAt).toBeNull();
  expect(sessions).toEqual([expect.objectContaining({ current: true })]);
  expect(servers[0].sections.map(({ title }) => title)).toEqual(['Films', 'Lost', 'Shows']);
});

it('filters by words, role and whether somebody is disabled', async () => {
  await people.friend(601);
  const { user } = await people.friend(602);
  await admin.patch(`/users/${user.id}`, { disabled: true });
  const names = async (query: string) => (await list(query)).items.map(({ username }) => username);
  expect(await names('?q=FRIEND')).toEqual(['friend-602', 'friend-601']);
  expect(await names('?q=owner%40example')).toEqual(['owner']);
  expect(await names('?q=%25')).toEqual([]);
  expect(await names('?role=admin')).toEqual(['owner']);
  expect(await names('?disabled=true')).toEqual(['friend-602']);
  expect(await names('?disabled=false&role=user')).toEqual(['friend-601']);
  const first = await list('?q=friend&limit=1');
  expect(await names(`?q=friend&limit=1&cursor=${first.nextCursor}`)).toEqual(['friend-601']);
});

it('names the field that is wrong', async () => {
  for (const [query, field] of [
    ['role=boss', 'role'],
    ['disabled=maybe', 'disabled'],
    [`q=${'x'.repeat(201)}`, 'q'],
    ['sort=name', 'sort'],
  ]) {
    expect((await list(`?${query}`)).errors?.[0].field).toBe(field);
  }
});

it('hands names out as they are, however odd', async () => {
  plex.account({ id: 601, username: 'odd', title: HOSTILE, sections: ['1'] });
  await people.signIn(601);
  await database.database.run('UPDATE users SET display_name = $1 WHERE plex_account_id = 601', [HOSTILE]);
  const found = await list(`?q=${encodeURIComponent('100%_\\')}`);
  expect(found.items.map(({ displayName }) => displayName)).toEqual([HOSTILE]);
});

it('signs a user out of one browser, or of all, at once', async () => {
  const { user, browser: first } = await people.friend(601);
  const { browser: second } = await people.signIn(601);
  const { sessions } = await detail(user.id);
  expect((await admin.delete(`/users/${user.id}/sessions/${sessions[0].id}`)).status).toBe(204);
  expect((await second.get('/auth/session')).status).toBe(401);
  expect((await first.get('/auth/session')).status).toBe(200);
  expect((await admin.delete(`/users/${user.id}/sessions`)).status).toBe(204);
  expect((await first.get('/auth/session')).status).toBe(401);
  expect((await detail(user.id)).sessions).toEqual([]);
  expect((await admin.get('/auth/session')).status).toBe(200);
});

it('knows no user and no session by a foreign or impossible id', async () => {
  const { user } = await people.friend(601);
  const [{ id: foreign }] = (await detail((await list('?role=admin')).items[0].id)).sessions;
  const nobody = '00000000-0000-4000-8000-000000000099';
  for (const [id, status] of [
    [nobody, 404],
    ['me', 404],
    ['%00', 400],
  ]) {
    expect((await admin.get(`/users/${id}`)).status).toBe(status);
    expect((await admin.delete(`/users/${id}/sessions`)).status).toBe(status);
  }
  for (const id of [foreign, nobody, 'x'])
    expect((await admin.delete(`/users/${user.id}/sessions/${id}`)).status).toBe(404);
  expect((await admin.get('/auth/session')).status).toBe(200);
});

it('is closed to users, keys and strangers', async () => {
  const { browser, user } = await people.friend(601);
  const { body: key } = await admin.post<CreatedApiKeyDto>('/api-keys', { name: 'k', scopes: ['admin'] });
  const bearer = { authorization: `Bearer ${key.key}` };
  for (const path of ['/users', `/users/${user.id}`]) {
    expect((await browser.get(path)).status).toBe(403);
    expect((await new Browser(app.url).get(path, bearer)).status).toBe(403);
    expect((await new Browser(app.url).get(path)).status).toBe(401);
  }
  for (const path of [`/users/${user.id}/sessions`, `/users/${user.id}/sessions/${user.id}`]) {
    expect((await browser.delete(path)).status).toBe(403);
    expect((await new Browser(app.url).delete(path, bearer)).status).toBe(403);
    expect((await new Browser(app.url).delete(path)).status).toBe(401);
  }
});
