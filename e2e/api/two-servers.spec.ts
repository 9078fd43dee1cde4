import { setTimeout as sleep } from 'node:timers/promises';
import { createTestApp, createTestDatabase, startEmulator, TestBrowser } from '../../api/testing';
import type { Emulator, TestApp, TestDatabase } from '../../api/testing';

const SETUP_CODE = 'two-servers-code';
const FINAL = ['succeeded', 'incomplete', 'failed', 'cancelled'];
const HOUR_S = 3600;

interface TrueItem {
  ratingKey: string;
  guid: string;
  guids: string[];
}

interface Card {
  id: string;
  ratingKey: string;
}

describe('one household with two servers', () => {
  let database: TestDatabase;
  let emulator: Emulator;
  let product: TestApp;
  let admin: TestBrowser;
  const serverIds: string[] = [];
  /** The same film on both servers. */
  let shared: TrueItem;
  /** Films of the first server that the second lacks; there these titles are matched by hand. */
  let first: TrueItem[];
  let second: TrueItem[];

  beforeAll(async () => {
    [database, emulator] = await Promise.all([
      createTestDatabase(),
      startEmulator({ movies: 30, shows: 4, artists: 1, plays: 0, servers: 2 }),
    ]);
    product = await createTestApp({
      databaseUrl: database.url,
      plexTvUrl: emulator.plexTv,
      plexAppUrl: emulator.appUrl,
      env: { SETUP_CODE },
    });
    const films = await Promise.all([0, 1].map((server) => truth(`server=${server}&type=movie`)));
    shared = films[0].find(({ guid }) => films[1].some((other) => other.guid === guid))!;
    [first, second] = films.map((own, i) => own.filter((one) => !films[1 - i].some(({ guid }) => guid === one.guid)));
    const imdb = first[0].guids.find((id) => id.startsWith('imdb://'))!.slice('imdb://'.length);
    await change(second[0], `com.plexapp.agents.imdb://${imdb}?lang=en`);
    await change(second[1], `local://1`);
    await emulator.call('items/change', { server: 0, ratingKey: first[1].ratingKey, guid: 'local://1' });
    await emulator.call('shares', { server: 1, account: 'ben', sections: [] });
    admin = new TestBrowser(product.url);
    await admin.signIn('ada', { emulator, setupCode: SETUP_CODE });
    for (const { machineIdentifier } of emulator.servers) {
      const { body } = await admin.post('/api/v1/plex/servers', { machineIdentifier });
      serverIds.push(body.id);
      await sync(body.id);
    }
  });

  afterAll(async () => {
    await product.close();
    await emulator.stop();
    await database.drop();
  });

  async function truth(query: string): Promise<TrueItem[]> {
    const response = await fetch(`${emulator.control}/truth?${query}`);
    return (await response.text())
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as TrueItem);
  }

  const change = ({ ratingKey }: TrueItem, guid: string) =>
    emulator.call('items/change', { server: 1, ratingKey, guid });

  async function sync(serverId: string): Promise<void> {
    const ask = () => admin.post('/api/v1/sync/runs', { serverId, mode: 'full' });
    let { status, body: run } = await ask();
    // Another run may be on its way, of what Plex told by itself.
    for (; status === 409; { status, body: run } = await ask()) await sleep(50);
    for (let i = 0; i < 300; i++) {
      const { body } = await admin.get(`/api/v1/sync/runs/${run.id}`);
      if (FINAL.includes(body.state)) return expect(body).toMatchObject({ state: 'succeeded' });
      await sleep(100);
    }
    throw new Error('The run never ended');
  }

  async function idOf(server: number, { ratingKey }: Pick<TrueItem, 'ratingKey'>): Promise<string> {
    for (const type of ['movie', 'show']) {
      const { body } = await admin.get(`/api/v1/library/items?serverId=${serverIds[server]}&type=${type}&limit=100`);
      const found = (body.items as Card[]).find((card) => card.ratingKey === ratingKey);
      if (found) return found.id;
    }
    throw new Error(`No item ${ratingKey}`);
  }

  async function alsoOn(browser: TestBrowser, server: number, item: TrueItem) {
    const { status, body } = await browser.get(`/api/v1/library/items/${await idOf(server, item)}`);
    expect(status).toBe(200);
    return body.alsoOn as { id: string; serverName: string }[];
  }

  it('knows a title on both by its Plex guid', async () => {
    const [twin] = (await truth('server=1&type=movie')).filter(({ guid }) => guid === shared.guid);
    expect(await alsoOn(admin, 0, shared)).toEqual([
      {
        id: await idOf(1, twin),
        serverId: serverIds[1],
        serverName: emulator.servers[1].name,
        sectionId: expect.any(String),
        sectionTitle: 'Films',
        editionTitle: null,
        resolution: expect.any(String),
        sizeBytes: expect.any(Number),
        available: true,
      },
    ]);
  });

  it('knows a title by its imdb id alone, from either side', async () => {
    expect(await alsoOn(admin, 0, first[0])).toMatchObject([{ id: await idOf(1, second[0]) }]);
    expect(await alsoOn(admin, 1, second[0])).toMatchObject([{ id: await idOf(0, first[0]) }]);
  });

  it('takes no two titles for one by a number of the servers’ own, or of another type', async () => {
    expect(await alsoOn(admin, 0, first[1])).toEqual([]);
    const tmdb = ({ guids }: TrueItem) => guids.find((id) => id.startsWith('tmdb://'));
    const [show] = await truth('server=0&type=show');
    const films = [...(await truth('server=0&type=movie')), ...(await truth('server=1&type=movie'))];
    // Films and shows are numbered apart at tmdb, so that the same number is common.
    expect(films.some((film) => tmdb(film) === tmdb(show))).toBe(true);
    const shows = await truth('server=1&type=show');
    const twins = shows.filter(({ guid }) => guid === show.guid);
    const ids = await Promise.all(twins.map((twin) => idOf(1, twin)));
    expect((await alsoOn(admin, 0, show)).map(({ id }) => id)).toEqual(ids);
  });

  it('tells nobody of a server that is not shared with them', async () => {
    const [ben, cleo] = [new TestBrowser(product.url), new TestBrowser(product.url)];
    await ben.signIn('ben', { emulator });
    await cleo.signIn('cleo', { emulator });
    expect(await alsoOn(ben, 0, shared)).toEqual([]);
    expect(await alsoOn(cleo, 0, shared)).toHaveLength(1);
  });

  it('has one user for a person on both, who sees what both share', async () => {
    const [cleo, phone] = [new TestBrowser(product.url), new TestBrowser(product.url)];
    const users = [await cleo.signIn('cleo', { emulator }), await phone.signIn('cleo', { emulator })];
    expect(users[1].id).toBe(users[0].id);
    const { body } = await cleo.get('/api/v1/library/sections');
    const seen = (body.items as { serverId: string; key: string }[]).map(({ serverId, key }) => [serverId, key]);
    expect(seen.sort()).toEqual(serverIds.flatMap((id) => ['1', '2'].map((key) => [id, key])).sort());
    const rows = await database.database.rows(
      `SELECT count(DISTINCT u.id)::int AS users, count(*)::int AS shares FROM users u JOIN server_members m ON m.user_id = u.id
       WHERE u.username = 'cleo'`,
    );
    expect(rows).toEqual([{ users: 1, shares: 2 }]);
  });

  it('counts a title once in that person’s statistics, whichever server it was watched on', async () => {
    const cleo = new TestBrowser(product.url);
    await cleo.signIn('cleo', { emulator });
    const yesterday = Math.floor(Date.now() / 1000) - 24 * HOUR_S;
    const watched: [number, TrueItem][] = [
      [0, first[0]],
      [1, second[0]],
      [1, second[2]],
    ];
    for (const [server, { ratingKey }] of watched)
      await emulator.call('plays', { server, account: 'cleo', ratingKey, viewedAt: yesterday });
    for (const id of serverIds) await sync(id);
    for (let i = 0; ; i++) {
      const { body } = await cleo.get('/api/v1/stats/me?period=7d');
      if (body.plays < 3 && i < 100) await sleep(100);
      else return expect(body.topTitles.map(({ plays }: { plays: number }) => plays)).toEqual([2, 1]);
    }
  });

  it('forgets a copy that is gone', async () => {
    const [twin] = (await truth('server=1&type=movie')).filter(({ guid }) => guid === shared.guid);
    await emulator.call('items/delete', { server: 1, ratingKey: twin.ratingKey });
    await sync(serverIds[1]);
    expect(await alsoOn(admin, 0, shared)).toEqual([]);
  });
});
