import { setTimeout as sleep } from 'node:timers/promises';
import { createTestApp, createTestDatabase, eventually, startEmulator, TestBrowser } from '../../api/testing';
import type { Emulator, TestApp, TestDatabase } from '../../api/testing';

const SETUP_CODE = 'insights-code';
const FINAL = ['succeeded', 'incomplete', 'failed', 'cancelled'];
const ROUTES = [
  'summary',
  'storage',
  'storage/items',
  'storage/items/export',
  'duplicates',
  'duplicates/export',
  'unwatched',
  'unwatched/export',
  'quality',
  'quality/export',
];
const BY = ['section', 'type', 'resolution', 'videoCodec', 'container', 'show', 'decade', 'bytesPerHour'];

interface Section {
  id: string;
  sizeBytes: number;
  leafCount: number;
  enabled: boolean;
}

describe('insights into a synced library', () => {
  let database: TestDatabase;
  let emulator: Emulator;
  let product: TestApp;
  let admin: TestBrowser;

  beforeAll(async () => {
    [database, emulator] = await Promise.all([
      createTestDatabase(),
      startEmulator({ movies: 120, shows: 6, artists: 3, plays: 400, servers: 2, quirks: 'on' }),
    ]);
    product = await createTestApp({
      databaseUrl: database.url,
      plexTvUrl: emulator.plexTv,
      plexAppUrl: emulator.appUrl,
      env: { SETUP_CODE },
    });
    admin = new TestBrowser(product.url);
    await admin.signIn('ada', { emulator, setupCode: SETUP_CODE });
    for (const { machineIdentifier } of emulator.servers) {
      const { body } = await admin.post('/api/v1/plex/servers', { machineIdentifier });
      await sync(body.id);
    }
    await upToDate();
  });

  afterAll(async () => {
    await product.close();
    await emulator.stop();
    await database.drop();
  });

  async function sync(serverId: string): Promise<void> {
    const { body: run } = await admin.post('/api/v1/sync/runs', { serverId, mode: 'full' });
    for (let i = 0; i < 600; i++) {
      const { body } = await admin.get(`/api/v1/sync/runs/${run.id}`);
      if (FINAL.includes(body.state)) return expect(body.state).toBe('succeeded');
      await sleep(100);
    }
    throw new Error('The sync does not end');
  }

  const enabledBytes = (sections: Section[]) =>
    sections.filter(({ enabled }) => enabled).reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);

  /** Readers within a second share their figures, and those that are made just then are not waited for: no longer than that. */
  async function upToDate(): Promise<void> {
    for (const deadline = Date.now() + 5_000; Date.now() < deadline; await sleep(200)) {
      const { items } = (await admin.get('/api/v1/library/sections')).body;
      const { body } = await admin.get('/api/v1/insights/storage?by=section');
      if (body.totalBytes === enabledBytes(items)) return;
    }
  }

  it.each(BY)('are exact to the byte by %s right after the sync', async (by) => {
    const sections: Section[] = (await admin.get('/api/v1/library/sections')).body.items;
    const { status, body } = await admin.get(`/api/v1/insights/storage?by=${by}&limit=1000`);
    expect(status).toBe(200);
    const bytes = enabledBytes(sections);
    expect(body.totalBytes).toBe(bytes);
    expect(body.groups.reduce((sum: number, group: { bytes: number }) => sum + group.bytes, 0)).toBe(bytes);
    if (by !== 'section') return;
    for (const { key, bytes: size, items } of body.groups) {
      const section = sections.find(({ id }) => id === key)!;
      expect([size, items]).toEqual([section.sizeBytes, section.leafCount]);
    }
  });

  it('call nothing never watched before the history was read', async () => {
    const { body } = await admin.get('/api/v1/insights/summary');
    for (const { state, items } of body.unwatched)
      if (!body.history.some(({ whole }: { whole: boolean }) => whole))
        expect([state, items > 0]).toEqual([state, state === 'unknown']);
  });

  it('know who watched what once it was', async () => {
    let summary = (await admin.get('/api/v1/insights/summary')).body;
    for (let i = 0; i < 300 && !summary.history.every(({ whole }: { whole: boolean }) => whole); i++) {
      await sleep(200);
      summary = (await admin.get('/api/v1/insights/summary')).body;
    }
    expect(summary.history.map(({ whole }: { whole: boolean }) => whole)).toEqual([true, true]);
    // Plays are attached after they were read, and figures follow what was written: within a second or two.
    const imports = `SELECT 1 FROM jobs WHERE name = 'import-history' AND state IN ('queued', 'running')`;
    await eventually(async () => expect(await database.database.row(imports)).toBeNull(), 30_000);
    const stale = 'SELECT 1 FROM library_sections WHERE enabled AND writes_to_insight > 0';
    await eventually(async () => {
      await admin.get('/api/v1/insights/unwatched?state=never');
      expect(await database.database.row(stale)).toBeNull();
    }, 30_000);
    const watched = await database.database.rows<{ id: string }>(
      'SELECT DISTINCT title_id AS id FROM plays WHERE title_id IS NOT NULL',
    );
    const never: string[] = [];
    let cursor = '';
    do {
      const { body } = await admin.get(
        `/api/v1/insights/unwatched?state=never&limit=100${cursor && `&cursor=${cursor}`}`,
      );
      never.push(...body.items.map(({ item }: { item: { id: string } }) => item.id));
      cursor = body.nextCursor ?? '';
    } while (cursor !== '');
    const known = new Set(watched.map(({ id }) => id));
    expect(never.filter((id) => known.has(id))).toEqual([]);
    expect(known.size).toBeGreaterThan(10);
  });

  it('are for administrators, and for keys with their scope', async () => {
    const ben = new TestBrowser(product.url);
    await ben.signIn('ben', { emulator });
    const keyOf = async (scope: string) =>
      (await admin.post('/api/v1/api-keys', { name: scope, scopes: [scope] })).body.key;
    const [insights, library] = [await keyOf('insights:read'), await keyOf('library:read')];
    const program = new TestBrowser(product.url);
    const stranger = new TestBrowser(product.url);
    for (const route of ROUTES) {
      const path = `/api/v1/insights/${route}`;
      const withKey = (key: string) => program.get(path, { headers: { authorization: `Bearer ${key}` } });
      const statuses = [
        (await admin.get(path)).status,
        (await withKey(insights)).status,
        (await withKey(library)).status,
        (await ben.get(path)).status,
        (await stranger.get(path)).status,
      ];
      expect([route, ...statuses]).toEqual([route, 200, 200, 403, 403, 401]);
    }
  });
});
