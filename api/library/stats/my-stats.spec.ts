import type { Principal } from '../../common';
import type { PlexItem } from '../../plex';
import { createTestDatabase, type TestDatabase } from '../../testing';
import { PlayRepository } from '../history/play.repository';
import { MediaItemUpsert } from '../item/media-item-upsert.repository';
import { LibraryHarness, OWNER_ACCOUNT } from '../testing/library-harness';
import { plexItem } from '../testing/plex-items';
import { plexPlay } from '../testing/plex-plays';
import { UserViews } from '../view/user-view.repository';
import { finishedStatement, streakStatement } from './habits.query';
import type { MyStatsDto } from './stats.dto';

const DAY = 86_400_000;
const MINUTE = 60_000;
const BEN = '777';

interface Section {
  id: string;
  serverId: string;
}

describe('a person’s own statistics', () => {
  let test: TestDatabase;
  let library: LibraryHarness;
  let admin: Principal;
  let ben: Principal;
  let films: Section;
  let series: Section;
  let otherFilms: Section;
  let nextKey = 0;

  /** An hour of a day of UTC so many days ago. */
  const at = (days: number, hour = 0) => new Date((Math.floor(Date.now() / DAY) - days) * DAY + hour * 3_600_000);
  const film = (key: string, item: Partial<PlexItem> = {}) => plexItem(key, { durationMs: 100 * MINUTE, ...item });
  const write = (section: Section, items: PlexItem[]) => library.get(MediaItemUpsert).writePage(section, items);

  beforeAll(async () => {
    test = await createTestDatabase();
    library = await LibraryHarness.start(test.url);
    admin = await library.addUser(OWNER_ACCOUNT, 'admin');
    ben = await library.addUser(BEN, 'user');
  });

  beforeEach(async () => {
    const [first, second] = [await library.addServer(), await library.addServer('http://127.0.0.1:10')];
    [films, series, otherFilms] = [
      await library.addSection(first, '1', 'movie'),
      await library.addSection(first, '2', 'show'),
      await library.addSection(second, '1', 'movie'),
    ];
    await library.share(ben, first, ['1', '2']);
    await write(films, [film('1', { guid: 'plex://movie/a' }), film('2'), film('3')]);
    await write(otherFilms, [film('1', { guid: 'plex://movie/a' }), film('9', { title: 'Not shared' })]);
    await write(series, [plexItem('10', { type: 'show', title: 'The Show' })]);
    const episode = { type: 'episode', grandparentRatingKey: '10', durationMs: 50 * MINUTE } as const;
    await write(series, [plexItem('11', episode), plexItem('12', episode)]);
  });

  afterEach(() => test.database.run('DELETE FROM plex_servers'));

  afterAll(async () => {
    await library.stop();
    await test.drop();
  });

  const watch = (accountId: string, ratingKey: string | null, viewedAt: Date, section = films, words = {}) =>
    library
      .get(PlayRepository)
      .writePage({ id: section.serverId, ownerAccountId: OWNER_ACCOUNT }, [
        plexPlay(`k${nextKey++}`, { accountId, ratingKey, viewedAt, ...words }),
      ]);
  const breakOff = async (accountId: string, ratingKey: string, viewedAt: Date, percent: number, section = films) => {
    await watch(accountId, ratingKey, viewedAt, section);
    await test.database.run('UPDATE plays SET completion = $1 WHERE history_key = $2', [percent, `k${nextKey - 1}`]);
  };
  const mine = async (who: Principal, period = '30d'): Promise<MyStatsDto> =>
    (await library.ask(who, `../stats/me?period=${period}`)).body;
  const left = async (who: Principal) => (await mine(who)).abandoned.map(({ title, percent }) => `${title} ${percent}`);

  it('are nothing for somebody who watched nothing', async () => {
    expect(await mine(ben)).toMatchObject({
      plays: 0,
      streak: { currentDays: 0, longestDays: 0 },
      abandoned: [],
      finishedTitles: 0,
    });
  });

  it('tell days in a row, by days of UTC, whatever the period; today may still come', async () => {
    for (const days of [400, 401, 402, 403]) await watch(BEN, '1', at(days, 23));
    for (const days of [1, 2]) for (const hour of [0, 12, 23]) await watch(BEN, '1', at(days, hour));
    await watch('1', '1', at(3));
    expect((await mine(ben, '7d')).streak).toEqual({ currentDays: 2, longestDays: 4 });
    await watch(BEN, '1', new Date());
    expect((await mine(ben, '7d')).streak).toEqual({ currentDays: 3, longestDays: 4 });
    expect((await mine(admin)).streak).toEqual({ currentDays: 0, longestDays: 1 });
  });

  it('count what was finished in the period once, on whichever server, and none that was broken off', async () => {
    await watch(BEN, '1', at(1));
    await watch(BEN, '1', at(2), otherFilms);
    await watch(BEN, '11', at(2), series);
    await watch(BEN, '11', at(3), series);
    await watch(BEN, null, at(3), films, { type: 'episode', title: 'Pilot', grandparentTitle: 'Old', index: 1 });
    await watch(BEN, null, at(4), films, { type: 'episode', title: 'Pilot', grandparentTitle: 'Old', index: 1 });
    await breakOff(BEN, '2', at(1), 50);
    await watch(BEN, '3', at(40));
    await watch('1', '3', at(1));
    expect((await mine(ben)).finishedTitles).toBe(3);
    expect((await mine(ben, 'all')).finishedTitles).toBe(4);
  });

  it('tell what was begun and left more than 30 days ago, the latest first, with how far it was seen', async () => {
    await breakOff(BEN, '1', at(50), 41);
    await breakOff(BEN, '11', at(40), 12, series);
    await breakOff(BEN, '2', at(10), 50);
    await breakOff(BEN, '3', at(60), 5);
    await breakOff('1', '3', at(60), 50);
    const { abandoned } = await mine(ben, '7d');
    expect(abandoned).toMatchObject([
      { title: 'The Show', percent: 12, item: { type: 'show' }, episode: { type: 'episode', ratingKey: '11' } },
      { title: 'Title 1', percent: 41, item: { ratingKey: '1' }, episode: null, lastViewedAt: at(50).toISOString() },
    ]);
  });

  it('tell it no more once it, or another episode of its show, was watched since', async () => {
    await breakOff(BEN, '1', at(50), 41);
    await breakOff(BEN, '11', at(40), 12, series);
    await watch(BEN, '12', at(35), series);
    expect(await left(ben)).toEqual(['Title 1 41']);
    await watch(BEN, '1', at(5));
    expect(await left(ben)).toEqual([]);
  });

  it('know it from the view state that Plex tells, each from their own', async () => {
    await write(films, [film('2', { viewOffsetMs: 30 * MINUTE, lastViewedAt: at(45) })]);
    await library
      .get(UserViews)
      .replace(BEN, films, new Map([['movie', [film('3', { viewOffsetMs: 60 * MINUTE, lastViewedAt: at(31) })]]]));
    expect(await left(admin)).toEqual(['Title 2 30']);
    expect(await left(ben)).toEqual(['Title 3 60']);
  });

  it('name what the caller cannot see without leading to it', async () => {
    await breakOff(BEN, '9', at(50), 41, otherFilms);
    expect((await mine(ben)).abandoned).toMatchObject([{ title: 'Not shared', item: null, episode: null }]);
  });

  it('read one range of an index, however long the history', async () => {
    await test.database.run(
      `INSERT INTO plays (server_id, history_key, account_id, plex_account_id, viewed_at, title_id, item_id)
       SELECT $1, 'x' || i, 777, 777 + i % 50, now() - i * interval '1 hour', i, i FROM generate_series(1, 30000) i`,
      [films.serverId],
    );
    await test.database.run('VACUUM ANALYZE plays');
    const plan = async (text: string, values: unknown[]) =>
      (await test.database.rows<{ 'QUERY PLAN': string }>(`EXPLAIN ${text}`, values))
        .map((row) => row['QUERY PLAN'])
        .join('\n');
    for (const text of [
      await plan(streakStatement, [BEN, '2026-03-31']),
      await plan(finishedStatement, [at(90), at(0), BEN]),
    ]) {
      expect(text).toMatch(/ (using|on) plays_account/);
      expect(text).not.toContain('Seq Scan on plays');
    }
  });
});
