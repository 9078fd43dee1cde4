import { createTestApp, createTestDatabase, withClockOff } from '../../testing';
import type { Scope } from '../../common';
import { PrincipalCache } from '../access/principal-cache';
import type { Browser } from '../testing/browser';
import { OWNER, People, SETUP_CODE, type ProblemBody } from '../testing/people';
import { ScriptedPlex } from '../testing/scripted-plex';
import type { ApiKeyListDto, CreatedApiKeyDto } from './api-key.dto';

let plex: ScriptedPlex;
let database: Awaited<ReturnType<typeof createTestDatabase>>;
let app: Awaited<ReturnType<typeof createTestApp>>;
let people: People;
let admin: Browser;

beforeAll(async () => {
  plex = new ScriptedPlex();
  await plex.start();
  database = await createTestDatabase();
  app = await createTestApp({ databaseUrl: database.url, plexTvUrl: plex.url, env: { SETUP_CODE } });
  people = new People(app.url, plex, database.database);
  admin = await people.setUp();
});
afterAll(async () => {
  await app.close();
  await database.drop();
  await plex.stop();
});

async function make(scopes: Scope[], expiresAt?: string): Promise<CreatedApiKeyDto> {
  const { status, body } = await admin.post<CreatedApiKeyDto>('/api-keys', { name: 'spec', scopes, expiresAt });
  expect(status).toBe(201);
  return body;
}

const bearer = (key: string) => ({ authorization: `Bearer ${key}` });
const items = (key: string) => people.browser().get<ProblemBody>('/library/items', bearer(key));

it('is shown once, and only its hash is kept', async () => {
  const made = await make(['library:read', 'library:read', 'sync:read']);
  expect(made.key).toMatch(/^sp_[\w-]{43}$/);
  expect(made.scopes).toEqual(['library:read', 'sync:read']);
  const { body } = await admin.get<ApiKeyListDto>('/api-keys');
  expect(body.items[0]).toEqual({ ...made, key: undefined });
  const rows = await database.database.rows<{ row: string }>('SELECT api_keys::text AS row FROM api_keys');
  expect(JSON.stringify([rows, body])).not.toContain(made.key);
});

it('opens what its scope covers, and its last use is noted', async () => {
  const made = await make(['library:read']);
  expect((await items(made.key)).status).toBe(200);
  const { body } = await admin.get<ApiKeyListDto>('/api-keys');
  expect(body.items.find(({ id }) => id === made.id)).toMatchObject({
    lastUsedAt: expect.any(String),
    lastUsedAddress: '127.0.0.1',
  });
});

it('says who made it and whether it works', async () => {
  const [active, expired] = [await make(['admin']), await make(['admin'])];
  expect(active).toMatchObject({ state: 'active', lastUsedAddress: null, createdBy: { displayName: 'Owner' } });
  await database.database.run(`UPDATE api_keys SET expires_at = now() - interval '1 day' WHERE id = $1`, [expired.id]);
  await database.database.run(
    `INSERT INTO plex_accounts (account_id, sealed_token) SELECT 999, sealed_token FROM plex_accounts LIMIT 1`,
  );
  const [{ id: suspended }] = await database.database.rows<{ id: string }>(
    `WITH maker AS (INSERT INTO users (plex_account_id, username, display_name) VALUES (999, 'was', 'Was') RETURNING id)
     INSERT INTO api_keys (user_id, name, key_hash, scopes)
     SELECT id, 'old', decode(repeat('cd', 32), 'hex'), '{admin}' FROM maker RETURNING id`,
  );
  const { body } = await admin.get<ApiKeyListDto>('/api-keys');
  const stateOf = (id: string) => body.items.find((key) => key.id === id)!.state;
  expect([active.id, expired.id, suspended].map(stateOf)).toEqual(['active', 'expired', 'suspended']);
});

it('with another scope is refused', async () => {
  const { key } = await make(['sync:read', 'insights:read', 'ai:use']);
  const { status, body } = await items(key);
  expect([status, body.code]).toEqual([403, 'forbidden']);
});

it('with the admin scope opens every route that names a scope', async () => {
  const { key } = await make(['admin']);
  expect((await items(key)).status).toBe(200);
  expect((await people.browser().get('/sync/runs', bearer(key))).status).toBe(200);
});

it.each([
  ['GET', '/api-keys'],
  ['POST', '/api-keys'],
  ['GET', '/users'],
  ['GET', '/auth/session'],
  ['GET', '/auth/sessions'],
  ['DELETE', '/auth/session'],
])('never passes %s %s, which names no scope, even with the admin scope', async (method, path) => {
  const { key } = await make(['admin']);
  const browser = people.browser();
  const send = { GET: browser.get, POST: browser.post, DELETE: browser.delete }[method]!.bind(browser) as (
    path: string,
    ...rest: unknown[]
  ) => Promise<{ status: number }>;
  const body = { name: 'wider', scopes: ['admin'] };
  const { status } = await (method === 'POST' ? send(path, body, bearer(key)) : send(path, bearer(key)));
  expect(status).toBe(403);
});

it('needs no CSRF token', async () => {
  const { key } = await make(['sync:write']);
  const { status, body } = await people.browser().post<ProblemBody>('/sync/runs', {}, bearer(key));
  expect([status, body.code]).toEqual([400, 'validation-failed']);
});

it('decides alone when a cookie comes along', async () => {
  const { key } = await make(['library:read']);
  const { status } = await admin.get('/users', bearer(key));
  expect(status).toBe(403);
});

it.each(['Bearer sp_', `Bearer sp_${'A'.repeat(43)}`, 'Basic b3duZXI6eA==', 'Bearer'])(
  'that is forged (%s) is refused beside a good cookie',
  async (authorization) => {
    const { status, body } = await admin.get<ProblemBody>('/auth/session', { authorization });
    expect([status, body.code]).toEqual([401, 'unauthenticated']);
  },
);

it('stops working the moment it is deleted', async () => {
  const { id, key } = await make(['library:read']);
  expect((await items(key)).status).toBe(200);
  expect((await admin.delete(`/api-keys/${id}`)).status).toBe(204);
  expect((await items(key)).status).toBe(401);
  expect((await admin.delete(`/api-keys/${id}`)).status).toBe(404);
  expect((await admin.delete('/api-keys/nonsense')).status).toBe(404);
});

it('stops working when it expires', async () => {
  const { id, key } = await make(['library:read'], new Date(Date.now() + 3_600_000).toISOString());
  expect((await items(key)).status).toBe(200);
  await database.database.run(`UPDATE api_keys SET expires_at = now() - interval '1 second' WHERE id = $1`, [id]);
  app.app.get(PrincipalCache, { strict: false }).invalidate({ apiKeyId: id });
  expect((await items(key)).status).toBe(401);
});

describe.each([
  ['no administrator any more', { role: 'user' }, { role: 'admin' }],
  ['disabled', { disabled: true }, { disabled: false }],
])('whose maker is %s', (_, lost, regained) => {
  it('ends for good, and the audit log says so', async () => {
    const friend = await people.friend(602);
    const change = (body: object) => admin.patch(`/users/${friend.user.id}`, body);
    await change({ role: 'admin' });
    const { body } = await friend.browser.post<CreatedApiKeyDto>('/api-keys', { name: 'k', scopes: ['library:read'] });
    expect((await items(body.key)).status).toBe(200);
    await change(lost);
    expect((await items(body.key)).status).toBe(401);
    const { body: log } = await admin.get<{ items: { changes: unknown[] }[] }>('/audit?limit=1');
    expect(log.items[0]!.changes).toContainEqual({ field: 'apiKeys', from: '1', to: '0' });
    await change(regained);
    expect((await items(body.key)).status).toBe(401);
    await change({ role: 'user' });
  });

  it('does not come to life again when it was made while the role went', async () => {
    const friend = await people.friend(602);
    const change = (body: object) => admin.patch(`/users/${friend.user.id}`, body);
    await change({ role: 'admin' });
    await change(lost);
    const { id, key } = await make(['library:read']);
    await database.database.run('UPDATE api_keys SET user_id = $2 WHERE id = $1', [id, friend.user.id]);
    await change(regained);
    expect((await items(key)).status).toBe(401);
    await change({ role: 'user' });
  });
});

it('is made by administrators only', async () => {
  const { browser } = await people.friend(603);
  const { status } = await browser.post('/api-keys', { name: 'k', scopes: ['library:read'] });
  expect(status).toBe(403);
});

it.each([
  [{ scopes: ['library:read'] }, 'name'],
  [{ name: ' ', scopes: ['library:read'] }, 'name'],
  [{ name: 'x'.repeat(101), scopes: ['library:read'] }, 'name'],
  [{ name: 'a\u0000', scopes: ['library:read'] }, 'name'],
  [{ name: 'k', scopes: [] }, 'scopes'],
  [{ name: 'k', scopes: ['root'] }, 'scopes'],
  [{ name: 'k', scopes: 'admin' }, 'scopes'],
  [{ name: 'k', scopes: ['admin'], expiresAt: 'tomorrow' }, 'expiresAt'],
  [{ name: 'k', scopes: ['admin'], expiresAt: '2099-W01-1' }, 'expiresAt'],
  [{ name: 'k', scopes: ['admin'], expiresAt: '2099-02-30T00:00:00Z' }, 'expiresAt'],
  [{ name: 'k', scopes: ['admin'], userId: OWNER }, 'userId'],
])('refuses the request %j for its field %s', async (request, field) => {
  const { status, body } = await admin.post<ProblemBody>('/api-keys', request);
  expect([status, body.errors?.[0]?.field]).toEqual([400, field]);
});

it('cannot expire in the past', async () => {
  const { status, body } = await admin.post<ProblemBody>('/api-keys', {
    name: 'k',
    scopes: ['admin'],
    expiresAt: '2020-01-01T00:00:00Z',
  });
  expect([status, body.code]).toEqual([422, 'expiry-in-the-past']);
});

it('may expire when it still lies ahead by the clock that ends it, wherever that of this process is', async () => {
  const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
  const [soon, past] = [inMinutes(30), inMinutes(-30)];
  const { key } = await withClockOff(3_600_000, () => make(['library:read'], soon));
  expect((await items(key)).status).toBe(200);
  const request = { name: 'past', scopes: ['admin'], expiresAt: past };
  const { status, body } = await withClockOff(-3_600_000, () => admin.post<ProblemBody>('/api-keys', request));
  expect([status, body.code]).toEqual([422, 'expiry-in-the-past']);
  const { body: list } = await admin.get<ApiKeyListDto>('/api-keys');
  expect(list.items.map(({ name }) => name)).not.toContain('past');
});

it('is listed in pages, newest first, each key once', async () => {
  const seen: string[] = [];
  let cursor: string | null = '';
  do {
    const { body }: { body: ApiKeyListDto } = await admin.get(`/api-keys?limit=3${cursor && `&cursor=${cursor}`}`);
    seen.push(...body.items.map(({ id }) => id));
    cursor = body.nextCursor;
  } while (cursor);
  const rows = await database.database.rows<{ id: string }>(
    'SELECT id FROM api_keys ORDER BY created_at DESC, id DESC',
  );
  expect(seen).toEqual(rows.map(({ id }) => id));
  expect((await admin.get('/api-keys?cursor=forged')).status).toBe(400);
  expect((await admin.get('/api-keys?limit=0')).status).toBe(400);
});

it('is not made later where somebody held its rows for so long that it was refused', async () => {
  const count = async () => (await database.database.row<{ n: string }>('SELECT count(*) AS n FROM api_keys'))!.n;
  const before = await count();
  const refused = await database.database.transaction(async (sql) => {
    await sql.run('SELECT 1 FROM users FOR UPDATE');
    // Somebody else's transaction may stay idle.
    await sql.run('SET LOCAL idle_in_transaction_session_timeout = 0');
    return admin.post<ProblemBody>('/api-keys', { name: 'late', scopes: ['admin'] });
  });
  expect([refused.status, refused.body.code, refused.headers.get('retry-after')]).toEqual([
    503,
    'database-unavailable',
    '5',
  ]);
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(await count()).toBe(before);
});
