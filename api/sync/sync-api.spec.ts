import { setTimeout as sleep } from 'node:timers/promises';
import {
  createTestApp,
  createTestDatabase,
  startEmulator,
  TestBrowser,
  type Emulator,
  type TestApp,
  type TestDatabase,
} from '../testing';
import type { SyncRunDto } from './run/sync-run.dto';
import { EventReader } from './testing/event-reader';
import { watchEvents } from './testing/event-writes';

const SETUP_CODE = 'sync-api-code';
const FINAL = ['succeeded', 'incomplete', 'failed', 'cancelled'];
const UNKNOWN = '00000000-0000-4000-8000-000000000000';

interface Truth {
  ratingKey: string;
  type: string;
  sectionKey: string;
  parentRatingKey: string | null;
  grandparentRatingKey: string | null;
  sizeWithoutOptimizedBytes: number | null;
  media: { parts: { file: string | null }[] }[];
}

describe('syncs over the API', () => {
  let test: TestDatabase;
  let emulator: Emulator;
  let product: TestApp;
  let admin: TestBrowser;
  let serverId: string;

  beforeAll(async () => {
    [test, emulator] = await Promise.all([
      createTestDatabase(),
      startEmulator({ movies: 700, shows: 12, artists: 8, quirks: 'on' }),
    ]);
    product = await createTestApp({
      databaseUrl: test.url,
      plexTvUrl: emulator.plexTv,
      plexAppUrl: emulator.appUrl,
      env: { SETUP_CODE },
    });
    admin = new TestBrowser(product.url);
    await admin.signIn('ada', { emulator, setupCode: SETUP_CODE });
    const [{ machineIdentifier }] = emulator.servers;
    serverId = (await admin.post('/api/v1/plex/servers', { machineIdentifier })).body.id;
    // Who begins to listen after a sync asks for one that nobody here did.
    const listened = `SELECT 1 FROM sync_streams WHERE server_id = $1 AND state = 'connected' AND lease_until > now()`;
    while (!(await test.database.row(listened, [serverId]))) await sleep(50);
  });

  afterAll(async () => {
    await product.close();
    await emulator.stop();
    await test.drop();
  });

  const ask = (body: object = {}) => admin.post('/api/v1/sync/runs', { serverId, mode: 'full', ...body });

  async function ended(id: string): Promise<SyncRunDto> {
    for (;;) {
      const { body } = await admin.get(`/api/v1/sync/runs/${id}`);
      if (FINAL.includes(body.state)) return body;
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
  }

  async function run(body: object = {}): Promise<SyncRunDto> {
    let answer = await ask(body);
    // A server that somebody begins to listen to is read without being asked, and no other run begins meanwhile.
    for (; answer.status === 409; answer = await ask(body)) await sleep(50);
    expect(answer.status).toBe(202);
    return ended(answer.body.id);
  }

  async function truth(): Promise<Truth[]> {
    const response = await fetch(`${emulator.control}/truth`);
    return (await response.text())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
  }

  const stored = () =>
    test.database.rows<{
      key: string;
      type: string;
      section: string;
      parent: string;
      grandparent: string;
      size: string;
    }>(
      `SELECT i.rating_key AS key, i.type, s.key AS section, p.rating_key AS parent, g.rating_key AS grandparent,
              i.size_bytes AS size
       FROM media_items i JOIN library_sections s ON s.id = i.section_id
       LEFT JOIN media_items p ON p.id = i.parent_id LEFT JOIN media_items g ON g.id = i.grandparent_id
       WHERE i.deleted_at IS NULL`,
    );

  /** Changes with every write of a row, even one that writes the same: where it lies and who wrote it. */
  const rowVersions = async () =>
    (await test.database.row<{ digest: string }>(
      `SELECT md5(string_agg(version, ',' ORDER BY version)) AS digest FROM (
         SELECT format('i %s %s %s', id, ctid, xmin) AS version FROM media_items
         UNION ALL SELECT format('p %s %s %s', item_id, ctid, xmin) FROM media_parts) rows`,
    ))!.digest;

  it('bring in exactly what the server has, oddities included', async () => {
    const done = await run();
    const expected = await truth();
    expect(done).toMatchObject({
      state: 'succeeded',
      errorCode: null,
      itemsAdded: expected.length,
      requestedBy: expect.any(String),
    });
    const rows = await stored();
    const shape = (type: string, section: string, key: string) => `${section} ${type} ${key}`;
    expect(rows.map(({ type, section, key }) => shape(type, section, key)).sort()).toEqual(
      expected.map(({ type, sectionKey, ratingKey }) => shape(type, sectionKey, ratingKey)).sort(),
    );
    const byKey = new Map(rows.map((row) => [row.key, row]));
    for (const item of expected) {
      const row = byKey.get(item.ratingKey)!;
      expect([item.ratingKey, row.parent, row.grandparent]).toEqual([
        item.ratingKey,
        byKey.has(item.parentRatingKey ?? '') ? item.parentRatingKey : null,
        byKey.has(item.grandparentRatingKey ?? '') ? item.grandparentRatingKey : null,
      ]);
    }
    // Two versions that name one file are the library's own matter; see item-files.
    const files = ({ media }: Truth) => media.flatMap(({ parts }) => parts.map(({ file }) => file));
    const plain = expected.filter((item) => new Set(files(item)).size === files(item).length);
    expect(plain.length).toBeGreaterThan(500);
    const sizes = plain.filter(({ sizeWithoutOptimizedBytes: size }) => size);
    expect(sizes.filter((item) => Number(byKey.get(item.ratingKey)!.size) !== item.sizeWithoutOptimizedBytes)).toEqual(
      [],
    );
  });

  it('write no row of the library when nothing changed', async () => {
    await run();
    const before = await rowVersions();
    expect(await run()).toMatchObject({ state: 'succeeded', itemsAdded: 0, itemsUpdated: 0, itemsRemoved: 0 });
    expect(await rowVersions()).toBe(before);
  });

  it('answer 202 with the place of the run, and 409 while it is active', async () => {
    const answer = await ask();
    expect(answer.status).toBe(202);
    expect(answer.body).toMatchObject({ serverId, mode: 'full', trigger: 'manual', state: 'queued' });
    const location = answer.headers.get('location')!;
    expect(location).toBe(`/api/v1/sync/runs/${answer.body.id}`);
    expect((await admin.get(location)).body.id).toBe(answer.body.id);
    const second = await ask();
    expect([second.status, second.body.code]).toEqual([409, 'sync-already-running']);
    await ended(answer.body.id);
    const cancel = await admin.post(`/api/v1/sync/runs/${answer.body.id}/cancel`);
    expect([cancel.status, cancel.body.code]).toEqual([409, 'sync-not-running']);
    const approval = await admin.post(`/api/v1/sync/runs/${answer.body.id}/approve-removals`);
    expect([approval.status, approval.body.code]).toEqual([409, 'no-removals-held']);
  });

  it.each([
    ['an unknown server', { serverId: UNKNOWN }, 404],
    ['an unknown section', { sectionIds: [UNKNOWN] }, 404],
    ['no sections at all', { sectionIds: [] }, 400],
    ['a mode that does not exist', { mode: 'quick' }, 400],
    ['a field that does not exist', { force: true }, 400],
    ['an id that is none', { serverId: 'one' }, 400],
  ])('refuse %s', async (_, body, status) => {
    expect((await ask(body)).status).toBe(status);
  });

  it.each([`/api/v1/sync/runs/${UNKNOWN}`, '/api/v1/sync/runs/nonsense'])('do not know %s', async (path) => {
    expect((await admin.get(path)).status).toBe(404);
    expect((await admin.post(`${path}/cancel`)).status).toBe(404);
    expect((await admin.post(`${path}/approve-removals`)).status).toBe(404);
  });

  it.each(['limit=0', 'limit=101', 'limit=abc', 'state=busy', 'serverId=x', 'cursor=forged', 'colour=red'])(
    'refuse a list with %s',
    async (query) => {
      expect((await admin.get(`/api/v1/sync/runs?${query}`)).status).toBe(400);
    },
  );

  it('are for administrators, and for keys with the scope', async () => {
    const user = new TestBrowser(product.url);
    await user.signIn('cleo', { emulator });
    expect((await user.get('/api/v1/sync/runs')).status).toBe(403);
    expect((await user.get('/api/v1/sync/events')).status).toBe(403);
    expect((await user.post('/api/v1/sync/runs', { serverId, mode: 'full' })).status).toBe(403);
    const { body } = await admin.post('/api/v1/api-keys', { name: 'reader', scopes: ['sync:read'] });
    const headers = { authorization: `Bearer ${body.key}` };
    const program = new TestBrowser(product.url);
    expect((await program.get('/api/v1/sync/runs', { headers })).status).toBe(200);
    expect((await program.post('/api/v1/sync/runs', { serverId, mode: 'full' }, { headers })).status).toBe(403);
  });

  describe('the stream of events', () => {
    const open = async (headers: Record<string, string> = {}) =>
      new EventReader(await admin.fetch('GET', '/api/v1/sync/events', { headers }));

    it('tells how a run goes on, at most four times a second, and always how it ended', async () => {
      await emulator.call('faults', { kind: 'slow', delayMs: 250, path: '/library/sections/*/all' });
      const { written, stop } = watchEvents('run');
      const reader = await open();
      const { body } = await ask();
      const last = await reader.until(({ run: { id, state } }) => id === body.id && FINAL.includes(state));
      await fetch(`${emulator.control}/faults`, { method: 'DELETE' });
      reader.close();
      stop();
      const mine = reader.events.filter((event) => event.run.id === body.id);
      expect(last.run).toMatchObject({ ...(await ended(body.id)), state: 'succeeded' });
      expect(new Set(mine.map(({ run: { state } }) => state)).size).toBeGreaterThanOrEqual(2);
      expect(mine.map(({ event }) => event).every((event) => event === 'run')).toBe(true);
      const seen = mine.map(({ run: { itemsSeen } }) => itemsSeen);
      expect(seen).toEqual([...seen].sort((a, b) => a - b));
      expect(mine.some(({ run: { itemsPerSecond } }) => itemsPerSecond !== null)).toBe(true);
      const times = written.filter(({ text }) => text.includes(body.id)).map(({ at }) => at);
      expect(times.length).toBeGreaterThanOrEqual(mine.length);
      for (const at of times)
        expect(times.filter((other) => other >= at && other < at + 950).length).toBeLessThanOrEqual(4);
    });

    it('begins with the active runs, and with what a reader missed who comes back', async () => {
      const finished = await run();
      // Streams look back two seconds.
      await test.database.run(`UPDATE sync_runs SET updated_at = updated_at - interval '1 minute' WHERE id = $1`, [
        finished.id,
      ]);
      const reader = await open();
      const { body } = await ask();
      const event = await reader.until(({ run: { id } }) => id === body.id);
      reader.close();
      expect(reader.events.some(({ run: { id } }) => id === finished.id)).toBe(false);
      await ended(body.id);
      const back = await open({ 'last-event-id': event.id });
      expect((await back.until(({ run: { id, state } }) => id === body.id && FINAL.includes(state))).run.state).toBe(
        'succeeded',
      );
      back.close();
    });

    it('tells of runs of other processes, by what the database says', async () => {
      const reader = await open();
      await new Promise((resolve) => setTimeout(resolve, 1_500));
      const row = await test.database.row<{ id: string }>(
        `INSERT INTO sync_runs (server_id, mode, trigger, state, finished_at, updated_at)
         VALUES ($1, 'full', 'schedule', 'failed', now(), clock_timestamp()) RETURNING id`,
        [serverId],
      );
      const event = await reader.until(({ run: { id } }) => id === row!.id, 5_000);
      expect(event.run).toMatchObject({ state: 'failed', trigger: 'schedule' });
      reader.close();
    });
  });

  it('are not found for a server that is removed while they are asked for', async () => {
    const other = (await test.database.row<{ id: string }>(
      `INSERT INTO plex_servers (machine_identifier, name, version, platform, owned, uri, sealed_token, owner_account_id)
       SELECT 'soon-gone', name, version, platform, owned, uri, sealed_token, owner_account_id FROM plex_servers
       RETURNING id`,
    ))!.id;
    const isWaiting = () =>
      test.database.row(`SELECT 1 FROM pg_stat_activity WHERE datname = current_database()
      AND wait_event_type = 'Lock' AND query LIKE 'INSERT INTO sync_runs%'`);
    const asked = await test.database.transaction(async (sql) => {
      await sql.run('DELETE FROM plex_servers WHERE id = $1', [other]);
      const answer = ask({ serverId: other });
      while (!(await isWaiting())) await new Promise((resolve) => setTimeout(resolve, 20));
      return { answer };
    });
    await expect(asked.answer).resolves.toMatchObject({ status: 404, body: { code: 'not-found' } });
  });
});
