import type { Principal } from '../../common';
import { createTestDatabase, type TestDatabase } from '../../testing';
import { LibraryHarness, OWNER_ACCOUNT } from '../testing/library-harness';
import { plexItem } from '../testing/plex-items';
import { countStatement, anchorStatement, facetStatement } from './census.query';
import { listItemsStatement } from '../testing/items-statement';
import { listStatement } from './browse.query';
import { toItemFilter } from './item-filter';
import { toListing } from './item-listing';
import { ITEM_SORTS, type SortedItemQuery } from './item-query.dto';
import { MediaItemUpsert, type SectionRef } from './media-item-upsert.repository';

const TITLES = [
  'The Godfather',
  'The Godfather Part II',
  'Alien',
  'Aliens',
  'Alien Resurrection',
  'Inception',
  'Amélie',
  'The Matrix',
  'Interstellar',
  'Avatar',
  'Spider-Man',
  '100% Wolf',
  'Under_score',
  'Back\\slash',
  'It\'s "quoted"',
  '!!!',
  '東京物語',
  'Привет, мир',
  'مرحبا بالعالم',
  '🎬 Film',
  'Straße',
  'Æon Flux',
  'M',
  'Up',
  'Upside Down',
  'Cup',
  'Zz',
  '[REC]',
  '<b>Bold</b>',
  'NULL',
  'Crème brûlée',
];

describe('searching', () => {
  let testDatabase: TestDatabase;
  let library: LibraryHarness;
  let admin: Principal;
  let section: SectionRef;

  beforeAll(async () => {
    testDatabase = await createTestDatabase();
    library = await LibraryHarness.start(testDatabase.url);
    admin = await library.addUser(OWNER_ACCOUNT, 'admin');
    const server = await library.addServer();
    section = await library.addSection(server, '1', 'movie');
    const shows = await library.addSection(server, '2', 'show');
    const upsert = library.get(MediaItemUpsert);
    await upsert.writePage(
      section,
      TITLES.map((title, i) =>
        plexItem(`t${i}`, { title, originalTitle: title === 'Amélie' ? 'Le fabuleux destin' : null }),
      ),
    );
    await upsert.writePage(shows, [
      plexItem('e1', { type: 'episode', title: 'Pilot', grandparentTitle: 'Breaking Bad' }),
    ]);
  });

  afterAll(async () => {
    await library.stop();
    await testDatabase.drop();
  });

  const titles = async (q: string, more = ''): Promise<string[]> => {
    const { status, body } = await library.ask(admin, `items?q=${encodeURIComponent(q)}&limit=100${more}`);
    expect(status).toBe(200);
    return body.items.map(({ title }: { title: string }) => title);
  };

  it.each([
    ['godfahter', 'The Godfather'],
    ['godfather', 'The Godfather'],
    ['alein', 'Alien'],
    ['matirx', 'The Matrix'],
    ['matrx', 'The Matrix'],
    ['marix', 'The Matrix'],
    ['mxtrix', 'The Matrix'],
    ['alen', 'Alien'],
    ['alxen', 'Alien'],
    ['inecption', 'Inception'],
    ['intersetllar', 'Interstellar'],
    ['amelie', 'Amélie'],
    ['AMÉLIE', 'Amélie'],
    ['fabuleux', 'Amélie'],
    ['spiderman', 'Spider-Man'],
    ['spider man', 'Spider-Man'],
    ['strasse', 'Straße'],
    ['aeon', 'Æon Flux'],
    ['東京', '東京物語'],
    ['привет', 'Привет, мир'],
    ['مرحبا', 'مرحبا بالعالم'],
    ['100%', '100% Wolf'],
    ['under_score', 'Under_score'],
    ['back\\slash', 'Back\\slash'],
    ["it's", 'It\'s "quoted"'],
    ['!!!', '!!!'],
    ['🎬', '🎬 Film'],
    ['[rec]', '[REC]'],
    ['<b>bold', '<b>Bold</b>'],
    ['null', 'NULL'],
    ['creme brulee', 'Crème brûlée'],
    ['m', 'M'],
    ['up', 'Up'],
  ])('finds for %s first %s', async (q, title) => {
    expect((await titles(q))[0]).toBe(title);
  });

  it('puts the title that is the words before titles that hold them', async () => {
    expect((await titles('alien')).slice(0, 3)).toEqual(['Alien', 'Aliens', 'Alien Resurrection']);
  });

  it('lets one and two characters begin a word, not stand inside it', async () => {
    expect((await titles('up')).sort()).toEqual(['Up', 'Upside Down']);
    expect(await titles('z')).toEqual(['Zz']);
  });

  it('takes wildcards, quotes and backslashes as characters', async () => {
    expect(await titles('%')).toEqual([]);
    expect(await titles('_')).toEqual([]);
    expect(await titles('%%%%')).toEqual([]);
    expect(await titles("' OR 1=1 --")).toEqual([]);
  });

  it('finds episodes by the name of their show', async () => {
    expect(await titles('braking bad', '&type=episode')).toEqual(['Pilot']);
  });

  it('sorts what it found when a sort is asked for', async () => {
    expect(await titles('alien', '&sort=title&order=desc')).toEqual(['Aliens', 'Alien Resurrection', 'Alien']);
  });

  it('counts what it lists and answers an empty q like none', async () => {
    expect((await library.ask(admin, 'items/count?q=alien')).body).toEqual({ count: 3 });
    expect((await library.ask(admin, 'items/count?q=')).body).toEqual({ count: TITLES.length });
  });

  it('walks every match once, best first, page by page', async () => {
    const walked: string[] = [];
    let cursor: string | null = null;
    do {
      const { body } = await library.ask(admin, `items?q=a&limit=2${cursor ? `&cursor=${cursor}` : ''}`);
      walked.push(...body.items.map(({ title }: { title: string }) => title));
      cursor = body.nextCursor;
    } while (cursor);
    expect(walked).toEqual(await titles('a'));
    expect(new Set(walked).size).toBe(walked.length);
    expect(walked.length).toBeGreaterThan(4);
  });

  describe('among 50,000 rows', () => {
    beforeAll(async () => {
      await library.database.run(
        `INSERT INTO media_items (server_id, section_id, rating_key, type, title, sort_title, sort_key, search_text, added_at, content_hash,
           year, rating, size_bytes, last_viewed_at, genres, resolution, duration_ms, content_rating, directors, actors)
         SELECT $1, $2, 'n' || i, 'movie', t, t, t, t, timestamptz '2020-01-01' + i * interval '1 hour', md5(i::text)::uuid,
           1950 + i % 70, i % 100 / 10.0, i * 1000, CASE WHEN i % 3 = 0 THEN timestamptz '2024-01-01' + i * interval '1 minute' END,
           ARRAY['Genre ' || i % 200], (ARRAY['1080', '720', '4k'])[1 + i % 3], i % 200 * 60000, (ARRAY['PG', 'R'])[1 + i % 2],
           ARRAY['Director ' || i % 5000], (SELECT array_agg('Actor ' || (i * 7 + n) % 20000) FROM generate_series(1, 10) n)
         FROM (SELECT i, md5(i::text) || ' ' || md5((i * 7)::text) AS t FROM generate_series(1, 50000) i) n`,
        [section.serverId, section.id],
      );
      await library.database.run(
        `INSERT INTO user_views (plex_account_id, item_id, section_id, type, view_count, watched, last_viewed_at)
         SELECT 777, id, section_id, type, 1, true, '2024-01-01'::timestamptz + id * interval '1 minute' FROM media_items
         WHERE section_id = $1 AND id % 3 = 0`,
        [section.id],
      );
      await library.database.run('ANALYZE media_items, user_views');
    });

    const explain = async (statement: { text: string; values: unknown[] }): Promise<string> => {
      const rows = await library.database.rows<{ 'QUERY PLAN': string }>(`EXPLAIN ${statement.text}`, statement.values);
      return rows.map((row) => row['QUERY PLAN']).join('\n');
    };
    const listing = (query: SortedItemQuery) =>
      toListing(
        toItemFilter(query),
        [{ id: section.id, serverId: section.serverId, type: 'movie', owned: true }],
        query,
      );

    it.each(ITEM_SORTS.flatMap((sort) => (['asc', 'desc'] as const).map((order) => ({ sort, order }))))(
      'reads a page by $sort $order as one range of its index, first and deep',
      async ({ sort, order }) => {
        const index = {
          title: 'title',
          addedAt: 'added_at',
          year: 'year',
          sizeBytes: 'size_bytes',
          lastViewedAt: 'last_viewed_at',
          rating: 'rating',
          durationMs: 'duration',
        }[sort];
        const value = {
          title: 'b',
          addedAt: '2023-01-01T00:00:00.000Z',
          year: 1990,
          sizeBytes: '25000000',
          lastViewedAt: '2024-01-10T00:00:00.000Z',
          rating: 5,
          durationMs: '5400000',
        }[sort];
        for (const keyset of [null, { value, id: '20000' }]) {
          const plan = await explain(listStatement(listing({ sort, order }), keyset, 51));
          expect(plan).toMatch(new RegExp(`Index (Only )?Scan( Backward)? using media_items_${index} `));
          expect(plan).not.toMatch(/Seq Scan/);
        }
      },
    );

    it.each(['asc', 'desc'] as const)(
      'reads a page by somebody else’s views, %s, as ranges of the indexes of views and ids, and the owner’s as before',
      async (order) => {
        const viewer = { accountId: '777', known: true };
        const place = { id: section.id, serverId: section.serverId, type: 'movie' };
        const query = { sort: 'lastViewedAt', order } as const;
        const foreign = toListing(toItemFilter({}), [{ ...place, owned: false, viewer }], query);
        for (const value of [null, '2024-01-10T00:00:00.000Z', '1970-01-01T00:00:00.000Z']) {
          const keyset = value === null ? null : { value, id: '20000' };
          const plan = await explain(listStatement(foreign, keyset, 51));
          expect(plan).toMatch(/Index (Only )?Scan( Backward)? using user_views_last_viewed /);
          // Where one section holds all rows, either index on ids is a range of what is wanted.
          if (!(order === 'asc' && value?.startsWith('2024')))
            expect(plan).toMatch(/using media_items_(by_id|pkey) on media_items i_1 /);
          expect(plan).not.toMatch(/Seq Scan/);
        }
        for (const sort of ITEM_SORTS.filter((name) => name !== 'lastViewedAt')) {
          const owner = listing({ sort, order });
          const other = toListing(toItemFilter({}), [{ ...place, owned: false, viewer }], { sort, order });
          expect(listStatement(other, null, 51).text).toBe(listStatement(owner, null, 51).text);
          expect(listStatement(owner, null, 51).text).not.toContain('user_views');
        }
      },
    );

    it.each(['godfahter', 'godfather', 'alxen', 'al', 'z', '東京', 'silver river of the night'])(
      'searches %s through the trigram index',
      async (q) => {
        for (const statement of [
          listStatement(listing({ q }), null, 51),
          countStatement(listing({ q })),
          facetStatement(listing({ q })),
          anchorStatement(listing({ q }), 500),
        ]) {
          const plan = await explain(statement);
          expect(plan).toMatch(/Bitmap Index Scan on media_items_search/);
          expect(plan).not.toMatch(/Seq Scan/);
        }
      },
    );

    it('looks for a title of punctuation in the index of titles', async () => {
      const plan = await explain(listStatement(listing({ q: '!!!' }), null, 51));
      expect(plan).toMatch(/media_items_title/);
    });

    it('finds a rare genre through its index', async () => {
      const plan = await explain(listStatement(listing({ genre: 'Genre 7' }), null, 51));
      expect(plan).toMatch(/media_items_genres|media_items_added_at/);
      expect(plan).not.toMatch(/Seq Scan/);
    });

    it.each([
      ['durations', { durationMaxMs: 300_000, sort: 'durationMs' }, 'media_items_duration'],
      ['high ratings', { ratingMin: 9.5, sort: 'rating' }, 'media_items_rating'],
      ['several genres', { genres: ['Genre 7', 'Genre 8'] }, 'media_items_genres'],
      ['a content rating', { contentRating: 'PG' }, 'media_items_added_at'],
    ] as const)('finds %s through an index', async (_, query, index) => {
      const plan = await explain(listStatement(listing(query as SortedItemQuery), null, 51));
      expect(plan).toContain(index);
      expect(plan).not.toMatch(/Seq Scan/);
    });

    it.each(['limit=20', 'sort=title&limit=20', 'q=godfahter', 'sort=year&yearFrom=1990&yearTo=1999&resolution=1080'])(
      'offers the benchmarks the statement behind %s',
      async (query) => {
        const { text, values } = await listItemsStatement(
          { query: async (sql) => ({ rows: await library.database.rows(sql) }) },
          query,
        );
        const rows = await library.database.rows<{ id: string }>(text, values);
        const { body } = await library.ask(admin, `items?${query}`);
        const limit = Number(/limit=(\d+)/.exec(query)?.[1] ?? 50);
        expect(rows.slice(0, limit).map(({ id }) => id)).toEqual(body.items.map(({ id }: { id: string }) => id));
      },
    );

    it('still finds the misspelt title, quickly', async () => {
      expect((await titles('godfahter'))[0]).toBe('The Godfather');
    });
  });
});
