import type { Principal } from '../../common';
import type { PlexItem } from '../../plex';
import { createTestDatabase, type TestDatabase } from '../../testing';
import { PlayRepository } from '../history/play.repository';
import { MediaItemUpsert } from '../item/media-item-upsert.repository';
import { LibraryHarness, OWNER_ACCOUNT } from '../testing/library-harness';
import { plexItem } from '../testing/plex-items';
import { plexPlay } from '../testing/plex-plays';
import { VisibleSections } from '../section/visible-sections.query';
import { UserViews } from '../view/user-view.repository';
import type { ContinueWatchingItemDto } from './continue-watching.dto';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const BEN = '777';

interface Section {
  id: string;
  serverId: string;
}

describe('what a person goes on with', () => {
  let test: TestDatabase;
  let library: LibraryHarness;
  let admin: Principal;
  let ben: Principal;
  let stranger: Principal;
  let films: Section;
  let series: Section;
  let otherFilms: Section;
  let otherSeries: Section;
  let nextKey = 0;

  const ago = (ms: number) => new Date(Date.now() - ms);
  const film = (key: string, item: Partial<PlexItem> = {}) => plexItem(key, { durationMs: 100 * MINUTE, ...item });
  /** Episode of season and number of the show 10. */
  const episode = (season: number, index: number, item: Partial<PlexItem> = {}) =>
    plexItem(`${season}${String(index).padStart(2, '0')}`, {
      type: 'episode',
      title: `S${season}E${index}`,
      parentRatingKey: `1${season}`,
      grandparentRatingKey: '10',
      grandparentTitle: 'The Show',
      parentIndex: season,
      index,
      durationMs: 50 * MINUTE,
      ...item,
    });
  const SHOW = [
    plexItem('10', { type: 'show', title: 'The Show', guid: 'plex://show/a', thumb: '/library/metadata/10/thumb/1' }),
    plexItem('11', { type: 'season', index: 1, parentRatingKey: '10' }),
    plexItem('12', { type: 'season', index: 2, parentRatingKey: '10' }),
  ];
  const EPISODES = [episode(1, 1), episode(1, 2), episode(1, 3), episode(2, 1)];

  beforeAll(async () => {
    test = await createTestDatabase();
    library = await LibraryHarness.start(test.url);
    admin = await library.addUser(OWNER_ACCOUNT, 'admin');
    ben = await library.addUser(BEN, 'user');
    stranger = await library.addUser('888', 'user');
  });

  beforeEach(async () => {
    const [first, second] = [await library.addServer(), await library.addServer('http://127.0.0.1:10')];
    [films, series, otherFilms, otherSeries] = [
      await library.addSection(first, '1', 'movie'),
      await library.addSection(first, '2', 'show'),
      await library.addSection(second, '1', 'movie'),
      await library.addSection(second, '2', 'show'),
    ];
    await library.share(ben, first, ['1', '2']);
    await write(series, SHOW);
    await write(series, EPISODES);
  });

  afterEach(async () => {
    await test.database.run('DELETE FROM plex_servers');
    library.get(VisibleSections).changed();
  });

  afterAll(async () => {
    await library.stop();
    await test.drop();
  });

  const write = (section: Section, items: PlexItem[]) => library.get(MediaItemUpsert).writePage(section, items);
  const list = async (who: Principal, query = ''): Promise<ContinueWatchingItemDto[]> =>
    (await library.ask(who, `continue-watching${query}`)).body.items;
  const titles = async (who: Principal) => (await list(who)).map(({ kind, item }) => `${kind} ${item.title}`);
  const play = (accountId: string, ratingKey: string, viewedAt: Date, section = films) =>
    library
      .get(PlayRepository)
      .writePage({ id: section.serverId, ownerAccountId: OWNER_ACCOUNT }, [
        plexPlay(`k${nextKey++}`, { accountId, ratingKey, viewedAt }),
      ]);
  const session = (accountId: string, ratingKey: string, offsetMs: number, seenAt: Date, section = films) =>
    test.database.run(
      `INSERT INTO play_sessions (server_id, session_key, account_id, plex_account_id, rating_key, type, title, duration_ms,
         offset_ms, state, started_at, last_seen_at, ended_at)
       VALUES ($1, $2, $3, $3, $4, 'movie', 'x', $5, $6, 'stopped', $7, $7, $7)`,
      [section.serverId, `s${nextKey++}`, accountId, ratingKey, 100 * MINUTE, offsetMs, seenAt],
    );

  it('is nothing for somebody who has begun nothing, and where nothing is there', async () => {
    expect((await library.ask(admin, 'continue-watching')).body).toEqual({ items: [], nextCursor: null });
    expect(await list(stranger)).toEqual([]);
  });

  it('is of an owner what the mirror says was begun, newest first, with how far they got', async () => {
    await write(films, [
      film('1', { title: 'Older', viewOffsetMs: 10 * MINUTE, lastViewedAt: ago(3 * DAY) }),
      film('2', { title: 'Newer', viewOffsetMs: 55 * MINUTE, lastViewedAt: ago(DAY) }),
      film('3', { title: 'Seen', viewCount: 1, lastViewedAt: ago(HOUR) }),
      film('4', { title: 'In the trash', viewOffsetMs: MINUTE, lastViewedAt: ago(DAY), available: false }),
      film('5', { title: 'Without a length', durationMs: null, viewOffsetMs: MINUTE, lastViewedAt: ago(4 * DAY) }),
    ]);
    const items = await list(admin);
    expect(items).toMatchObject([
      {
        kind: 'resume',
        item: { title: 'Newer' },
        show: null,
        offsetMs: 55 * MINUTE,
        durationMs: 100 * MINUTE,
        percent: 55,
      },
      { kind: 'resume', item: { title: 'Older' }, percent: 10 },
      { kind: 'resume', item: { title: 'Without a length' }, durationMs: null, percent: null },
    ]);
    expect(await list(admin, '?limit=1')).toHaveLength(1);
    expect(await list(ben)).toEqual([]);
  });

  it('is of a person what they began, and nothing of what others did or what is not shared', async () => {
    await write(films, [
      film('1', { title: 'Mine' }),
      film('2', { title: 'The owner’s', viewOffsetMs: MINUTE, lastViewedAt: ago(HOUR) }),
    ]);
    await write(otherFilms, [film('9', { title: 'Not shared' })]);
    const seen = plexItem('1', { viewOffsetMs: 20 * MINUTE, lastViewedAt: ago(DAY) });
    await library.get(UserViews).replace(BEN, films, new Map([['movie', [seen]]]));
    await session(BEN, '9', 30 * MINUTE, ago(HOUR), otherFilms);
    expect(await list(ben)).toMatchObject([{ item: { title: 'Mine' }, offsetMs: 20 * MINUTE, percent: 20 }]);
    expect(await titles(admin)).toEqual(['resume The owner’s']);
    expect(await list(stranger)).toEqual([]);
  });

  it('knows from sessions what the mirror does not know yet, and forgets what was finished since', async () => {
    await write(films, [
      film('1', { title: 'Begun' }),
      film('2', { title: 'Finished' }),
      film('3', { title: 'A glance' }),
    ]);
    await session(BEN, '1', 40 * MINUTE, ago(HOUR));
    await session(BEN, '2', 40 * MINUTE, ago(3 * HOUR));
    await session(BEN, '3', 30_000, ago(HOUR));
    expect(await titles(ben)).toEqual(['resume Begun', 'resume Finished']);
    await play(BEN, '2', ago(2 * HOUR));
    expect(await titles(ben)).toEqual(['resume Begun']);
    await session(BEN, '1', 97 * MINUTE, ago(MINUTE));
    expect(await titles(ben)).toEqual([]);
  });

  it('is the episode behind the one that was finished last, over the end of a season', async () => {
    await play(BEN, '101', ago(3 * DAY), series);
    expect(await list(ben)).toMatchObject([
      {
        kind: 'next',
        item: { title: 'S1E2', type: 'episode' },
        show: { title: 'The Show', posterUrl: expect.stringContaining('/poster') },
        offsetMs: 0,
        percent: 0,
      },
    ]);
    await play(BEN, '103', ago(DAY), series);
    expect(await titles(ben)).toEqual(['next S2E1']);
    await play(BEN, '201', ago(HOUR), series);
    expect(await titles(ben)).toEqual([]);
  });

  it('passes over episodes that were seen, and goes on in one that was begun', async () => {
    await write(series, [
      episode(1, 1, { viewCount: 1, lastViewedAt: ago(DAY) }),
      episode(1, 2, { viewCount: 1, lastViewedAt: ago(9 * DAY) }),
      episode(1, 3, { viewOffsetMs: 5 * MINUTE, lastViewedAt: ago(8 * DAY) }),
    ]);
    expect(await list(admin)).toMatchObject([
      { kind: 'resume', item: { title: 'S1E3' }, offsetMs: 5 * MINUTE, percent: 10 },
    ]);
  });

  it('tells each show once, by what was watched of it last', async () => {
    await write(series, [
      episode(1, 1, { viewCount: 1, lastViewedAt: ago(2 * DAY) }),
      episode(1, 3, { viewOffsetMs: 5 * MINUTE, lastViewedAt: ago(DAY) }),
    ]);
    expect(await titles(admin)).toEqual(['resume S1E3']);
  });

  it('tells a title on two servers once, and not as begun where it was finished on the other', async () => {
    const imdb = { imdb: 'tt1', tmdb: null, tvdb: null };
    const begun = { viewOffsetMs: 10 * MINUTE };
    await write(films, [
      film('1', { title: 'Both', guid: 'plex://movie/x', externalIds: imdb, ...begun, lastViewedAt: ago(2 * DAY) }),
      film('2', { title: 'Finished there', guid: 'plex://movie/y', ...begun, lastViewedAt: ago(2 * DAY) }),
      film('3', { title: 'Unmatched', guid: 'local://3', ...begun, lastViewedAt: ago(3 * DAY) }),
    ]);
    await write(otherFilms, [
      film('7', {
        title: 'Both there',
        guid: 'com.plexapp.agents.imdb://tt1',
        externalIds: imdb,
        ...begun,
        lastViewedAt: ago(DAY),
      }),
      film('8', { title: 'Finished', guid: 'plex://movie/y' }),
      film('3', { title: 'Another', guid: 'local://3', ...begun, lastViewedAt: ago(4 * DAY) }),
    ]);
    await play('1', '8', ago(HOUR), otherFilms);
    await write(otherSeries, SHOW);
    await write(otherSeries, EPISODES);
    await play('1', '101', ago(5 * DAY), series);
    await play('1', '102', ago(5 * HOUR), otherSeries);
    const items = await list(admin);
    expect(items.map(({ item }) => item.title)).toEqual(['S1E3', 'Both there', 'Unmatched', 'Another']);
    expect(items[0].item.serverId).toBe(otherSeries.serverId);
  });

  it('forgets what was left a year ago', async () => {
    await write(films, [
      film('1', { title: 'Eleven months', viewOffsetMs: MINUTE, lastViewedAt: ago(330 * DAY) }),
      film('2', { title: 'A year', viewOffsetMs: MINUTE, lastViewedAt: ago(366 * DAY) }),
    ]);
    await play('1', '101', ago(366 * DAY), series);
    expect(await titles(admin)).toEqual(['resume Eleven months']);
  });

  it('refuses limits that are none', async () => {
    for (const query of ['?limit=0', '?limit=25', '?limit=x', '?who=me'])
      expect((await library.ask(admin, `continue-watching${query}`)).status).toBe(400);
    const { body } = await library.ask(admin, 'continue-watching?limit=25');
    expect(body.errors).toMatchObject([{ field: 'limit' }]);
    expect((await library.ask(admin, 'continue-watching?limit=24')).status).toBe(200);
  });
});
