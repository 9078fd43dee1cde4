import type { Principal } from '../../common';
import type { PlexPlay } from '../../plex';
import { createTestDatabase, type TestDatabase } from '../../testing';
import { PlayRepository } from '../history/play.repository';
import { MediaItemTombstone } from '../item/media-item-tombstone.repository';
import { MediaItemUpsert } from '../item/media-item-upsert.repository';
import { LibraryHarness, OWNER_ACCOUNT } from '../testing/library-harness';
import { plexItem } from '../testing/plex-items';
import { plexPlay } from '../testing/plex-plays';
import type { ServerStatsDto, StatsDto } from './stats.dto';
import { hoursStatement, titlesStatement } from './stats.query';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

describe('statistics', () => {
  let test: TestDatabase;
  let library: LibraryHarness;
  let admin: Principal;
  let ben: Principal;
  let stranger: Principal;
  let servers: { id: string; ownerAccountId: string }[];
  let nextKey = 0;

  /** Noon of a day so many days ago: never in the future, never near midnight. */
  const ago = (days: number, hours = 0) =>
    new Date(Math.floor(Date.now() / DAY_MS) * DAY_MS - days * DAY_MS + 12 * 3_600_000 + hours * 3_600_000);

  beforeAll(async () => {
    test = await createTestDatabase();
    library = await LibraryHarness.start(test.url);
    admin = await library.addUser(OWNER_ACCOUNT, 'admin');
    ben = await library.addUser('777', 'user');
    stranger = await library.addUser('888', 'user');
    servers = [];
    for (const uri of ['http://127.0.0.1:9', 'http://127.0.0.1:10']) {
      const id = await library.addServer(uri);
      servers.push({ id, ownerAccountId: OWNER_ACCOUNT });
      const films = await library.addSection(id, '1', 'movie');
      const series = await library.addSection(id, '2', 'show');
      const upsert = library.get(MediaItemUpsert);
      await upsert.writePage(films, [
        plexItem('1', {
          guid: 'plex://movie/matrix',
          title: 'The Matrix',
          genres: ['Action', 'Drama'],
          durationMs: 100 * MINUTE_MS,
        }),
        plexItem('2', { title: 'Quiet', genres: ['Drama'], durationMs: 60 * MINUTE_MS }),
        plexItem('3', { title: 'Gone Film', genres: ['Noir'], durationMs: null }),
      ]);
      await upsert.writePage(series, [
        plexItem('10', { type: 'show', title: 'The Show', genres: ['Comedy'] }),
        plexItem('11', { type: 'season', parentRatingKey: '10' }),
      ]);
      await upsert.writePage(
        series,
        ['12', '13', '14'].map((key) =>
          plexItem(key, {
            type: 'episode',
            parentRatingKey: '11',
            grandparentRatingKey: '10',
            durationMs: 30 * MINUTE_MS,
          }),
        ),
      );
    }
    await library.share(ben, servers[0].id, ['1']);
  });

  beforeEach(() => test.database.run('DELETE FROM plays'));

  afterAll(async () => {
    await library.stop();
    await test.drop();
  });

  const watch = (
    accountId: string,
    ratingKey: string | null,
    viewedAt: Date,
    given: Partial<PlexPlay> = {},
    server = 0,
  ) =>
    library
      .get(PlayRepository)
      .writePage(servers[server], [plexPlay(`k${nextKey++}`, { accountId, ratingKey, viewedAt, ...given })]);
  const stats = async (who: Principal, route: string): Promise<StatsDto> => {
    const answer = await library.ask(who, `../stats/${route}`);
    expect(answer.status).toBe(200);
    return answer.body as StatsDto;
  };

  it('of a caller are the caller’s own, on every server, and of nobody else', async () => {
    await watch('777', '1', ago(1));
    await watch('777', '1', ago(2), {}, 1);
    await watch('777', '12', ago(2));
    await watch('1', '2', ago(1));
    await watch('0', '2', ago(1));
    const mine = await stats(ben, 'me?period=7d');
    expect(mine).toMatchObject({
      period: '7d',
      plays: 3,
      durationMs: 230 * MINUTE_MS,
      completion: { finished: 3, partial: 0, averagePercent: 100 },
    });
    expect(mine.topTitles.map(({ title, plays }) => [title, plays])).toEqual([
      ['The Matrix', 2],
      ['The Show', 1],
    ]);
    expect(await stats(admin, 'me?period=7d')).toMatchObject({ plays: 1, durationMs: 60 * MINUTE_MS });
    expect(await stats(stranger, 'me?period=7d')).toMatchObject({
      plays: 0,
      durationMs: 0,
      topTitles: [],
      topGenres: [],
      completion: { averagePercent: null },
    });
    expect(await stats(admin, 'server?period=7d')).toMatchObject({ plays: 5 });
  });

  it('name titles that the caller cannot see without leading to them', async () => {
    await watch('777', '1', ago(1));
    await watch('777', '12', ago(1));
    const { topTitles } = await stats(ben, 'me?period=7d');
    const [film, show] = ['The Matrix', 'The Show'].map((wanted) => topTitles.find(({ title }) => title === wanted)!);
    expect(film.itemId).toMatch(/^\d+$/);
    expect(show).toMatchObject({ itemId: null, posterUrl: null, plays: 1, type: 'show' });
  });

  it('show every day and every hour of the week, those without plays too', async () => {
    await watch('1', '1', ago(0, -12));
    await watch('1', '1', ago(3));
    await watch('1', '1', ago(3, 1));
    const { byDay, byHourOfWeek, from, to } = await stats(admin, 'me?period=30d');
    expect(byDay).toHaveLength(30);
    expect(byDay.map(({ plays }) => plays).filter(Boolean)).toEqual([2, 1]);
    expect(byDay[29]).toMatchObject({
      date: new Date().toISOString().slice(0, 10),
      plays: 1,
      durationMs: 100 * MINUTE_MS,
    });
    expect(byDay[0].date).toBe(from.slice(0, 10));
    expect(Date.parse(to)).toBeLessThanOrEqual(Date.now());
    expect(byHourOfWeek).toHaveLength(168);
    const noon = byHourOfWeek.find(({ weekday, hour }) => weekday === ago(3).getUTCDay() && hour === 12)!;
    expect(noon.plays).toBe(1);
    expect(byHourOfWeek.reduce((sum, { plays }) => sum + plays, 0)).toBe(3);
  });

  it('count each edge of a period once; what is left of its first day belongs to neither', async () => {
    const { from } = await stats(ben, 'me?period=90d');
    const edge = (days: number, seconds = 0) => new Date(Date.parse(from) - days * DAY_MS + seconds * 1000);
    for (const at of [edge(0), edge(0, -1), edge(1), edge(90), edge(90, -1)]) await watch('777', '1', at);
    const { to, plays, previous } = await stats(ben, 'me?period=90d');
    const count = async (since: Date, until: Date) =>
      (await library.database.row<{ plays: number }>(
        `SELECT count(*)::int AS plays FROM plays
         WHERE plex_account_id = 777 AND viewed_at >= $1 AND viewed_at < $2`,
        [since, until],
      ))!.plays;
    const back = (at: string) => new Date(Date.parse(at) - 90 * DAY_MS);
    expect([plays, previous.plays]).toEqual([
      await count(new Date(from), new Date(to)),
      await count(back(from), back(to)),
    ]);
    expect([plays, previous.plays]).toEqual([1, 2]);
    // Counted up to where the period begins, there would be one more.
    expect(await count(back(from), new Date(from))).toBe(3);
  });

  it('compare a period with the same length of time before', async () => {
    await watch('1', '1', ago(0, -12));
    await watch('1', '1', ago(7, -12));
    await watch('1', '2', ago(13, -12));
    await watch('1', '2', ago(14, -12));
    expect(await stats(admin, 'me?period=7d')).toMatchObject({
      plays: 1,
      previous: { plays: 2, durationMs: 160 * MINUTE_MS },
    });
    const all = await stats(admin, 'me?period=all');
    expect(all).toMatchObject({ plays: 4, previous: { plays: 0, durationMs: 0 } });
    expect(all.byDay).toHaveLength(15);
    expect(all.from).toBe(`${ago(14).toISOString().slice(0, 10)}T00:00:00.000Z`);
    for (const [period, days] of [
      ['7d', 7],
      ['30d', 30],
      ['90d', 90],
      ['1y', 365],
    ] as const)
      expect((await stats(admin, `me?period=${period}`)).byDay).toHaveLength(days);
  });

  it('count episodes under their show, genres by title, and views without an item by their words', async () => {
    for (const key of ['12', '13', '14']) await watch('1', key, ago(1));
    await watch('1', '1', ago(1));
    await watch('1', null, ago(1), { type: 'episode', title: 'Pilot', grandparentTitle: 'Old Show' });
    await watch('1', null, ago(1), { type: 'episode', title: 'Second', grandparentTitle: 'Old Show' });
    const { plays, topTitles, topGenres } = await stats(admin, 'me?period=7d');
    expect(plays).toBe(6);
    expect(topTitles).toMatchObject([
      { title: 'The Show', type: 'show', plays: 3, durationMs: 90 * MINUTE_MS },
      { title: 'Old Show', type: 'show', plays: 2, itemId: null },
      { title: 'The Matrix', type: 'movie', plays: 1 },
    ]);
    expect(topGenres).toEqual([
      { genre: 'Comedy', plays: 3, durationMs: 90 * MINUTE_MS },
      { genre: 'Action', plays: 1, durationMs: 100 * MINUTE_MS },
      { genre: 'Drama', plays: 1, durationMs: 100 * MINUTE_MS },
    ]);
  });

  it('count the same title once, whichever server and agent it was matched by', async () => {
    const externalIds = { imdb: 'tt0111161', tmdb: null, tvdb: null };
    const upsert = library.get(MediaItemUpsert);
    const films = await library.addSection(servers[0].id, '5', 'movie');
    const others = await library.addSection(servers[1].id, '5', 'movie');
    await upsert.writePage(films, [
      plexItem('51', { guid: 'plex://movie/s', title: 'The Same', externalIds }),
      plexItem('52', { guid: 'com.plexapp.agents.none://52', title: 'Home Video' }),
    ]);
    await upsert.writePage(others, [
      plexItem('51', { guid: 'plex://movie/s', title: 'The Same' }),
      plexItem('53', { guid: 'com.plexapp.agents.imdb://tt0111161?lang=de', title: 'Das Gleiche', externalIds }),
      plexItem('52', { guid: 'com.plexapp.agents.none://52', title: 'Another Home Video' }),
    ]);
    await watch('1', '51', ago(1));
    await watch('1', '51', ago(2), {}, 1);
    await watch('1', '53', ago(3), {}, 1);
    await watch('1', '52', ago(3));
    await watch('1', '52', ago(3), {}, 1);
    const { topTitles } = await stats(admin, 'me?period=7d');
    expect(topTitles.map(({ plays }) => plays)).toEqual([3, 1, 1]);
  });

  it('name the people of a server, most plays first, and those who never signed in without a name', async () => {
    for (const days of [1, 2, 3]) await watch('777', '1', ago(days));
    await watch('1', '1', ago(1));
    await watch('1', '2', ago(1), {}, 1);
    await watch('4242', '2', ago(1));
    await watch('888', '2', ago(20));
    await watch('0', '2', ago(1));
    const { plays, topPeople } = (await stats(admin, 'server?period=7d')) as ServerStatsDto;
    expect(plays).toBe(7);
    expect(topPeople).toEqual([
      { userId: ben.userId, displayName: 'Name', plays: 3, durationMs: 300 * MINUTE_MS },
      { userId: admin.userId, displayName: 'Name', plays: 2, durationMs: 160 * MINUTE_MS },
      { userId: null, displayName: null, plays: 1, durationMs: 60 * MINUTE_MS },
    ]);
    expect(((await stats(admin, 'server?period=30d')) as ServerStatsDto).topPeople).toHaveLength(4);
    expect(await stats(ben, 'me?period=7d')).not.toHaveProperty('topPeople');
  });

  it('keep counting what is gone', async () => {
    await watch('1', '3', ago(1));
    const [{ id }] = await test.database.rows<{ id: string }>(`SELECT item_id AS id FROM plays`);
    await library.get(MediaItemTombstone).tombstone([id]);
    const { plays, topTitles } = await stats(admin, 'server?period=7d');
    expect(plays).toBe(1);
    expect(topTitles).toMatchObject([{ title: 'Gone Film', itemId: null, plays: 1, durationMs: 0 }]);
  });

  it('count of a view that was broken off what was seen', async () => {
    await watch('1', '1', ago(1));
    await watch('1', '1', ago(2));
    await test.database.run(`UPDATE plays SET completion = 40 WHERE viewed_at < $1`, [ago(1, -1)]);
    expect(await stats(admin, 'me?period=7d')).toMatchObject({
      plays: 2,
      durationMs: 140 * MINUTE_MS,
      completion: { finished: 1, partial: 1, averagePercent: 70 },
    });
  });

  it('refuse unknown periods and fields', async () => {
    expect((await library.ask(admin, '../stats/me?period=2d')).status).toBe(400);
    expect((await library.ask(admin, '../stats/me?period=7d&user=1')).status).toBe(400);
    expect((await library.ask(admin, '../stats/server?period=')).status).toBe(400);
  });

  it('read one range of an index, however long the history', async () => {
    await test.database.run(
      `INSERT INTO plays (server_id, history_key, account_id, plex_account_id, viewed_at, title_id)
       SELECT $1, 'x' || i, 777, 777 + i % 50, now() - i * interval '1 hour', 1 FROM generate_series(1, 30000) i`,
      [servers[0].id],
    );
    await test.database.run('VACUUM ANALYZE plays');
    const [from, to] = [ago(90), new Date()];
    const plan = async (text: string, values: unknown[]) =>
      (await test.database.rows<{ 'QUERY PLAN': string }>(`EXPLAIN ${text}`, values))
        .map((row) => row['QUERY PLAN'])
        .join('\n');
    for (const statement of [hoursStatement, titlesStatement]) {
      const [everybody, person] = [
        await plan(statement(null), [from, to]),
        await plan(statement('777'), [from, to, '777']),
      ];
      expect(everybody).toContain('Index Only Scan using plays_viewed_at');
      expect(person).toContain('plays_account');
      expect(everybody + person).not.toContain('Seq Scan on plays');
    }
  });
});
