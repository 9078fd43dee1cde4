import { TestBrowser } from '../../testing';
import { ProductSpec } from '../testing/product-spec';
import { DashboardServers } from './dashboard-servers.service';
import type { DashboardServerDto } from './dashboard-servers.dto';

const DAY = 86_400_000;
const PATH = '/api/v1/dashboard/servers';

describe('the servers on the dashboard', () => {
  const spec = new ProductSpec();

  beforeAll(() => spec.start({ movies: 40, shows: 3, artists: 1, plays: 0, servers: 2, quirks: 'off' }));
  afterAll(() => spec.stop());

  const list = async (): Promise<DashboardServerDto[]> => (await spec.admin.get(PATH)).body.items;
  const sections = async (serverId: string) =>
    (await spec.admin.get('/api/v1/library/sections')).body.items.filter(
      (section: { serverId: string }) => section.serverId === serverId,
    ) as { itemCount: number; leafCount: number; sizeBytes: number }[];
  const sum = (
    rows: { itemCount: number; leafCount: number; sizeBytes: number }[],
    key: 'itemCount' | 'leafCount' | 'sizeBytes',
  ) => rows.reduce((total, row) => total + row[key], 0);

  it('are none on an empty install', async () => {
    expect((await spec.admin.get(PATH)).body).toEqual({ items: [], nextCursor: null });
  });

  it('are there before their first sync, with everything unknown that is', async () => {
    await spec.register(0);
    expect(await list()).toMatchObject([
      {
        name: 'Attic',
        status: 'online',
        lastSync: null,
        nextSync: null,
        sectionCount: 3,
        itemCount: null,
        leafCount: null,
        sizeBytes: null,
        growth: [],
        forecast: null,
      },
    ]);
  });

  it('tell last and next sync, sizes as their libraries have them, and 90 days of growth', async () => {
    const [{ id }] = await list();
    const run = await spec.sync(id);
    const [server] = await list();
    expect(server).toMatchObject({
      lastSync: { runId: run.id, mode: 'full', state: 'succeeded', errorCode: null, finishedAt: expect.any(String) },
      nextSync: { mode: expect.any(String), at: expect.any(String) },
    });
    const own = await sections(id);
    for (const key of ['itemCount', 'leafCount', 'sizeBytes'] as const) {
      expect(server[key]).toBe(sum(own, key));
      expect(server.growth.at(-1)![key]).toBe(sum(own, key));
    }
    expect(server.growth).toHaveLength(90);
    expect(server.growth.map(({ derived }) => derived)).toEqual([...new Array(89).fill(true), false]);
    const sizes = server.growth.map(({ sizeBytes }) => sizeBytes);
    expect(sizes).toEqual([...sizes].sort((a, b) => a - b));
    expect(server.forecast).toBeNull();
    await spec.until(async () => (await list())[0].listening);
  });

  it('agree on any past day with what the added dates say', async () => {
    const [{ id, growth }] = await list();
    const day = growth[45];
    const row = await spec.test.database.row<{ items: number; leaves: number }>(
      `SELECT (count(*) FILTER (WHERE type IN ('movie', 'show', 'artist')))::int AS items,
         (count(*) FILTER (WHERE type IN ('movie', 'episode', 'track')))::int AS leaves
       FROM media_items WHERE server_id = $1 AND deleted_at IS NULL AND available
         AND (added_at AT TIME ZONE 'UTC')::date <= $2::date`,
      [id, day.date],
    );
    expect([day.itemCount, day.leafCount]).toEqual([row!.items, row!.leaves]);
  });

  it('go on with what is measured after each sync, and forecast once two weeks were', async () => {
    const [{ id }] = await list();
    await spec.test.database.run(`UPDATE section_sizes SET derived = false WHERE day >= current_date - 20`);
    await spec.emulator.call('items/add', { type: 'movie', title: 'New', count: 3 });
    await spec.sync(id, 'incremental');
    const [server] = await list();
    const own = await sections(id);
    expect(server.growth.at(-1)).toMatchObject({ itemCount: sum(own, 'itemCount'), derived: false });
    expect(server.forecast).toMatchObject({ days: 21, points: [{ inDays: 30 }, { inDays: 90 }] });
    for (const { lowBytes, sizeBytes, highBytes } of server.forecast!.points) {
      expect(lowBytes).toBeLessThanOrEqual(sizeBytes);
      expect(highBytes).toBeGreaterThanOrEqual(sizeBytes);
    }
    const today = Date.parse(server.growth.at(-1)!.date);
    expect(server.forecast!.points[1].date).toBe(new Date(today + 90 * DAY).toISOString().slice(0, 10));
  });

  it('go on by the day of UTC while nobody looks', async () => {
    const later = new Date(Date.now() + 3 * DAY);
    const { items } = await spec.product.app.get(DashboardServers, { strict: false }).list(later);
    expect(items[0].growth.at(-1)).toMatchObject({ date: later.toISOString().slice(0, 10) });
  });

  it('are each told by itself', async () => {
    const second = await spec.register(1);
    const servers = await list();
    expect(servers).toHaveLength(2);
    expect(servers.map(({ name }) => name)).toEqual([...servers.map(({ name }) => name)].sort());
    expect(servers.find(({ id }) => id === second)).toMatchObject({ sizeBytes: null, growth: [], lastSync: null });
    await spec.admin.delete(`/api/v1/plex/servers/${second}`);
    expect(await list()).toHaveLength(1);
  });

  it('are for administrators and for keys that may read insights', async () => {
    const other = () => new TestBrowser(spec.product.url);
    const ben = await spec.signIn('ben');
    for (const path of [PATH, '/api/v1/dashboard/new']) {
      expect((await ben.get(path)).status).toBe(403);
      expect((await other().get(path)).status).toBe(401);
      expect((await other().get(path, await spec.key(['library:read']))).status).toBe(403);
      expect((await other().get(path, await spec.key(['insights:read']))).status).toBe(200);
    }
    expect((await other().get('/api/v1/library/continue-watching')).status).toBe(401);
    expect((await other().get('/api/v1/library/continue-watching', await spec.key(['insights:read']))).status).toBe(
      403,
    );
    expect((await other().get('/api/v1/library/continue-watching', await spec.key(['library:read']))).status).toBe(200);
    expect((await ben.get('/api/v1/library/continue-watching')).status).toBe(200);
    expect((await spec.admin.get(`${PATH}?days=1`)).status).toBe(400);
  });
});
