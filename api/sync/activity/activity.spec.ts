import { setTimeout as sleep } from 'node:timers/promises';
import { eventually, TestBrowser } from '../../testing';
import { EventReader } from '../testing/event-reader';
import { watchEvents } from '../testing/event-writes';
import { ProductSpec } from '../testing/product-spec';
import type { ActivityDto, NowPlayingDto } from './activity.dto';
import { PlayingLists } from './playing-lists';

interface Session {
  sessionKey: string;
}

describe('what goes on now', () => {
  const spec = new ProductSpec();
  let serverId: string;
  let film: { id: string; key: string; durationMs: number };
  const readers: EventReader[] = [];
  const open: Session[] = [];

  beforeAll(async () => {
    await spec.start({ movies: 20, shows: 1, artists: 0, plays: 0, quirks: 'off' });
    serverId = await spec.register();
    expect(await spec.sync(serverId)).toMatchObject({ state: 'succeeded' });
    const row = await spec.test.database.row<{ id: string; key: string; ms: string }>(
      `SELECT id, rating_key AS key, duration_ms AS ms FROM media_items WHERE type = 'movie' ORDER BY id LIMIT 1`,
    );
    film = { id: row!.id, key: row!.key, durationMs: Number(row!.ms) };
  });

  afterAll(() => spec.stop());

  afterEach(async () => {
    for (const reader of readers.splice(0)) reader.close();
    await spec.admin.put('/api/v1/sync/schedule', { push: true });
    await listening(1);
    for (const session of open.splice(0)) await spec.emulator.call('sessions/stop', session).catch(() => undefined);
    await seen((items) => items.length === 0);
  });

  const activity = async (): Promise<ActivityDto> => (await spec.admin.get('/api/v1/activity')).body;
  /** As a player does: it reports as soon as it plays. */
  const start = async (account = 'ben', { offsetMs = 0, transcode = false } = {}) => {
    const session = (await spec.emulator.call('sessions/start', {
      account,
      ratingKey: film.key,
      transcode,
    })) as Session;
    await spec.emulator.call('sessions/progress', { ...session, offsetMs, state: 'playing' });
    open.push(session);
    return session;
  };
  const listening = (count: number) =>
    spec.until(async () => {
      const text = `SELECT count(*)::int AS count FROM sync_streams WHERE state = 'connected' AND lease_until > now()`;
      return (await spec.test.database.row<{ count: number }>(text))!.count === count;
    });
  const read = async (headers: Record<string, string> = {}) => {
    const reader = new EventReader(await spec.admin.fetch('GET', '/api/v1/sync/events', { headers }));
    readers.push(reader);
    return reader;
  };
  const seen = async (holds: (items: NowPlayingDto[]) => boolean) => {
    let body = await activity();
    await spec.until(async () => holds((body = await activity()).playing.items));
    return body.playing.items;
  };

  it('is nothing while nobody watches and no sync works', async () => {
    await spec.until(async () => (await activity()).playing.servers.every(({ known }) => known));
    expect(await activity()).toEqual({
      runs: [],
      playing: { items: [], servers: [{ serverId, name: expect.any(String), known: true, asOf: expect.any(String) }] },
    });
  });

  it('tells who watches what on which player, how far they are and how it is delivered', async () => {
    const offsetMs = Math.ceil(film.durationMs / 4);
    await start('ben', { offsetMs });
    await start('ada', { transcode: true });
    const items = await seen((list) => list.length === 2);
    const bens = items.find(({ viewer }) => viewer.displayName === 'ben')!;
    expect(bens).toMatchObject({
      id: expect.stringContaining(`${serverId}:`),
      serverId,
      viewer: { userId: null },
      item: { id: film.id, type: 'movie', posterUrl: expect.stringContaining(`/items/${film.id}/poster`) },
      title: expect.any(String),
      grandparentTitle: null,
      state: 'playing',
      durationMs: film.durationMs,
      player: { name: expect.any(String), product: expect.any(String), platform: expect.any(String), local: true },
      delivery: 'direct-play',
    });
    expect(bens.offsetMs).toBeGreaterThanOrEqual(offsetMs);
    expect(bens.percent).toBe(25);
    const me = (await spec.admin.get('/api/v1/auth/session')).body.user;
    expect(items.find(({ viewer }) => viewer.userId === me.id)).toMatchObject({ delivery: 'transcode' });
  });

  it('comes by itself, as a whole list without an id, when something begins, pauses and ends', async () => {
    const reader = await read();
    await reader.untilPlaying(({ items }) => items.length === 0);
    const session = await start();
    const began = await reader.untilPlaying(({ items }) => items.length === 1, 5_000);
    expect(began).toMatchObject({ items: [{ state: 'playing', item: { id: film.id } }], servers: [{ known: true }] });
    await sleep(1_100);
    await spec.emulator.call('sessions/progress', { ...session, offsetMs: 60_000, state: 'paused' });
    await reader.untilPlaying(({ items }) => items[0]?.state === 'paused', 5_000);
    await sleep(1_100);
    await spec.emulator.call('sessions/stop', session);
    await spec.until(async () => reader.lists.at(-1)!.list.items.length === 0, 5_000);
    expect(reader.lists.every(({ id }) => id === undefined)).toBe(true);
  });

  it('is told at most once a second, and not again while nothing changes', async () => {
    const lists = spec.product.app.get(PlayingLists, { strict: false });
    const make = lists.of.bind(lists);
    let made = 0;
    // Every other list takes its time: what follows it is sooner ready than a second later.
    const making = jest.spyOn(lists, 'of').mockImplementation(async (...args) => {
      if (made++ % 2 === 0) await sleep(300);
      return make(...args);
    });
    const { written, stop } = watchEvents('playing');
    const reader = await read();
    const session = await start();
    for (let i = 1; i <= 12; i++) {
      await spec.emulator.call('sessions/progress', { ...session, offsetMs: i * 10_000, state: 'playing' });
      await sleep(200);
    }
    await spec.until(() => Promise.resolve(written.length > 2));
    const gaps = written.slice(1).map(({ at }, i) => at - written[i].at);
    stop();
    making.mockRestore();
    expect(gaps.length).toBeGreaterThan(0);
    expect(Math.min(...gaps)).toBeGreaterThan(900);
    await spec.emulator.call('sessions/progress', { ...session, offsetMs: 130_000, state: 'paused' });
    await reader.untilPlaying(({ items }) => items[0]?.state === 'paused');
    const quiet = reader.lists.length;
    await sleep(3_000);
    expect(reader.lists).toHaveLength(quiet);
  });

  it('is told anew to a reader that comes back, along with the runs that it missed', async () => {
    const reader = await read();
    await start();
    await reader.untilPlaying(({ items }) => items.length === 1);
    reader.close();
    const since = Date.now();
    const run = await spec.sync(serverId, 'incremental');
    const back = await read({ 'last-event-id': String(since) });
    await back.untilPlaying(({ items }) => items.length === 1);
    await back.until((event) => event.run.id === run.id);
  });

  it('is told by every process, whichever of them looks', async () => {
    const other = await spec.process();
    try {
      const browser = new TestBrowser(other.url);
      for (const [name, value] of spec.admin.cookies) browser.cookies.set(name, value);
      const reader = new EventReader(await browser.fetch('GET', '/api/v1/sync/events'));
      readers.push(reader);
      await start();
      const { items } = await reader.untilPlaying((list) => list.items.length === 1, 10_000);
      expect(items[0].item).toMatchObject({ id: film.id });
      expect((await browser.get('/api/v1/activity')).body.playing.items).toHaveLength(1);
    } finally {
      await other.close();
    }
  });

  it('is asked for on demand where servers are not listened to, no more than once in ten seconds', async () => {
    await spec.admin.put('/api/v1/sync/schedule', { push: false });
    await listening(0);
    const reader = await read();
    await start();
    await reader.untilPlaying(({ items }) => items.length === 1, 14_000);
    await spec.emulator.call('requests/reset');
    await sleep(8_000);
    const response = await fetch(`${spec.emulator.control}/requests`);
    const { servers } = (await response.json()) as {
      servers: Record<string, { byPath: Record<string, number> }>;
    };
    const asked = servers[spec.emulator.servers[0].machineIdentifier].byPath['/status/sessions'] ?? 0;
    expect(asked).toBeLessThanOrEqual(1);
  });

  it('knows nothing of a server that is away, and says so', async () => {
    await start();
    await seen((items) => items.length === 1);
    // The next look at what is played may come in between.
    await eventually(async () => {
      await spec.test.database.run(`UPDATE now_playing SET seen_at = now() - interval '100 seconds'`);
      const { playing } = await activity();
      expect(playing).toMatchObject({ items: [], servers: [{ serverId, known: false, asOf: expect.any(String) }] });
    });
  });

  it('tells of a title in no library that is synced by its name alone', async () => {
    const { items: sections } = (await spec.admin.get('/api/v1/library/sections')).body;
    const films = sections.find(({ type }: { type: string }) => type === 'movie');
    await spec.admin.patch(`/api/v1/library/sections/${films.id}`, { enabled: false });
    await start();
    const [playing] = await seen((items) => items.length === 1);
    expect(playing).toMatchObject({ item: null, title: expect.stringMatching(/./) });
    await spec.admin.patch(`/api/v1/library/sections/${films.id}`, { enabled: true });
  });

  it('is for administrators in a browser only', async () => {
    const ben = await spec.signIn('ben');
    const key = await spec.key(['admin']);
    for (const path of ['/api/v1/activity', '/api/v1/sync/events']) {
      expect((await ben.get(path)).status).toBe(403);
      expect((await new TestBrowser(spec.product.url).get(path)).status).toBe(401);
      expect((await new TestBrowser(spec.product.url).get(path, key)).status).toBe(403);
    }
  });
});
