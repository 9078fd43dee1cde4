import type { Principal } from '../../common';
import type { PlexItem } from '../../plex';
import { createTestDatabase, type TestDatabase } from '../../testing';
import { LibraryHarness, OWNER_ACCOUNT } from '../testing/library-harness';
import { plexItem, plexPart, plexVersion } from '../testing/plex-items';
import { VisibleSections } from '../section/visible-sections.query';
import { MediaItemTombstone } from './media-item-tombstone.repository';
import { MediaItemUpsert, type SectionRef } from './media-item-upsert.repository';
import { ITEM_SORTS } from './item-query.dto';

const GENRES = ['Drama', 'Comedy', 'Crime'];

function lengthAndPeople(i: number): Partial<PlexItem> {
  return {
    durationMs: i % 11 === 0 ? null : (80 + (i % 5) * 10) * 60_000,
    directors: [`Ada Stone ${i % 4}`],
    actors: i % 3 === 0 ? ['Jonás Véga', 'Li Wei'] : [],
  };
}

/** 60 films with many ties and gaps in every sort column. */
function films(prefix: string): PlexItem[] {
  return Array.from({ length: 60 }, (_, i) =>
    plexItem(`${prefix}${i}`, {
      title: `Film ${prefix} ${i % 7}`,
      year: i % 5 === 0 ? null : 1990 + (i % 4),
      rating: i % 6 === 0 ? null : (i % 3) + 0.5,
      addedAt: new Date(Date.UTC(2026, 0, 1 + (i % 9))),
      genres: [GENRES[i % 3], ...(i % 10 === 0 ? ['Noir'] : [])],
      ...lengthAndPeople(i),
      contentRating: i % 2 === 0 ? 'PG' : null,
      viewCount: i % 4 === 0 ? 2 : 0,
      lastViewedAt: i % 4 === 0 ? new Date(Date.UTC(2026, 1, 1 + (i % 3))) : null,
      thumb: i % 2 === 0 ? `/library/metadata/${i}/thumb/17` : null,
      versions:
        i % 8 === 0
          ? []
          : [
              plexVersion({
                resolution: i % 3 === 0 ? '4k' : '1080',
                parts: [plexPart({ file: `/${prefix}${i}`, sizeBytes: 1000 * (1 + (i % 4)) })],
              }),
            ],
    }),
  );
}

describe('browsing', () => {
  let testDatabase: TestDatabase;
  let library: LibraryHarness;
  let admin: Principal;
  let user: Principal;
  let movies: SectionRef;
  let hidden: SectionRef;
  let disabled: SectionRef;
  let shows: SectionRef;

  beforeAll(async () => {
    testDatabase = await createTestDatabase();
    library = await LibraryHarness.start(testDatabase.url);
    admin = await library.addUser(OWNER_ACCOUNT, 'admin');
    user = await library.addUser('777', 'user');
    const server = await library.addServer();
    movies = await library.addSection(server, '1', 'movie');
    hidden = await library.addSection(server, '2', 'movie');
    shows = await library.addSection(server, '3', 'show');
    disabled = await library.addSection(server, '4', 'movie', false);
    await library.share(user, server, ['1', '4']);
    const upsert = library.get(MediaItemUpsert);
    await upsert.writePage(movies, films('a'));
    await upsert.writePage(hidden, films('b'));
    await upsert.writePage(disabled, films('d'));
    await upsert.writePage(shows, [
      plexItem('show', { type: 'show', title: 'The Long Way', leafCount: 3, viewedLeafCount: 3, genres: ['Drama'] }),
      plexItem('show2', { type: 'show', title: 'Unseen', leafCount: 2, viewedLeafCount: 0 }),
    ]);
    await upsert.writePage(shows, [
      plexItem('s2', { type: 'season', title: 'Season 2', index: 2, parentRatingKey: 'show' }),
      plexItem('s0', { type: 'season', title: 'Specials', index: 0, parentRatingKey: 'show' }),
      plexItem('sx', { type: 'season', title: 'Odd', index: null, parentRatingKey: 'show' }),
      plexItem('s1', { type: 'season', title: 'Season 1', index: 1, parentRatingKey: 'show' }),
      plexItem('s1b', { type: 'season', title: 'Season 1 again', index: 1, parentRatingKey: 'show' }),
    ]);
    await upsert.writePage(shows, [
      plexItem('e1', {
        type: 'episode',
        title: 'Pilot',
        index: 1,
        parentIndex: 1,
        parentRatingKey: 's1',
        grandparentRatingKey: 'show',
        grandparentTitle: 'The Long Way',
        viewCount: 1,
      }),
    ]);
  });

  afterAll(async () => {
    await library.stop();
    await testDatabase.drop();
  });

  const ids = (body: { items: { id: string }[] }) => body.items.map(({ id }) => id);
  const idOf = async (ratingKey: string) =>
    (await library.database.row<{ id: string }>('SELECT id FROM media_items WHERE rating_key = $1', [ratingKey]))!.id;
  const expected = async (condition: string) =>
    (
      await library.database.rows<{ id: string }>(
        `SELECT i.id FROM media_items i JOIN library_sections s ON s.id = i.section_id
         WHERE s.enabled AND i.deleted_at IS NULL AND i.type IN ('movie', 'show') AND ${condition}`,
      )
    ).map(({ id }) => id);

  async function walk(
    principal: Principal,
    query: string,
    limit = 7,
  ): Promise<{ id: string; [name: string]: unknown }[]> {
    const rows: { id: string }[] = [];
    let cursor: string | null = null;
    do {
      const page = await library.ask(principal, `items?${query}&limit=${limit}${cursor ? `&cursor=${cursor}` : ''}`);
      expect(page.status).toBe(200);
      rows.push(...page.body.items);
      cursor = page.body.nextCursor;
    } while (cursor);
    return rows;
  }

  describe('in every sort and order', () => {
    const UNKNOWN: Record<string, unknown> = {
      year: -1,
      sizeBytes: -1,
      rating: -1,
      lastViewedAt: '1970-01-01T00:00:00.000Z',
      durationMs: -1,
    };
    /** Cards do not tell it. */
    const durations = async () => {
      const rows = await library.database.rows<{ id: string; ms: string | null }>(
        'SELECT id, duration_ms AS ms FROM media_items',
      );
      return new Map(rows.map(({ id, ms }) => [id, ms === null ? null : Number(ms)]));
    };

    it.each(ITEM_SORTS.flatMap((sort) => ['asc', 'desc'].map((order) => [sort, order])))(
      'gives every row once by %s %s, in order, over several sections with ties and gaps',
      async (sort, order) => {
        const rows = await walk(admin, `sort=${sort}&order=${order}`);
        expect(rows.map(({ id }) => id).sort()).toEqual((await expected('true')).sort());
        const lengths = await durations();
        const keys = rows.map((each) => {
          const row: Record<string, unknown> = { ...each, durationMs: lengths.get(each.id) };
          const value = sort === 'title' ? String(row.title).toLowerCase() : (row[sort] ?? UNKNOWN[sort]);
          return { value: value as string | number, id: Number(row.id) };
        });
        const sorted = [...keys].sort((a, b) => (a.value < b.value ? -1 : a.value > b.value ? 1 : a.id - b.id));
        expect(keys).toEqual(order === 'asc' ? sorted : sorted.reverse());
      },
    );

    it('gives the newest first when nothing is said', async () => {
      expect(ids((await library.ask(admin, 'items')).body)).toEqual(
        ids((await library.ask(admin, 'items?sort=addedAt&order=desc')).body),
      );
    });

    it('gives titles from A to Z when only the sort is said', async () => {
      const { body } = await library.ask(admin, 'items?sort=title');
      expect(ids(body)).toEqual(ids((await library.ask(admin, 'items?sort=title&order=asc')).body));
    });
  });

  describe('with filters', () => {
    it.each([
      ['genre=Drama', `'Drama' = ANY (i.genres)`],
      ['genre=Noir&sort=title', `'Noir' = ANY (i.genres)`],
      ['genre=drama', 'false'],
      ['yearFrom=1992', 'i.year >= 1992'],
      ['yearTo=1991&sort=year', 'i.year <= 1991'],
      ['yearFrom=1991&yearTo=1991', 'i.year = 1991'],
      ['resolution=4k', `i.resolution = '4k'`],
      ['sizeMin=3000', 'i.size_bytes >= 3000'],
      ['sizeMin=0', 'i.size_bytes >= 0'],
      ['addedSince=2026-01-05', `i.added_at >= '2026-01-05'`],
      ['addedSince=2026-01-05T23:59:59%2B01:00', `i.added_at >= '2026-01-05T22:59:59Z'`],
      ['durationMaxMs=5400000', 'i.duration_ms <= 5400000'],
      ['durationMinMs=5400000&sort=durationMs', 'i.duration_ms >= 5400000'],
      ['durationMinMs=5400000&durationMaxMs=6000000&sort=title', 'i.duration_ms BETWEEN 5400000 AND 6000000'],
      ['durationMinMs=0', 'i.duration_ms IS NOT NULL'],
      ['ratingMin=1.5', 'i.rating >= 1.5'],
      ['ratingMin=0&sort=rating', 'i.rating IS NOT NULL'],
      ['contentRating=PG', `i.content_rating = 'PG'`],
      ['genres=Drama', `'Drama' = ANY (i.genres)`],
      ['genres=Drama&genres=Noir', `i.genres @> '{Drama,Noir}'`],
      ['genre=Drama&genres=Noir', `i.genres @> '{Drama,Noir}'`],
      ['person=ada%20stone%202', `'Ada Stone 2' = ANY (i.directors)`],
      ['person=V%C3%89GA', `'Jonás Véga' = ANY (i.actors)`],
      ['person=v%C3%A9gali', 'false'],
      ['person=%25%25', 'false'],
      ['type=show', `i.type = 'show'`],
      ['watched=true', `(i.view_count > 0 AND i.type = 'movie') OR i.rating_key = 'show'`],
      ['watched=false', `(i.view_count = 0 AND i.type = 'movie') OR i.rating_key = 'show2'`],
      [
        'genre=Drama&yearFrom=1992&watched=false',
        `'Drama' = ANY (i.genres) AND i.year >= 1992 AND i.view_count = 0 AND i.type = 'movie'`,
      ],
    ])('answers %s with exactly what SQL finds, in the list, the count and the facets', async (query, condition) => {
      const wanted = (await expected(`(${condition})`)).sort();
      expect((await walk(admin, query)).map(({ id }) => id).sort()).toEqual(wanted);
      const unsorted = query.replace(/&sort=\w+/, '');
      expect((await library.ask(admin, `items/count?${unsorted}`)).body).toEqual({ count: wanted.length });
      const facets = (await library.ask(admin, `facets?${unsorted}`)).body;
      const resolutions = await library.database.rows(
        `SELECT resolution AS value, count(*)::int AS count FROM media_items
         WHERE id = ANY ($1) AND resolution IS NOT NULL GROUP BY 1 ORDER BY resolution = '4k' DESC`,
        [wanted],
      );
      expect(facets.resolutions).toEqual(resolutions);
    });

    it('narrows to a section, a server, a type and a parent', async () => {
      const show = await idOf('show');
      expect(await walk(admin, `sectionId=${shows.id}`)).toHaveLength(2);
      expect(await walk(admin, `serverId=${shows.serverId}`)).toHaveLength(122);
      expect(await walk(admin, 'type=season')).toHaveLength(5);
      expect((await walk(admin, `parentId=${show}&sort=title`)).map(({ title }) => title)).toEqual([
        'Odd',
        'Season 1',
        'Season 1 again',
        'Season 2',
        'Specials',
      ]);
      expect(await walk(admin, `parentId=${show}&type=episode`)).toEqual([]);
      expect((await library.ask(admin, `items/count?parentId=${show}`)).body).toEqual({ count: 5 });
    });

    it('counts facets as SQL does', async () => {
      const { body } = await library.ask(admin, `facets?sectionId=${movies.id}`);
      const count = (sql: string) =>
        library.database.rows(
          `SELECT value, count(*)::int AS count FROM (${sql}) v WHERE value IS NOT NULL GROUP BY 1`,
          [movies.id],
        );
      const from = 'FROM media_items WHERE section_id = $1';
      const byValue = (a: { value: unknown }, b: { value: unknown }) => (String(a.value) < String(b.value) ? -1 : 1);
      expect([...body.genres].sort(byValue)).toEqual(
        (await count(`SELECT unnest(genres) AS value ${from}`)).sort(byValue as never),
      );
      expect([...body.years].sort(byValue)).toEqual(
        (await count(`SELECT year AS value ${from}`)).sort(byValue as never),
      );
      expect(body.contentRatings).toEqual(await count(`SELECT content_rating AS value ${from}`));
      expect(body.years.map(({ value }: { value: number }) => value)).toEqual([1993, 1992, 1991, 1990]);
    });
  });

  describe('with anchors', () => {
    it.each(['sort=title', 'sort=rating&order=asc', 'sort=year', 'q=film', 'genre=Drama&sort=addedAt'])(
      'jumps to the row that walking finds there (%s)',
      async (query) => {
        const upsert = library.get(MediaItemUpsert);
        const many = await library.addSection(movies.serverId, `many-${query}`, 'movie');
        await upsert.writePage(
          many,
          Array.from({ length: 450 }, (_, i) =>
            plexItem(`${query}${i}`, {
              title: `Film ${i % 50}`,
              year: i % 9 || null,
              rating: i % 4,
              genres: ['Drama'],
            }),
          ),
        );
        const place = `${query}&sectionId=${many.id}`;
        const { status, body } = await library.ask(admin, `items/anchors?${place}&every=150`);
        expect(status).toBe(200);
        expect(body.items.map(({ index }: { index: number }) => index)).toEqual([150, 300]);
        const all = (await walk(admin, place, 100)).map(({ id }) => id);
        for (const { index, cursor } of body.items) {
          const page = await library.ask(admin, `items?${place}&limit=20&cursor=${cursor}`);
          expect(ids(page.body)).toEqual(all.slice(index, index + 20));
        }
        await library.database.run('DELETE FROM library_sections WHERE id = $1', [many.id]);
        library.get(VisibleSections).changed();
      },
    );
  });

  describe('with cursors', () => {
    it('refuses one of another sort, order or filter, and forged ones', async () => {
      const { body } = await library.ask(admin, 'items?sort=year&limit=3');
      const forge = (...values: unknown[]) => {
        const [listing] = JSON.parse(Buffer.from(body.nextCursor, 'base64url').toString()) as string[];
        return Buffer.from(JSON.stringify([listing, ...values])).toString('base64url');
      };
      const bad = [
        `sort=title&cursor=${body.nextCursor}`,
        `sort=year&order=asc&cursor=${body.nextCursor}`,
        `sort=year&genre=Drama&cursor=${body.nextCursor}`,
        'sort=year&cursor=abc',
        'sort=year&cursor=bnVsbA',
        `sort=year&cursor=${forge(1990, '99999999999999999999')}`,
        `sort=year&cursor=${forge(1e300, '1')}`,
        `sort=year&cursor=${forge(1990.5, '1')}`,
        `sort=year&cursor=${forge('1990', '1')}`,
        `sort=year&cursor=${forge(1990, "1' OR true")}`,
        `sort=year&cursor=${forge(1990)}`,
        ...['!', '=', '%20', '.'].map((junk) => `sort=year&cursor=${body.nextCursor}${junk}`),
        `sort=year&cursor=${body.nextCursor.slice(0, -1)}`,
      ];
      for (const query of bad) {
        const answer = await library.ask(admin, `items?${query}`);
        expect([query, answer.status, answer.body.code]).toEqual([query, 400, 'cursor-invalid']);
      }
    });

    it('refuses forged times, sizes and children', async () => {
      const forge = async (path: string, ...values: unknown[]) => {
        const { body } = await library.ask(admin, `${path}limit=1`);
        const [listing] = JSON.parse(Buffer.from(body.nextCursor, 'base64url').toString()) as string[];
        return library.ask(
          admin,
          `${path}cursor=${Buffer.from(JSON.stringify([listing, ...values])).toString('base64url')}`,
        );
      };
      expect((await forge('items?sort=addedAt&', 'yesterday', '1')).status).toBe(400);
      expect((await forge('items?sort=addedAt&', '2026-99-99T00:00:00.000Z', '1')).status).toBe(400);
      expect((await forge('items?sort=addedAt&', '2026-02-30T00:00:00.000Z', '1')).status).toBe(400);
      expect((await forge('items?sort=addedAt&', '0000-01-01T00:00:00.000Z', '1')).status).toBe(400);
      expect((await forge('items?sort=sizeBytes&', '-5', '1')).status).toBe(400);
      expect((await forge(`items/${await idOf('show')}/children?`, 1e12, 'x', '1')).status).toBe(400);
    });
  });

  describe('what a user may see', () => {
    it('is the shared and enabled section alone, everywhere', async () => {
      const mine = (await walk(user, 'sort=title')).map(({ sectionId }) => sectionId);
      expect(mine).toHaveLength(60);
      expect(new Set(mine)).toEqual(new Set([movies.id]));
      expect((await library.ask(user, 'items/count')).body).toEqual({ count: 60 });
      expect(
        (await library.ask(user, 'facets')).body.genres.reduce(
          (sum: number, { count }: { count: number }) => sum + count,
          0,
        ),
      ).toBe(66);
      expect((await walk(user, 'q=film')).every(({ sectionId }) => sectionId === movies.id)).toBe(true);
      expect((await library.ask(user, 'sections')).body.items.map(({ id }: { id: string }) => id)).toEqual([movies.id]);
    });

    it.each(['b1', 'd1', 'show', 's1'])('does not include %s by its id', async (ratingKey) => {
      const id = await idOf(ratingKey);
      for (const path of [
        `items/${id}`,
        `items/${id}/children`,
        `items/${id}/poster`,
        `items?parentId=${id}`,
        `items/count?parentId=${id}`,
        `facets?parentId=${id}`,
        `items/anchors?parentId=${id}`,
      ]) {
        const answer = await library.ask(user, path);
        expect([path, answer.status, answer.body.code]).toEqual([path, 404, 'not-found']);
      }
    });

    it('does not include other sections and servers by filter', async () => {
      for (const filter of [
        `sectionId=${hidden.id}`,
        `sectionId=${disabled.id}`,
        'sectionId=x',
        'serverId=x',
        'parentId=0',
        'parentId=99999999999999999999999',
        'parentId=abc',
      ]) {
        expect([filter, (await library.ask(user, `items?${filter}`)).status]).toEqual([filter, 404]);
      }
    });

    it('does not tell what the owner has watched, nor in which order', async () => {
      for (const row of await walk(user, 'sort=title')) {
        expect(row).toMatchObject({ watched: null, viewCount: null, lastViewedAt: null });
      }
      const item = (await library.ask(user, `items/${await idOf('a4')}`)).body;
      expect(item).toMatchObject({ watched: null, viewCount: null, lastViewedAt: null });
      expect(await walk(user, 'watched=true')).toEqual([]);
      expect(await walk(user, 'watched=false')).toEqual([]);
      expect((await library.ask(user, 'items/count?watched=false')).body).toEqual({ count: 0 });
      const byViews = (await walk(user, 'sort=lastViewedAt')).map(({ id }) => id);
      expect(byViews).toEqual((await walk(user, 'sort=addedAt')).map(({ id }) => id));
    });

    it('mixes own and foreign servers without telling of the foreign views', async () => {
      const foreign = await library.addServer(undefined, '888');
      const section = await library.addSection(foreign, '1', 'movie');
      await library.get(MediaItemUpsert).writePage(section, films('f'));
      const other = await library.addUser('888', 'admin');
      const rows = await walk(other, 'sort=lastViewedAt');
      expect(rows).toHaveLength(182);
      const viewed = rows.filter(({ lastViewedAt }) => lastViewedAt !== null);
      expect(viewed.every(({ sectionId }) => sectionId === section.id)).toBe(true);
      expect(rows.slice(0, viewed.length)).toEqual(viewed);
      await library.database.run('DELETE FROM plex_servers WHERE id = $1', [foreign]);
      library.get(VisibleSections).changed();
    });

    it('does not include paths of files, which administrators and their keys get', async () => {
      const id = await idOf('a1');
      const key: Principal = {
        kind: 'api-key',
        apiKeyId: 'k',
        userId: admin.userId,
        plexAccountId: OWNER_ACCOUNT,
        role: 'admin',
        scopes: ['library:read'],
      };
      const files = async (principal: Principal) =>
        (await library.ask(principal, `items/${id}`)).body.versions[0].parts[0];
      expect(await files(user)).toEqual({ sizeBytes: 2000, accessible: true });
      expect(await files(admin)).toEqual({ sizeBytes: 2000, file: '/a1', accessible: true });
      expect(await files(key)).toEqual({ sizeBytes: 2000, file: '/a1', accessible: true });
    });
  });

  describe('an item', () => {
    it('comes with all that the contract names', async () => {
      const { body } = await library.ask(admin, `items/${await idOf('a4')}`);
      expect(body).toMatchObject({
        serverId: movies.serverId,
        sectionId: movies.id,
        ratingKey: 'a4',
        type: 'movie',
        title: 'Film a 4',
        year: 1990,
        watched: true,
        viewCount: 2,
        sizeBytes: 1000,
        resolution: '1080',
        rating: 1.5,
        guid: 'plex://movie/a4',
        externalIds: {},
        sortTitle: 'Film a 4',
        genres: ['Comedy'],
        childCount: null,
        updatedAt: '2026-01-02T00:00:00.000Z',
        available: true,
        versions: [
          {
            resolution: '1080',
            videoCodec: 'h264',
            audioCodec: 'aac',
            audioChannels: 2,
            bitrateKbps: 4000,
            container: 'mkv',
            hdr: null,
            optimized: false,
          },
        ],
      });
      expect(body.posterUrl).toMatch(/^\/api\/v1\/library\/items\/\d+\/poster\?v=[0-9a-z]{1,7}$/);
      expect((await library.ask(admin, `items/${await idOf('a5')}`)).body.posterUrl).toBeNull();
    });

    it('of a show has its seasons as children, by number and then title, page by page', async () => {
      const id = await idOf('show');
      expect((await library.ask(admin, `items/${id}`)).body).toMatchObject({
        childCount: 5,
        watched: true,
        sizeBytes: null,
      });
      const titles: string[] = [];
      let cursor: string | null = null;
      do {
        const { body } = await library.ask(admin, `items/${id}/children?limit=2${cursor ? `&cursor=${cursor}` : ''}`);
        titles.push(...body.items.map(({ title }: { title: string }) => title));
        cursor = body.nextCursor;
      } while (cursor);
      expect(titles).toEqual(['Specials', 'Season 1', 'Season 1 again', 'Season 2', 'Odd']);
    });

    it.each(['0', '-1', 'abc', '1e3', '99999999999999999999', '1 OR 1=1', '999999999'])(
      'is not found by the id %s',
      async (id) => {
        expect((await library.ask(admin, `items/${id}`)).status).toBe(404);
      },
    );

    it('that is gone is not found and not listed', async () => {
      const { itemIds } = await library.get(MediaItemUpsert).writePage(movies, [plexItem('gone', { title: 'Gone' })]);
      await library.get(MediaItemTombstone).tombstone(itemIds);
      expect((await library.ask(admin, `items/${itemIds[0]}`)).status).toBe(404);
      expect((await walk(admin, 'q=gone')).map(({ id }) => id)).not.toContain(itemIds[0]);
    });

    it('in the trash is listed as unavailable and counted nowhere', async () => {
      const upsert = library.get(MediaItemUpsert);
      const { itemIds } = await upsert.writePage(movies, [
        plexItem('trash', { title: 'Rubbish', genres: ['Trash'], available: false }),
      ]);
      expect(await walk(admin, 'q=rubbish')).toMatchObject([{ id: itemIds[0], available: false }]);
      expect((await library.ask(admin, 'items/count?q=rubbish')).body).toEqual({ count: 0 });
      expect((await library.ask(admin, 'facets?q=rubbish')).body.genres).toEqual([]);
      expect((await library.ask(admin, `items/${itemIds[0]}`)).body).toMatchObject({ available: false });
      await library.get(MediaItemTombstone).tombstone(itemIds);
    });
  });

  describe('malformed questions', () => {
    it.each([
      ['limit=0', 'limit'],
      ['limit=101', 'limit'],
      ['limit=abc', 'limit'],
      ['limit=1.5', 'limit'],
      ['limit=', 'limit'],
      ['type=clip', 'type'],
      ['sort=size', 'sort'],
      ['order=up', 'order'],
      ['watched=maybe', 'watched'],
      ['yearFrom=10000', 'yearFrom'],
      ['yearTo=-1', 'yearTo'],
      ['yearFrom=19x', 'yearFrom'],
      ['sizeMin=1e9', 'sizeMin'],
      ['sizeMin=-1', 'sizeMin'],
      ['durationMinMs=1.5', 'durationMinMs'],
      ['durationMaxMs=-1', 'durationMaxMs'],
      ['ratingMin=11', 'ratingMin'],
      ['ratingMin=7,5', 'ratingMin'],
      ['ratingMin=1e1', 'ratingMin'],
      ['genres=a&genres=b&genres=c&genres=d&genres=e&genres=f', 'genres'],
      ['person=x', 'person'],
      [`contentRating=${'x'.repeat(41)}`, 'contentRating'],
      ['addedSince=yesterday', 'addedSince'],
      ['addedSince=2026-01-01T10:00', 'addedSince'],
      ['colour=red', 'colour'],
      [`q=${'x'.repeat(201)}`, 'q'],
      ['q=%00', 'q'],
      ['genre=a&genre=b', 'genre'],
    ])('are refused by name: %s', async (query, field) => {
      const { status, body } = await library.ask(admin, `items?${query}`);
      expect([status, body.code, body.errors?.[0].field]).toEqual([400, 'validation-failed', field]);
    });

    it.each([
      ['yearFrom=2000&yearTo=1999', 'range-inverted'],
      ['durationMinMs=2&durationMaxMs=1', 'range-inverted'],
      ['addedSince=2026-02-30', 'date-impossible'],
      ['addedSince=2026-01-01T99:99:99Z', 'date-impossible'],
      ['addedSince=0000-01-01', 'date-impossible'],
      ['addedSince=0001-01-01T00:00:00%2B14:00', 'date-impossible'],
      ['addedSince=9999-12-31T23:59:59-14:00', 'date-impossible'],
    ])('that are well-formed but impossible: %s', async (query, code) => {
      for (const path of ['items', 'items/count', 'facets', 'items/anchors']) {
        const { status, body } = await library.ask(admin, `${path}?${query}`);
        expect([path, status, body.code]).toEqual([path, 422, code]);
      }
    });

    it('such as unknown fields are refused by the other routes too', async () => {
      const id = await idOf('a1');
      for (const path of [
        'items/count?limit=1',
        'facets?sort=title',
        'items/anchors?every=5',
        `items/${id}/children?q=a`,
        `items/${id}/poster?width=5`,
        `items/${id}/poster?size=5`,
      ]) {
        expect([path, (await library.ask(admin, path)).status]).toEqual([path, 400]);
      }
    });
  });
});
