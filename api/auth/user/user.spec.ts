import { setTimeout as sleep } from 'node:timers/promises';
import { createTestApp, createTestDatabase } from '../../testing';
import type { Browser } from '../testing/browser';
import { People, SETUP_CODE, type ProblemBody } from '../testing/people';
import { ScriptedPlex } from '../testing/scripted-plex';
import type { UserDto, UserListDto } from './user.dto';

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

const me = async (browser: Browser) => (await browser.get<{ user: UserDto }>('/auth/session')).body.user;
const change = (browser: Browser, id: string, body: unknown) =>
  browser.patch<UserDto & ProblemBody>(`/users/${id}`, body);

it('lists everybody, newest first, in pages', async () => {
  for (const id of [601, 602, 603]) await people.friend(id);
  const first = await admin.get<UserListDto>('/users?limit=2');
  expect(first.body.items.map(({ username }) => username)).toEqual(['friend-603', 'friend-602']);
  const rest = await admin.get<UserListDto>(`/users?limit=2&cursor=${first.body.nextCursor}`);
  expect(rest.body.items.map(({ username }) => username)).toEqual(['friend-601', 'owner']);
  expect(rest.body.nextCursor).toBeNull();
  expect(Object.keys(rest.body.items[0]!).sort()).toEqual(
    [
      ...['avatarUrl', 'disabled', 'displayName', 'email', 'id', 'lastActiveAt', 'role', 'username'],
      ...['apiKeyCount', 'createdAt', 'plays30d', 'sessionCount', 'visibleSectionCount'],
    ].sort(),
  );
});

it('is closed to users', async () => {
  const { browser, user } = await people.friend(601);
  expect((await browser.get('/users')).status).toBe(403);
  expect((await change(browser, user.id, { role: 'admin' })).status).toBe(403);
});

it('gives a role that counts from the next request on, in both directions', async () => {
  const { browser, user } = await people.friend(601);
  expect((await browser.get('/users')).status).toBe(403);
  expect((await change(admin, user.id, { role: 'admin' })).body.role).toBe('admin');
  expect((await browser.get('/users')).status).toBe(200);
  await change(admin, user.id, { role: 'user' });
  expect((await browser.get('/users')).status).toBe(403);
});

it('disables: every session of the user ends at once, and enabling brings none back', async () => {
  const { browser, user } = await people.friend(601);
  const second = await people.signIn(601);
  await browser.get('/auth/session');
  expect((await change(admin, user.id, { disabled: true })).body.disabled).toBe(true);
  expect((await browser.get('/auth/session')).status).toBe(401);
  expect((await second.browser.get('/auth/session')).status).toBe(401);
  await change(admin, user.id, { disabled: false });
  expect((await browser.get('/auth/session')).status).toBe(401);
  expect((await people.signIn(601)).answer.status).toBe(200);
});

describe('a stream that is open', () => {
  /** Ends with whoever may read it. */
  async function stream(browser: Browser, path: string): Promise<{ ended: Promise<true> }> {
    const cookie = [...browser.cookies].map(([name, { value }]) => `${name.split('@')[0]}=${value}`).join('; ');
    const { status, body } = await fetch(`${app.url}/api/v1${path}`, { headers: { cookie } });
    expect(status).toBe(200);
    const read = async (): Promise<true> => {
      for await (const chunk of body!) expect(chunk.length).toBeGreaterThan(0);
      return true;
    };
    return { ended: read() };
  }

  const STREAMS = ['/sync/events', '/system/log/events'];

  it.each([{ disabled: true }, { role: 'user' }])('ends at once for whoever is changed to %j', async (body) => {
    const { browser, user } = await people.friend(601);
    await change(admin, user.id, { role: 'admin' });
    const theirs = await Promise.all(STREAMS.map((path) => stream(browser, path)));
    const own = await stream(admin, STREAMS[0]!);
    await change(admin, user.id, body);
    expect(await Promise.all(theirs.map(({ ended }) => within(2_000, ended)))).toEqual([true, true]);
    expect(await within(500, own.ended)).toBe('still open');
  });

  it('ends at once for a session that ends', async () => {
    const { browser, user } = await people.friend(601);
    await change(admin, user.id, { role: 'admin' });
    const [first] = await Promise.all(STREAMS.map((path) => stream(browser, path)));
    await browser.delete('/auth/session');
    expect(await within(2_000, first!.ended)).toBe(true);
  });

  const within = <T>(ms: number, work: Promise<T>): Promise<T | 'still open'> =>
    Promise.race([work, sleep(ms, 'still open' as const)]);
});

it.each([{ role: 'user' }, { disabled: true }, { role: 'user', disabled: true }])(
  'does not let the last administrator change to %j',
  async (body) => {
    await people.friend(601);
    const { id } = await me(admin);
    const answer = await change(admin, id, body);
    expect([answer.status, answer.body.code]).toEqual([409, 'last-admin']);
    expect(await me(admin)).toMatchObject({ role: 'admin', disabled: false });
  },
);

it('does not count a disabled administrator as another one', async () => {
  const { user } = await people.friend(601);
  await change(admin, user.id, { role: 'admin' });
  await change(admin, user.id, { disabled: true });
  expect((await change(admin, (await me(admin)).id, { role: 'user' })).body.code).toBe('last-admin');
});

it('keeps one administrator when all of them step down at the same time', async () => {
  const browsers = [admin];
  for (const id of [601, 602, 603]) {
    const { browser, user } = await people.friend(id);
    await change(admin, user.id, { role: 'admin' });
    browsers.push(browser);
  }
  const ids = await Promise.all(browsers.map(async (browser) => (await me(browser)).id));
  const answers = await Promise.all(ids.map((id) => change(admin, id, { role: 'user' })));
  const left = await database.database.row<{ count: number }>(
    `SELECT count(*)::int AS count FROM users WHERE role = 'admin'`,
  );
  expect(left!.count).toBeGreaterThanOrEqual(1);
  expect(answers.filter(({ status }) => status === 200).length).toBe(4 - left!.count);
});

it('keeps an administrator who signs in again one, whatever plex.tv shares with them', async () => {
  const { user } = await people.friend(601);
  await change(admin, user.id, { role: 'admin' });
  plex.account({ id: 601, username: 'friend-601' });
  const { answer } = await people.signIn(601);
  expect([answer.status, answer.body.user?.role]).toEqual([200, 'admin']);
});

it('signs an administrator without any share out soon after the role is gone', async () => {
  const { browser, user } = await people.friend(601);
  await change(admin, user.id, { role: 'admin' });
  plex.account({ id: 601, username: 'friend-601' });
  await change(admin, user.id, { role: 'user' });
  for (let i = 0; i < 50 && (await browser.get('/auth/session')).status === 200; i++) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  expect((await browser.get('/auth/session')).status).toBe(401);
});

it.each([{ role: 'owner' }, { disabled: 'yes' }, { role: null }, { disabled: null }, { username: 'x' }])(
  'refuses the change %j',
  async (body) => {
    const { id } = await me(admin);
    expect((await change(admin, id, body)).status).toBe(400);
  },
);

it('changes nothing when nothing is asked for', async () => {
  const user = await me(admin);
  expect((await change(admin, user.id, {})).body).toEqual(user);
});

it.each(['nonsense', '00000000-0000-4000-8000-000000000000'])('answers 404 for the id %s', async (id) => {
  expect((await change(admin, id, { disabled: true })).status).toBe(404);
});
