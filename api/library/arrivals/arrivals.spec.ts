import type { Principal } from '../../common';
import type { PlexItem } from '../../plex';
import { createTestDatabase, type TestDatabase } from '../../testing';
import { MediaItemTombstone } from '../item/media-item-tombstone.repository';
import { MediaItemUpsert } from '../item/media-item-upsert.repository';
import { LibraryHarness, OWNER_ACCOUNT } from '../testing/library-harness';
import { plexItem, plexPart, plexVersion } from '../testing/plex-items';
import type { ArrivalDto } from './arrivals.dto';
import { ARRIVALS, MOST_LEAVES } from './arrivals.query';

const DAY = 86_400_000;

interface Section {
  id: string;
  serverId: string;
}

describe('what came into the libraries', () => {
  let test: TestDatabase;
  let library: LibraryHarness;
  let admin: Principal;
  let films: Section;
  let series: Section;
  let music: Section;

  /** An hour of a day of UTC so many days ago. */
  const at = (days: number, hour: number) => new Date((Math.floor(Date.now() / DAY) - days) * DAY + hour * 3_600_000);
  const date = (days: number) => at(days, 0).toISOString().slice(0, 10);
  const write = (section: Section, items: PlexItem[]) => library.get(MediaItemUpsert).writePage(section, items);
  const list = async (query = ''): Promise<ArrivalDto[]> =>
    (await library.ask(admin, `../dashboard/new${query}`)).body.items;
  const episode = (key: string, season: number, index: number, addedAt: Date, file = `/media/${key}.mkv`) =>
    plexItem(key, {
      type: 'episode',
      title: `Episode ${key}`,
      parentRatingKey: `1${season}`,
      grandparentRatingKey: '10',
      index,
      parentIndex: season,
      addedAt,
      versions: [plexVersion({ parts: [plexPart({ file })] })],
    });

  beforeAll(async () => {
    test = await createTestDatabase();
    library = await LibraryHarness.start(test.url);
    admin = await library.addUser(OWNER_ACCOUNT, 'admin');
  });

  beforeEach(async () => {
    const server = await library.addServer();
    [films, series, music] = [
      await library.addSection(server, '1', 'movie'),
      await library.addSection(server, '2', 'show'),
      await library.addSection(server, '3', 'artist'),
    ];
    await write(series, [
      plexItem('10', { type: 'show', title: 'The Show', addedAt: at(300, 0) }),
      ...[1, 2].map((index) =>
        plexItem(`1${index}`, { type: 'season', title: `Season ${index}`, index, parentRatingKey: '10' }),
      ),
    ]);
  });

  afterEach(() => test.database.run('DELETE FROM plex_servers'));

  afterAll(async () => {
    await library.stop();
    await test.drop();
  });

  it('is nothing where nothing is', async () => {
    expect((await library.ask(admin, '../dashboard/new')).body).toEqual({ items: [], nextCursor: null });
  });

  it('is one row for each day and title, newest first: a season that arrives is one row', async () => {
    await write(films, [
      plexItem('1', { title: 'Old Film', addedAt: at(20, 3) }),
      plexItem('2', { title: 'Film', addedAt: at(1, 3) }),
    ]);
    await write(series, [
      episode('101', 1, 1, at(2, 23)),
      episode('102', 1, 2, at(1, 1)),
      episode('103', 1, 3, at(1, 2)),
      episode('201', 2, 1, at(1, 4)),
    ]);
    const items = await list();
    expect(items).toMatchObject([
      {
        date: date(1),
        item: { title: 'The Show', type: 'show' },
        leafCount: 3,
        atLeast: false,
        sizeBytes: 3000,
        addedAt: at(1, 4).toISOString(),
        parts: [
          { title: 'Season 1', index: 1, leafCount: 2 },
          { title: 'Season 2', index: 2, leafCount: 1 },
        ],
        leaf: null,
      },
      { date: date(1), item: { title: 'Film' }, leafCount: 1, parts: [], leaf: null },
      { date: date(2), item: { title: 'The Show' }, leafCount: 1, leaf: { title: 'Episode 101' } },
    ]);
    expect(await list('?days=30')).toHaveLength(4);
    expect(await list('?days=1')).toEqual([]);
    expect(await list('?limit=1')).toHaveLength(1);
  });

  it('counts a file that backs several episodes once, and unknown sizes as unknown', async () => {
    await write(series, [episode('101', 1, 1, at(1, 1), '/both.mkv'), episode('102', 1, 2, at(1, 1), '/both.mkv')]);
    await write(films, [plexItem('1', { addedAt: at(1, 0), versions: [] })]);
    expect((await list()).map(({ leafCount, sizeBytes }) => [leafCount, sizeBytes])).toEqual([
      [2, 1000],
      [1, null],
    ]);
  });

  it('leaves out what is gone, in the trash or in a library that is switched off, and counts the future as today', async () => {
    await write(films, [
      plexItem('1', { addedAt: at(1, 1) }),
      plexItem('2', { addedAt: at(1, 1), available: false }),
      plexItem('3', { title: 'From the future', addedAt: at(-400, 1) }),
    ]);
    const [{ id }] = await test.database.rows<{ id: string }>(`SELECT id FROM media_items WHERE rating_key = '1'`);
    await library.get(MediaItemTombstone).tombstone([id]);
    await write(music, [
      plexItem('30', { type: 'artist', title: 'Band' }),
      plexItem('31', { type: 'album', parentRatingKey: '30', title: 'Record' }),
    ]);
    await write(music, [
      plexItem('32', { type: 'track', parentRatingKey: '31', grandparentRatingKey: '30', addedAt: at(1, 2) }),
    ]);
    const items = await list();
    expect(items).toMatchObject([
      { date: date(0), item: { title: 'From the future' } },
      { date: date(1), item: { title: 'Band' }, parts: [{ title: 'Record', leafCount: 1 }], leaf: { type: 'track' } },
    ]);
    expect(Date.parse(items[0].addedAt)).toBeLessThanOrEqual(Date.now());
    await library.ask(admin, `sections/${music.id}`, { method: 'PATCH', body: '{"enabled":false}' });
    expect(await list()).toHaveLength(1);
  });

  it('says of the oldest day that there may be more, where more came than is counted, and reads an index', async () => {
    await test.database.run(
      `INSERT INTO media_items (server_id, section_id, rating_key, type, title, sort_title, sort_key, search_text, added_at, content_hash)
       SELECT $1, $2, 'x' || i, 'movie', 'F', 'F', 'f', 'f', CASE WHEN i <= 10 THEN $3::timestamptz ELSE $4::timestamptz - i * interval '1 ms' END,
         md5(i::text)::uuid FROM generate_series(1, ${2 * MOST_LEAVES}) i`,
      [films.serverId, films.id, at(1, 5), at(2, 12)],
    );
    const items = await list('?limit=100');
    expect(items.map(({ atLeast }) => atLeast)).toEqual([...new Array(10).fill(false), ...new Array(90).fill(true)]);
    await test.database.run('VACUUM ANALYZE media_items');
    const plan = await test.database.rows<{ 'QUERY PLAN': string }>(`EXPLAIN ${ARRIVALS}`, [
      [films.id],
      ['movie'],
      at(14, 0),
      new Date(),
      50,
    ]);
    const text = plan.map((row) => row['QUERY PLAN']).join('\n');
    expect(text).toContain('media_items_added_at');
    expect(text).not.toContain('Seq Scan on media_items');
  });

  it('refuses bad input and names the field', async () => {
    for (const [query, field] of [
      ['?days=0', 'days'],
      ['?days=91', 'days'],
      ['?limit=101', 'limit'],
      ['?limit=1e1', 'limit'],
      ['?who=me', 'who'],
    ]) {
      const { status, body } = await library.ask(admin, `../dashboard/new${query}`);
      expect([query, status, body.errors[0].field]).toEqual([query, 400, field]);
    }
  });
});
