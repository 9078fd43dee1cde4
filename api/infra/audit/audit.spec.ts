import { setTimeout as sleep } from 'node:timers/promises';
import { Browser } from '../../auth/testing/browser';
import { People, SETUP_CODE, type ProblemBody } from '../../auth/testing/people';
import { MACHINE, ScriptedPlex } from '../../auth/testing/scripted-plex';
import type { CreatedApiKeyDto } from '../../auth/api-key/api-key.dto';
import { createTestApp, createTestDatabase, eventually, type TestApp, type TestDatabase } from '../../testing';
import type { AuditEntryDto, AuditListDto } from './audit.dto';
import { AuditEntries, listStatement } from './audit-entry.repository';

type List = AuditListDto & ProblemBody;

let plex: ScriptedPlex;
let database: TestDatabase;
let app: TestApp;
let people: People;
let admin: Browser;

beforeEach(async () => {
  plex = new ScriptedPlex();
  await plex.start();
  database = await createTestDatabase();
  app = await createTestApp({
    databaseUrl: database.url,
    plexTvUrl: plex.url,
    env: { SETUP_CODE, TRUST_PROXY: '1', HOST: '127.0.0.1' },
  });
  people = new People(app.url, plex, database.database);
  admin = await people.setUp();
});
afterEach(async () => {
  await app.close();
  await database.drop();
  await plex.stop();
});

const entries = async (query = ''): Promise<AuditEntryDto[]> => (await admin.get<List>(`/audit${query}`)).body.items;
const newest = async (action: string): Promise<AuditEntryDto> => (await entries(`?action=${action}`))[0];
const filled = (count: number) =>
  database.database.run(
    `INSERT INTO audit_entries (at, action, actor_kind, actor_id, actor_name, target_kind, target_name, outcome, search_text)
     SELECT now() - i * interval '1 minute', CASE i % 50 WHEN 0 THEN 'server.test' ELSE 'user.update' END, 'user',
            md5((i % 100)::text)::uuid, 'Ada', 'user', 'Somebody ' || i, 'done', 'ada somebody ' || i
       FROM generate_series(1, $1::int) i`,
    [count],
  );

describe('what is written down', () => {
  it('is the first set-up, each sign-in, and each sign-in that was refused, once', async () => {
    expect(await newest('setup.complete')).toMatchObject({
      actor: { kind: 'user', name: 'Owner' },
      outcome: 'done',
      address: '127.0.0.1',
    });
    const { user } = await people.friend(700);
    expect(await newest('session.sign-in')).toMatchObject({ actor: { id: user.id }, outcome: 'done' });
    plex.account({ id: 800, username: 'stranger' });
    const { browser, pin } = await people.signIn(800);
    expect((await people.claim(browser, pin)).status).toBe(403);
    const refused = (await entries('?action=session.sign-in')).filter(({ outcome }) => outcome === 'refused');
    expect(refused).toEqual([expect.objectContaining({ actor: null, errorCode: 'not-a-member' })]);
  });

  it('is who did what to whom, from where, and what changed', async () => {
    const { user } = await people.friend(700);
    const answer = await admin.patch(`/users/${user.id}`, { role: 'admin' });
    expect(answer.status).toBe(200);
    const owner = (await newest('setup.complete')).actor!;
    expect(await newest('user.update')).toEqual({
      id: expect.any(String),
      at: expect.any(String),
      action: 'user.update',
      actor: owner,
      target: { kind: 'user', id: user.id, name: user.displayName },
      changes: [{ field: 'role', from: 'user', to: 'admin' }],
      address: '127.0.0.1',
      userAgent: 'node',
      requestId: answer.headers.get('x-request-id'),
      outcome: 'done',
      errorCode: null,
    });
  });

  it('is a refusal with the code of its problem, of a rule and of a field', async () => {
    const owner = (await newest('setup.complete')).actor!;
    expect((await admin.patch<ProblemBody>(`/users/${owner.id}`, { disabled: true })).body.code).toBe('last-admin');
    expect(await newest('user.update')).toMatchObject({ outcome: 'refused', errorCode: 'last-admin' });
    await admin.patch(`/users/${owner.id}`, { role: 'boss' });
    expect(await newest('user.update')).toMatchObject({ outcome: 'refused', errorCode: 'validation-failed' });
    await admin.delete('/plex/servers/no-such-server');
    expect(await newest('server.remove')).toMatchObject({
      outcome: 'refused',
      errorCode: 'not-found',
      target: { kind: 'server', id: 'no-such-server', name: null },
    });
  });

  it('is a failure, as of a server that is away, and keeps the name of a server that is gone', async () => {
    const [{ id }] = await database.database.rows<{ id: string }>('SELECT id FROM plex_servers');
    await database.database.run(`UPDATE plex_servers SET name = $1, status = 'offline'`, ['<b>Ättic\u202e']);
    await plex.stop();
    const answer = await admin.post<ProblemBody>('/plex/servers', { machineIdentifier: MACHINE });
    expect(answer.status).toBeGreaterThanOrEqual(500);
    expect(await newest('server.relink')).toMatchObject({
      outcome: 'failed',
      errorCode: answer.body.code,
      target: { id, name: '<b>Ättic\u202e' },
    });
    expect((await admin.delete(`/plex/servers/${id}`)).status).toBe(204);
    expect(await newest('server.remove')).toMatchObject({ target: { id, name: '<b>Ättic\u202e' }, outcome: 'done' });
  });

  it('is the API key that acted, under its name, also when the key and its maker are gone', async () => {
    const { body: key } = await admin.post<CreatedApiKeyDto>('/api-keys', { name: 'cron', scopes: ['sync:write'] });
    expect(await newest('api-key.create')).toMatchObject({
      target: { kind: 'api-key', id: key.id, name: 'cron' },
      changes: [{ field: 'scopes', from: null, to: 'sync:write' }],
    });
    const [{ id: serverId }] = await database.database.rows<{ id: string }>('SELECT id FROM plex_servers');
    const bearer = { authorization: `Bearer ${key.key}`, 'user-agent': `cron\t${'x'.repeat(300)}` };
    const run = await new Browser(app.url).post<{ id: string }>('/sync/runs', { serverId, mode: 'full' }, bearer);
    expect(run.status).toBe(202);
    await admin.delete(`/api-keys/${key.id}`);
    const entry = await newest('sync.start');
    expect(entry).toMatchObject({
      actor: { kind: 'api-key', id: key.id, name: 'cron' },
      target: { kind: 'sync', id: run.body.id, name: 'Scripted' },
    });
    expect(entry.userAgent).toBe(`cron${'x'.repeat(196)}`);
    expect(JSON.stringify(await entries())).not.toContain(key.key);
  });

  it('is the address that a trusted proxy tells', async () => {
    const [{ id }] = await database.database.rows<{ id: string }>('SELECT id FROM plex_servers');
    await admin.post(`/plex/servers/${id}/test`, undefined, { 'x-forwarded-for': '203.0.113.9' });
    expect(await newest('server.test')).toMatchObject({ address: '203.0.113.9' });
  });

  it('is a hand-over of set-up, by somebody who is gone afterwards', async () => {
    await database.database.run('DELETE FROM plex_servers');
    expect((await admin.post<{ setupCode: null }>('/setup/handover')).status).toBe(200);
    const row = await database.database.row(
      `SELECT actor_name AS name, outcome FROM audit_entries WHERE action = 'setup.hand-over'`,
    );
    expect(row).toEqual({ name: 'Owner', outcome: 'done' });
  });

  it('is nothing of whom a guard turns away', async () => {
    const { browser, user } = await people.friend(700);
    expect((await browser.patch(`/users/${user.id}`, { role: 'admin' })).status).toBe(403);
    expect((await new Browser(app.url).delete(`/users/${user.id}/sessions`)).status).toBe(401);
    expect(await entries('?action=user.update')).toEqual([]);
  });

  it('is there, of unknown outcome, while the act is under way', async () => {
    const { user } = await people.friend(700);
    const other = database.dataSource.createQueryRunner();
    await other.startTransaction();
    await other.query('SELECT FROM users WHERE id = $1 FOR UPDATE', [user.id]);
    const answer = admin.patch(`/users/${user.id}`, { role: 'admin' });
    let begun: AuditEntryDto | undefined;
    for (let tries = 0; !begun && tries < 100; tries++) {
      await sleep(20);
      begun = await newest('user.update');
    }
    expect(begun).toMatchObject({ outcome: null, errorCode: null, target: { id: user.id } });
    await other.rollbackTransaction();
    await other.release();
    expect((await answer).status).toBe(200);
    expect(await newest('user.update')).toMatchObject({ id: begun!.id, outcome: 'done' });
  });
});

it('does nothing that it cannot write down', async () => {
  const { user } = await people.friend(700);
  await database.database.run('ALTER TABLE audit_entries RENAME TO elsewhere');
  expect((await admin.patch(`/users/${user.id}`, { role: 'admin' })).status).toBe(500);
  const row = await database.database.row('SELECT role FROM users WHERE id = $1', [user.id]);
  expect(row).toEqual({ role: 'user' });
});

describe('the list', () => {
  it('comes in pages, newest first, and every entry once', async () => {
    await filled(250);
    const ids: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const { body }: { body: List } = await admin.get<List>(`/audit?limit=100${cursor && `&cursor=${cursor}`}`);
      ids.push(...body.items.map(({ id }) => id));
      cursor = body.nextCursor;
    }
    expect(new Set(ids).size).toBe(251);
    expect(ids).toHaveLength(251);
  });

  it('is filtered by actor, act, time and words, percent signs and letter case notwithstanding', async () => {
    await filled(200);
    const owner = (await newest('setup.complete')).actor!;
    expect((await entries(`?actor=${owner.id}`)).map(({ action }) => action)).toEqual(['setup.complete']);
    expect((await entries('?action=server.test&limit=100')).map(({ action }) => action)).toEqual(
      Array(4).fill('server.test'),
    );
    expect(await entries('?q=SOMEBODY%20199')).toHaveLength(1);
    expect(await entries('?q=%25')).toEqual([]);
    expect(await entries('?q=oWNER')).toHaveLength(1);
    const now = Date.now();
    const from = new Date(now - 10.5 * 60_000).toISOString();
    const to = new Date(now - 5.5 * 60_000).toISOString();
    expect((await entries(`?from=${from}&to=${to}`)).map(({ target }) => target.name)).toEqual(
      [6, 7, 8, 9, 10].map((i) => `Somebody ${i}`),
    );
    expect((await admin.get('/audit?from=1970-01-01T00:00:00%2B23:59')).status).toBe(200);
    expect((await admin.get('/audit?to=1970-01-01T00:00:00-23:59')).status).toBe(200);
  });

  it('names the field that is wrong, and knows no other', async () => {
    for (const [query, field] of [
      ['actor=me', 'actor'],
      ['action=server.explode', 'action'],
      ['from=yesterday', 'from'],
      ['to=2027-02-30T00:00:00Z', 'to'],
      ['from=2027-01-31T24:00:30Z', 'from'],
      ['from=0000-01-01T00:00:00Z', 'from'],
      [`q=${'x'.repeat(201)}`, 'q'],
      ['limit=101', 'limit'],
      ['cursor=xyz', 'cursor'],
      ['who=me', 'who'],
    ]) {
      const { status, body } = await admin.get<List>(`/audit?${query}`);
      expect([status, body.errors?.[0].field]).toEqual([400, field]);
    }
    expect((await admin.get<List>('/audit/export?limit=5')).status).toBe(400);
  });

  it('is for administrators and keys of theirs', async () => {
    const { browser } = await people.friend(700);
    for (const path of ['/audit', '/audit/export']) {
      expect((await browser.get(path)).status).toBe(403);
      expect((await new Browser(app.url).get(path)).status).toBe(401);
    }
    const { body: all } = await admin.post<CreatedApiKeyDto>('/api-keys', { name: 'all', scopes: ['admin'] });
    const { body: some } = await admin.post<CreatedApiKeyDto>('/api-keys', { name: 'some', scopes: ['sync:read'] });
    const by = (key: string) => new Browser(app.url).get('/audit', { authorization: `Bearer ${key}` });
    expect((await by(all.key)).status).toBe(200);
    expect((await by(some.key)).status).toBe(403);
  });

  it('finds an index for the newest, for an actor, an act and words, and never sorts', async () => {
    await filled(20_000);
    await database.database.run('VACUUM ANALYZE audit_entries');
    const plan = async (filter: Parameters<typeof listStatement>[0]): Promise<string> => {
      const { text, values } = listStatement(filter, 50, { at: new Date().toISOString(), id: OWNER_ID });
      const rows = await database.database.rows<{ 'QUERY PLAN': string }>(`EXPLAIN ${text}`, values);
      return rows.map((row) => row['QUERY PLAN']).join('\n');
    };
    const [{ actor }] = await database.database.rows<{ actor: string }>(`SELECT md5('7')::uuid AS actor`);
    for (const [filter, index] of [
      [{}, 'audit_entries_at'],
      [{ actor }, 'audit_entries_actor'],
      [{ action: 'server.test' }, 'audit_entries_action'],
    ] as const) {
      expect(await plan(filter)).toContain(`Index Scan Backward using ${index}`);
      expect(await plan(filter)).not.toContain('Sort');
    }
    expect(await plan({ q: 'somebody 19999' })).toContain('audit_entries_search');
  });
});

const OWNER_ID = '00000000-0000-4000-8000-000000000001';

describe('the export', () => {
  it('is every entry as CSV, and no cell is a formula', async () => {
    await filled(1_200);
    await database.database.run(
      `INSERT INTO audit_entries (action, target_kind, target_name, outcome) VALUES ('server.test', 'server', $1, 'done')`,
      [`=HYPERLINK("http://evil","x"),\n@SUM(1)`],
    );
    const response = await fetch(`${app.url}/api/v1/audit/export`, { headers: { cookie: cookieOf(admin) } });
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(response.headers.get('content-disposition')).toMatch(
      /^attachment; filename="smartplex-audit-\d{4}-\d\d-\d\d\.csv"$/,
    );
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(bytes.subarray(0, 3).toString('hex')).toBe('efbbbf');
    const text = bytes.subarray(3).toString();
    expect(text.startsWith('at,action,outcome,errorCode,actorKind')).toBe(true);
    expect(text.split('\r\n')).toHaveLength(1_200 + 5);
    expect(text).toContain(`"'=HYPERLINK(""http://evil"",""x""),\n@SUM(1)"`);
    // Noted when the file has left.
    await eventually(async () => expect((await newest('audit.export')).outcome).toBe('done'));
  });

  it('holds what the list would, with the same filters', async () => {
    await filled(100);
    const response = await fetch(`${app.url}/api/v1/audit/export?action=server.test`, {
      headers: { cookie: cookieOf(admin) },
    });
    expect((await response.text()).trim().split('\r\n')).toHaveLength(3);
  });

  it('is a head alone where nothing matches', async () => {
    const response = await fetch(`${app.url}/api/v1/audit/export?action=sync.cancel`, {
      headers: { cookie: cookieOf(admin) },
    });
    expect(await response.text()).toMatch(/^at,action,[^\r\n]*,requestId\r\n$/);
  });
});

it('forgets what is older than 400 days, and nothing else', async () => {
  await database.database.run(
    `INSERT INTO audit_entries (at, action, target_kind, outcome)
     SELECT now() - d * interval '1 day', 'server.test', 'server', 'done' FROM unnest('{1,399,401,800}'::int[]) d`,
  );
  expect(await app.app.get(AuditEntries, { strict: false }).prune()).toBe(2);
  expect(await entries('?action=server.test')).toHaveLength(2);
});

function cookieOf(browser: Browser): string {
  return `sp_session=${browser.cookie('sp_session')}`;
}
