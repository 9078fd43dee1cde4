import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { CHAT_FAULTS } from '../ai/provider/chat';
import { Database } from '../infra/database';
import { definedJobs } from '../infra/queue/job';
import { PLEX_FAULTS } from '../plex';
import { createTestApp, createTestDatabase, eventually, startEmulator, TestBrowser } from '../testing';
import type { Emulator, TestApp, TestDatabase } from '../testing';
import { mayMount, mountDisk, unmountDisk } from '../testing/small-disk';

const SETUP_CODE = 'health-spec-code';
const onSmallDisk = mayMount() ? it : it.skip;

describe('probes, report and metrics', () => {
  let database: TestDatabase;
  let emulator: Emulator;
  let product: TestApp;
  let admin: TestBrowser;
  let stranger: TestBrowser;

  beforeAll(async () => {
    [database, emulator] = await Promise.all([
      createTestDatabase(),
      startEmulator({ movies: 5, shows: 1, artists: 0 }),
    ]);
    product = await createTestApp({
      databaseUrl: database.url,
      plexTvUrl: emulator.plexTv,
      plexAppUrl: emulator.appUrl,
      env: { SETUP_CODE },
    });
    admin = new TestBrowser(product.url);
    stranger = new TestBrowser(product.url);
    await admin.signIn('ada', { emulator, setupCode: SETUP_CODE });
    await admin.post('/api/v1/plex/servers', { machineIdentifier: emulator.servers[0]!.machineIdentifier });
  });

  afterAll(async () => {
    await product.close();
    await emulator.stop();
    await database.drop();
  });

  it.each(['/health/live', '/health/ready', '/health/startup'])('%s is open and says no more than ok', async (path) => {
    const { status, body } = await stranger.get(path);
    expect([status, body]).toEqual([200, { status: 'ok' }]);
  });

  it('reports each dependency to administrators', async () => {
    const { status, body } = await admin.get('/api/v1/health');
    expect(status).toBe(200);
    const byKind = Object.fromEntries(body.dependencies.map((one: { kind: string }) => [one.kind, one]));
    expect(Object.keys(byKind).sort()).toEqual(['database', 'plex', 'queue', 'storage']);
    expect(byKind.database).toMatchObject({ status: 'up', version: expect.stringMatching(/^\d+\./) });
    expect(byKind.database.latencyMs).toBeGreaterThan(0);
    expect(Date.parse(byKind.queue.lastGoodAt)).toBeGreaterThan(Date.now() - 60_000);
    expect(byKind.plex.lastGoodAt).not.toBeNull();
    expect(JSON.stringify(body)).not.toMatch(/127\.0\.0\.1|postgres:/);
  });

  onSmallDisk('reports a data folder without room as down', async () => {
    expect(mountDisk(product.dataDir, 2)).toBe(true);
    try {
      const storage = async () => {
        const { body } = await admin.get('/api/v1/health');
        return body.dependencies.find(({ kind }: { kind: string }) => kind === 'storage');
      };
      expect(await storage()).toMatchObject({ status: 'up' });
      writeFileSync(join(product.dataDir, 'ballast'), Buffer.alloc(1536 * 1024));
      expect(await storage()).toMatchObject({ status: 'down' });
    } finally {
      unmountDisk(product.dataDir);
    }
  });

  it('reports of each media server how old what is known of it is', async () => {
    const [{ id }] = await database.database.rows<{ id: string }>('SELECT id FROM plex_servers');
    const oldest = async () => {
      const { body } = await admin.get('/api/v1/health');
      const told = body.dependencies.map((one: { kind: string; oldestSyncAt?: string }) => [
        one.kind,
        one.oldestSyncAt,
      ]);
      return Object.fromEntries(told) as Record<string, string | null | undefined>;
    };
    const set = (values: string, where = 'true') =>
      database.database.run(`UPDATE library_sections SET ${values} WHERE server_id = $1 AND ${where}`, [id]);
    await set(`enabled = true, last_synced_at = '2026-11-20T00:00:00Z'`);
    await set(`last_synced_at = NULL, created_at = '2026-11-10T00:00:00Z'`, `type = 'movie'`);
    await set(`enabled = false, last_synced_at = '2026-11-01T00:00:00Z'`, `type = 'show'`);
    expect(await oldest()).toMatchObject({ plex: '2026-11-10T00:00:00.000Z', database: undefined });
    await set('enabled = false');
    expect((await oldest()).plex).toBeNull();
    await set('enabled = true, last_synced_at = now()');
  });

  it('reports to nobody else', async () => {
    expect((await stranger.get('/api/v1/health')).status).toBe(401);
  });

  it('measures requests by route template and jobs by kind, without ids, titles or tokens', async () => {
    await admin.get('/api/v1/library/items/4711');
    await database.database.run(
      `INSERT INTO jobs (name, payload, run_at, state, lease_owner, lease_until) VALUES
         ('sync-run', '{"runId":"secret-id"}', now() + interval '1 hour', 'queued', NULL, NULL),
         ('unknown-kind', '{}', now() - interval '1 hour', 'queued', NULL, NULL),
         ('unknown-kind', '{}', now(), 'running', gen_random_uuid(), now() + interval '10 seconds'),
         ('left-behind', '{}', now(), 'running', gen_random_uuid(), now() - interval '1 second')`,
    );
    const { body } = await stranger.get('/metrics');
    expect(body).toMatch(
      /smartplex_http_request_duration_seconds_count\{method="GET",route="[^"]*items\/:id",status="4\d\d"\} \d/,
    );
    const jobs = String(body).match(/(?<=smartplex_jobs\{name=")(?:sync-run|unknown-kind|left-behind)",.*/g);
    expect(jobs?.sort()).toEqual([
      'left-behind",state="queued"} 1',
      'sync-run",state="planned"} 1',
      'unknown-kind",state="queued"} 1',
      'unknown-kind",state="running"} 1',
    ]);
    expect(body).toContain('process_resident_memory_bytes');
    // Names and labels: a value may hold any digits.
    expect(String(body).replace(/^(?!#)(.*) \S+$/gm, '$1')).not.toMatch(/4711|secret-id|ada|sp_session/);
  });

  it('tells every metric that the dashboard and the alerts in docker/ ask for', async () => {
    const { body } = await stranger.get('/metrics');
    const told = new Set([...String(body).matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name));
    const files = ['grafana-dashboard.json', 'prometheus-rules.yaml'].map((name) =>
      readFileSync(join(process.cwd(), 'docker/observability', name), 'utf8'),
    );
    const asked = files.flatMap((text) => text.match(/\b(?:smartplex|nodejs|process)_[a-z0-9_]+/g) ?? []);
    expect(new Set(asked).size).toBeGreaterThan(12);
    const missing = asked.filter((name) => !told.has(name) && !told.has(name.replace(/_(?:bucket|count|sum)$/, '')));
    expect(missing).toEqual([]);
  });

  it('tells how calls to Plex ended, how the pool is used and how old the oldest library is', async () => {
    const { body } = await stranger.get('/metrics');
    expect(body).toMatch(/smartplex_upstream_request_duration_seconds_count\{upstream="plex\.tv",outcome="ok"\} [1-9]/);
    expect(body).toMatch(
      /smartplex_upstream_request_duration_seconds_count\{upstream="media-server",outcome="ok"\} [1-9]/,
    );
    expect(body).toMatch(/smartplex_database_connections\{state="open"\} [1-9]/);
    expect(body).toMatch(/^smartplex_library_age_seconds \d/m);
  });

  it('counts nobody who asks the database for the scrape itself, and who really waits', async () => {
    for (let scrape = 0; scrape < 5; scrape++) {
      expect((await stranger.get('/metrics')).body).toContain('smartplex_database_connections{state="waiting"} 0');
    }
    const holder = new Client({ connectionString: database.url });
    await holder.connect();
    await holder.query('SELECT pg_advisory_lock(4711)');
    const pool = product.app.get(Database, { strict: false });
    const { max } = pool.poolUse;
    const hold = () => pool.run('SELECT pg_advisory_xact_lock_shared(4711)');
    const held = Array.from({ length: max }, hold);
    // The connections have to be opened first.
    await eventually(() => expect(pool.poolUse).toMatchObject({ open: max, idle: 0 }));
    held.push(hold());
    const { body } = await stranger.get('/metrics');
    // Before the last one has waited for a connection as long as anybody may.
    await holder.end();
    await Promise.all(held);
    expect(body).toMatch(/smartplex_database_connections\{state="waiting"\} [1-9]/);
  });

  it('counts answers without probes, and has every count that an alert watches from the start', async () => {
    const told = async () => String((await stranger.get('/metrics')).body);
    const answers = (body: string) => body.match(/^smartplex_http_answers_total.*/gm);
    const before = await told();
    expect(before).toContain('smartplex_http_answers_total{class="5xx"} 0');
    for (const mode of ['full', 'incremental', 'sweep']) {
      for (const state of ['incomplete', 'failed']) {
        expect(before).toContain(`smartplex_sync_runs_total{mode="${mode}",state="${state}"} 0`);
      }
    }
    expect(before).toContain('_count{upstream="ai",outcome="unreachable"} 0');
    for (const path of ['/health/live', '/health/ready']) await stranger.get(path);
    expect(answers(await told())).toEqual(answers(before));
    await stranger.get('/api/v1/health');
    expect(answers(await told())).not.toEqual(answers(before));
  });

  it('has each end of a job and of a call, poster and token from the start, for the first of each to be seen', async () => {
    const { body } = await stranger.get('/metrics');
    const ends = (metric: string, label: string, value: string) => {
      const lines = String(body).matchAll(new RegExp(`^smartplex_${metric}\\{(.*)\\} \\d+$`, 'gm'));
      const labels = [...lines].map(([, all]) => all!).filter((all) => all.includes(`${label}="${value}"`));
      return labels.map((all) => /(?:outcome|from|direction)="([^"]+)"/.exec(all)?.[1]).sort();
    };
    expect(definedJobs().length).toBeGreaterThan(5);
    for (const { name } of definedJobs()) {
      const told = ends('job_duration_seconds_count', 'name', name);
      expect([name, told]).toEqual([name, ['failed', 'released', 'retry', 'succeeded']]);
    }
    const faults = { 'plex.tv': PLEX_FAULTS, 'media-server': PLEX_FAULTS, ai: CHAT_FAULTS };
    for (const [upstream, ofIt] of Object.entries(faults)) {
      const told = ends('upstream_request_duration_seconds_count', 'upstream', upstream);
      expect([upstream, told]).toEqual([upstream, ['ok', ...ofIt].sort()]);
    }
    for (const from of ['disk', 'server', 'failed']) expect(ends('poster_reads_total', 'from', from)).toEqual([from]);
    for (const direction of ['in', 'out']) expect(ends('ai_tokens_total', 'direction', direction)).toEqual([direction]);
  });

  it('stays ready when Plex is away', async () => {
    const other = await startEmulator({ movies: 1, shows: 0, artists: 0 });
    await other.stop();
    const alone = await createTestApp({ databaseUrl: database.url, plexTvUrl: other.plexTv });
    const browser = new TestBrowser(alone.url);
    // Not before the dispatcher has looked for work once.
    await eventually(async () => expect((await browser.get('/health/ready')).status).toBe(200));
    await alone.close();
  });

  it('shows metrics to the bearer of the token alone, where there is one', async () => {
    const guarded = await createTestApp({ databaseUrl: database.url, env: { METRICS_TOKEN: 'metrics-token' } });
    const browser = new TestBrowser(guarded.url);
    const withToken = (token: string, scheme = 'Bearer') =>
      browser.get('/metrics', { headers: { authorization: `${scheme} ${token}` } });
    expect((await browser.get('/metrics')).status).toBe(401);
    expect((await withToken('wrong')).status).toBe(401);
    for (const scheme of ['Bearer', 'bearer', 'BEARER']) {
      const { status, headers } = await withToken('metrics-token', scheme);
      expect([scheme, status, headers.get('cache-control')]).toEqual([scheme, 200, 'no-store']);
    }
    await guarded.close();
  });

  it('shows metrics to loopback alone, where there is none', async () => {
    for (const header of ['x-forwarded-for', 'x-real-ip', 'forwarded', 'via']) {
      const forwarded = await stranger.get('/metrics', { headers: { [header]: '203.0.113.9' } });
      expect([header, forwarded.status, forwarded.body.code]).toEqual([header, 403, 'forbidden']);
    }
    expect((await stranger.get('/metrics')).status).toBe(200);
  });
});
