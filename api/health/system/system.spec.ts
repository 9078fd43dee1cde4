import { gunzipSync } from 'node:zlib';
import type { CreatedApiKeyDto } from '../../auth/api-key/api-key.dto';
import { Browser } from '../../auth/testing/browser';
import { OWNER, People, SETUP_CODE, type ProblemBody } from '../../auth/testing/people';
import { ScriptedPlex } from '../../auth/testing/scripted-plex';
import { createRootLogger, LogRing } from '../../infra/logging';
import {
  createTestApp,
  createTestDatabase,
  hasRedis,
  startRedis,
  type TestApp,
  type TestDatabase,
} from '../../testing';
import type { SystemDto } from './system.dto';
import type { LogLineDto, SystemLogDto } from './system-log.dto';

const REQUEST = 'request-0001';

let plex: ScriptedPlex;
let database: TestDatabase;
let app: TestApp;
let people: People;
let admin: Browser;
let ring: LogRing;
/** What an app still uses while it ends. */
let removeRedis: (() => Promise<void>) | null = null;
let log: ReturnType<typeof createRootLogger>;

async function start(env: Record<string, string> = {}): Promise<void> {
  app = await createTestApp({ databaseUrl: database.url, plexTvUrl: plex.url, env: { SETUP_CODE, ...env } });
  people = new People(app.url, plex, database.database);
  admin = await people.setUp();
  ring = app.app.get(LogRing, { strict: false });
  // As the product logs, but not onto the screen of the tests.
  log = createRootLogger({ level: 'trace', pretty: false }, { write: () => undefined }, ring);
}
beforeEach(async () => {
  plex = new ScriptedPlex();
  await plex.start();
  database = await createTestDatabase();
});
afterEach(async () => {
  await app.close();
  await removeRedis?.();
  removeRedis = null;
  await database.drop();
  await plex.stop();
});

const cookie = () => ({ cookie: `sp_session=${admin.cookie('sp_session')}` });
const failed = (name: string, code: string | null, minutesAgo: number) =>
  database.database.run(
    `INSERT INTO jobs (name, payload, state, attempts, error_code, finished_at, request_id)
     VALUES ($1, '{"title": "Canary"}', 'failed', 3, $2, now() - $3 * interval '1 minute', $4)`,
    [name, code, minutesAgo, REQUEST],
  );

describe('the system', () => {
  it('counts what this process answered, and what of it failed', async () => {
    await start();
    const figuresOf = async () => (await admin.get<SystemDto>('/system')).body.figures;
    const before = await figuresOf();
    await admin.get('/system');
    const after = await figuresOf();
    expect(after.requests).toBeGreaterThanOrEqual(before.requests + 2);
    expect(after.failedRequests).toBe(before.failedRequests);
    for (let turn = 0; turn < 10; turn++) {
      for (const end = Date.now() + 200; Date.now() < end;);
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
    expect((await figuresOf()).eventLoopLagMs).toBeGreaterThan(100);
  });

  it('tells versions, database, disk and jobs', async () => {
    await start();
    await failed('sync-run', 'plex-unreachable', 5);
    await failed('section-sums', null, 1);
    await failed('import-views', 'some-code', 9);
    await database.database.run(
      `INSERT INTO jobs (name, payload, run_at) VALUES ('unknown-kind', '{}', '2020-01-01'), ('unknown-kind', '{}', '2099-01-01')`,
    );
    const { status, body } = await admin.get<SystemDto>('/system');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
      node: process.versions.node,
      platform: `${process.platform} ${process.arch}`,
      timeZone: expect.any(String),
      process: { role: 'all', pid: process.pid, uptimeMs: expect.any(Number), startedAt: expect.any(String) },
      database: {
        status: 'up',
        version: expect.stringMatching(/^\d+/),
        embedded: true,
        sizeBytes: expect.any(Number),
        pool: { max: 16, open: expect.any(Number), idle: expect.any(Number), waiting: 0 },
        schema: { newest: expect.stringMatching(/^[A-Z]\w+\d{13}$/), pending: 0 },
      },
      redis: null,
      storage: { freeBytes: expect.any(Number), totalBytes: expect.any(Number) },
      jobs: { oldestWaitingAt: '2020-01-01T00:00:00.000Z' },
    });
    expect(body.storage.freeBytes!).toBeLessThanOrEqual(body.storage.totalBytes!);
    expect(body.jobs!.counts).toContainEqual({ name: 'unknown-kind', state: 'queued', count: 1 });
    expect(body.jobs!.counts).toContainEqual({ name: 'unknown-kind', state: 'planned', count: 1 });
    expect(body.jobs!.lastFailures.map(({ name, errorCode, summary }) => [name, errorCode, summary])).toEqual([
      ['section-sums', 'internal', expect.stringMatching(/^A fault of SmartPlex/)],
      ['sync-run', 'plex-unreachable', 'Plex could not be reached.'],
      ['import-views', 'some-code', null],
    ]);
    expect(JSON.stringify(body)).not.toContain('Canary');
  });

  it('counts a migration that was not applied', async () => {
    await start();
    const before = (await admin.get<SystemDto>('/system')).body.database.schema!;
    await database.database.run('DELETE FROM migrations WHERE name = $1', [before.newest]);
    const { applied, pending } = (await admin.get<SystemDto>('/system')).body.database.schema!;
    expect([applied, pending]).toEqual([before.applied - 1, 1]);
  });

  (hasRedis() ? it : it.skip)('tells of Redis, and when it is away', async () => {
    const redis = await startRedis();
    removeRedis = redis.remove;
    await start({ REDIS_URL: redis.url });
    expect((await admin.get<SystemDto>('/system')).body.redis).toEqual({
      status: 'up',
      version: expect.stringMatching(/^\d+\./),
    });
    await redis.stop();
    expect((await admin.get<SystemDto>('/system')).body.redis).toEqual({ status: 'down', version: null });
    await redis.start();
  });
});

describe('the log', () => {
  beforeEach(() => start());

  const lines = async (query = '') => (await admin.get<SystemLogDto & ProblemBody>(`/system/log${query}`)).body;
  const messages = async (query: string) => (await lines(query)).items.map(({ message }) => message);

  it('shows each line with its parts, newest first', async () => {
    log.info({ context: 'Sync', requestId: REQUEST, seen: 4, setupCode: 'hidden' }, 'First');
    log.error({ err: new Error('boom') }, 'Second');
    const { items, oldestAt } = await lines('?limit=2');
    expect(items[1]).toEqual({
      sequence: expect.any(Number),
      at: expect.any(String),
      level: 'info',
      message: 'First',
      source: 'Sync',
      requestId: REQUEST,
      fields: { seen: 4, setupCode: '[redacted]' },
    });
    expect(items[0]).toMatchObject({ level: 'error', message: 'Second', fields: { err: { message: 'boom' } } });
    expect(items[0].sequence).toBe(items[1].sequence + 1);
    expect(oldestAt).toEqual(expect.any(String));
  });

  it('is filtered by level, words, request and time', async () => {
    log.debug({ requestId: REQUEST }, 'Quiet');
    log.warn({ title: 'Ünïted' }, 'Loud');
    log.fatal({ other: REQUEST }, 'Worst');
    expect(await messages('?level=warn')).toEqual(['Worst', 'Loud']);
    expect(await messages(`?q=${encodeURIComponent('üNÏT')}`)).toEqual(['Loud']);
    expect(await messages(`?requestId=${REQUEST}`)).toEqual(['Quiet']);
    expect(await messages('?q=quiet&level=info')).toEqual([]);
    expect(await messages(`?level=trace&since=${new Date(Date.now() + 60_000).toISOString()}`)).toEqual([]);
    expect(await messages(`?level=warn&since=${new Date(Date.now() - 60_000).toISOString()}`)).toHaveLength(2);
  });

  it('comes in pages to which new lines do no harm', async () => {
    for (let i = 0; i < 25; i++) log.warn(`line ${i}`);
    const seen: string[] = [];
    let cursor = '';
    for (let pages = 0; pages < 3; pages++) {
      const page = await lines(`?level=warn&limit=10${cursor}`);
      seen.push(...page.items.map(({ message }) => message));
      cursor = `&cursor=${page.nextCursor}`;
      log.warn('newer');
      if (pages === 2) expect(page.nextCursor).toBeNull();
    }
    expect(seen).toEqual(Array.from({ length: 25 }, (_, i) => `line ${24 - i}`));
  });

  it('names the field that is wrong', async () => {
    for (const [query, field] of [
      ['level=loud', 'level'],
      ['requestId=a%20b', 'requestId'],
      ['since=now', 'since'],
      [`q=${'x'.repeat(201)}`, 'q'],
      ['limit=0', 'limit'],
      ['cursor=WyJhIiwxXQ', 'cursor'],
      ['file=x', 'file'],
    ]) {
      expect((await lines(`?${query}`)).errors?.[0].field).toBe(field);
    }
  });

  it('goes on by itself, filtered', async () => {
    const abort = new AbortController();
    const response = await fetch(`${app.url}/api/v1/system/log/events?level=warn`, {
      headers: cookie(),
      signal: abort.signal,
    });
    expect(response.headers.get('content-type')).toMatch('text/event-stream');
    log.info('Too quiet');
    log.warn({ n: 1 }, '<script>\n\ndata: x');
    let text = '';
    const decoder = new TextDecoder();
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
      text += decoder.decode(chunk);
      if (text.includes('event: line')) break;
    }
    abort.abort();
    const line = JSON.parse(/^data: (.*)$/m.exec(text)![1]) as LogLineDto;
    expect(line).toMatchObject({ level: 'warn', message: '<script>\n\ndata: x', fields: { n: 1 } });
    expect(text).not.toContain('Too quiet');
  });
});

describe('the support bundle', () => {
  const CANARIES = {
    title: 'Zanzibar Canary Picture',
    person: 'Priscilla Canary',
    username: 'canaryname',
    email: 'canary@secret.example',
    server: 'Canary-Attic',
    section: 'Canary Films',
    uri: 'http://canary-host.internal:32400',
    path: '/volumes/canary/films/x.mkv',
    address: '198.51.100.77',
    token: 'cAnArYtOkEn-0123456789abcdef',
    key: 'canary key name',
    agent: 'CanaryBrowser/9',
  };

  async function hide(): Promise<void> {
    const c = CANARIES;
    const run = (text: string, values: unknown[] = []) => database.database.run(text, values);
    await run('UPDATE plex_servers SET name = $1, uri = $2, status = $3', [c.server, c.uri, 'offline']);
    await run('UPDATE users SET display_name = $1, username = $2, email = $3', [c.person, c.username, c.email]);
    await run('UPDATE sessions SET user_agent = $1, address = $2', [c.agent, c.address]);
    await run(
      `INSERT INTO library_sections (server_id, key, title, type, enabled) SELECT id, '1', $1, 'movie', true FROM plex_servers`,
      [c.section],
    );
    await run(
      `WITH run AS (INSERT INTO sync_runs (server_id, mode, trigger, state, error_code, finished_at)
                    SELECT id, 'full', 'manual', 'failed', 'plex-timeout', now() FROM plex_servers RETURNING id)
       INSERT INTO sync_run_sections (run_id, section_id, position, title, state)
       SELECT run.id, s.id, 0, s.title, 'failed' FROM run, library_sections s`,
    );
    await run(`INSERT INTO jobs (name, payload) VALUES ('unknown-kind', $1::jsonb)`, [JSON.stringify(c)]);
    await admin.post('/api-keys', { name: c.key, scopes: ['admin'] });
  }

  function mention(): void {
    const c = CANARIES;
    const error = Object.assign(new Error(`connect ECONNREFUSED ${c.uri} for ${c.title}`), { code: 'ECONNREFUSED' });
    log.warn(
      { err: error, serverId: '00000000-0000-4000-8000-000000000001', ...c, status: 'offline', seen: 7 },
      'A media server failed',
    );
    log.info(
      { method: 'GET', url: `/api/v1/library/items?q=${c.title}`, statusCode: 400, requestId: REQUEST },
      'Request completed',
    );
    log.info({ method: 'GET', url: `/${c.username}/${c.title}`, accountId: 4815162342 }, 'Request completed');
    log.error(`Cannot open ${c.path} of "${c.title}" for ${c.email} at ${c.uri} or ${c.address} with ${c.token}`);
  }

  async function download(): Promise<{ text: string; headers: Headers }> {
    const response = await fetch(`${app.url}/api/v1/system/support-bundle`, { headers: cookie() });
    expect(response.status).toBe(200);
    return { text: gunzipSync(await response.arrayBuffer()).toString('utf8'), headers: response.headers };
  }

  it('holds what helps', async () => {
    await start();
    await hide();
    mention();
    const { text, headers } = await download();
    expect(headers.get('content-disposition')).toMatch(/^attachment; filename="smartplex-support-\d{12}\.json\.gz"$/);
    const bundle = JSON.parse(text) as Record<string, never>;
    expect(bundle).toMatchObject({
      format: 1,
      system: { node: process.versions.node, database: { status: 'up' } },
      dependencies: {
        dependencies: expect.arrayContaining([expect.objectContaining({ kind: 'plex', status: 'degraded' })]),
      },
      schema: { pending: [] },
      runs: [{ mode: 'full', state: 'failed', errorCode: 'plex-timeout', sections: [{ state: 'failed' }] }],
      jobs: expect.arrayContaining([expect.objectContaining({ name: 'unknown-kind', state: 'queued' })]),
    });
    const settings = bundle.settings as { name: string; set: boolean }[];
    expect(settings.map(({ name }) => name)).toContain('ENCRYPTION_KEY');
    expect(settings.every((setting) => Object.keys(setting).join() === 'name,set')).toBe(true);
    const shown = bundle.log as Record<string, unknown>[];
    expect(shown).toContainEqual(
      expect.objectContaining({
        message: 'A media server failed',
        level: 'warn',
        serverId: '00000000-0000-4000-8000-000000000001',
        status: 'offline',
        seen: 7,
        error: {
          type: 'Error',
          code: 'ECONNREFUSED',
          frames: expect.arrayContaining([expect.stringMatching(/api\/health/)]),
        },
      }),
    );
    expect(shown).toContainEqual(
      expect.objectContaining({ method: 'GET', route: '/api/v1/library/items', statusCode: 400, requestId: REQUEST }),
    );
  });

  it('holds no title, name, address, path and no secret', async () => {
    await start();
    await hide();
    mention();
    const { text } = await download();
    for (const [what, canary] of Object.entries(CANARIES)) expect([what, text.includes(canary)]).toEqual([what, false]);
    expect(text.toLowerCase()).not.toContain('canary');
    const hidden = [
      'Zanzibar',
      'Priscilla',
      SETUP_CODE,
      '4815162342',
      String(OWNER),
      app.dataDir,
      process.cwd(),
      '127.0.0.1',
    ];
    const url = new URL(database.url);
    for (const word of [...hidden, url.password, admin.cookie('sp_session')!].filter(Boolean)) {
      expect([word, new RegExp(`(^|\\W)${escaped(word)}(\\W|$)`).test(text)]).toEqual([word, false]);
    }
  });

  it('is bounded, however much was logged', async () => {
    await start();
    for (let i = 0; i < 6_000; i++) log.info({ seen: i, text: 'z'.repeat(2_000) }, 'Line');
    const { text } = await download();
    expect((JSON.parse(text) as { log: unknown[] }).log).toHaveLength(2_000);
    expect(text.length).toBeLessThan(2_000_000);
  });
});

it('is all for administrators; keys may read but neither follow nor download', async () => {
  await start();
  const { browser } = await people.friend(700);
  const stranger = new Browser(app.url);
  const key = async (scope: string) => {
    const { body } = await admin.post<CreatedApiKeyDto>('/api-keys', { name: scope, scopes: [scope] });
    return { authorization: `Bearer ${body.key}` };
  };
  const [all, some] = [await key('admin'), await key('library:read')];
  for (const path of ['/system', '/system/log', '/system/log/events', '/system/support-bundle']) {
    expect((await browser.get(path)).status).toBe(403);
    expect((await stranger.get(path)).status).toBe(401);
    expect((await stranger.get(path, some)).status).toBe(403);
  }
  for (const path of ['/system', '/system/log']) expect((await stranger.get(path, all)).status).toBe(200);
  for (const path of ['/system/log/events', '/system/support-bundle'])
    expect((await stranger.get(path, all)).status).toBe(403);
  for (const path of ['/system?x=1', '/system/support-bundle?x=1', '/system/log/events?since=x'])
    expect((await admin.get(path)).status).toBe(400);
});

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
