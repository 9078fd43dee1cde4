import type { Database } from '../../infra/database';
import { createTestDatabase, type TestDatabase } from '../../testing';
import { plexItem, plexPart, plexVersion } from '../testing/plex-items';
import { MediaItemDetails } from './media-item-details.repository';
import { MediaItemTombstone } from './media-item-tombstone.repository';
import { MediaItemUpsert, type SectionRef } from './media-item-upsert.repository';
import { ParentLinks } from './parent-links.repository';
import { SectionTotals } from './section-totals.repository';
import { SeenItems } from './seen-items';

describe('writing pages of a library', () => {
  let testDatabase: TestDatabase;
  let database: Database;
  let upsert: MediaItemUpsert;
  let section: SectionRef;

  beforeAll(async () => {
    testDatabase = await createTestDatabase();
    database = testDatabase.database;
    upsert = new MediaItemUpsert(database);
    await database.run(`INSERT INTO plex_accounts (account_id, sealed_token) VALUES (1, 'x')`);
  });

  afterAll(() => testDatabase.drop());

  const newSection = async (type: string, serverId?: string): Promise<SectionRef> => {
    const server =
      serverId ??
      (await database.row<{ id: string }>(
        `INSERT INTO plex_servers (machine_identifier, name, owned, uri, sealed_token, owner_account_id)
         VALUES (gen_random_uuid(), 'n', true, 'u', 't', 1) RETURNING id`,
      ))!.id;
    const row = await database.row<{ id: string }>(
      `INSERT INTO library_sections (server_id, key, title, type, enabled)
       VALUES ($1, gen_random_uuid(), 't', $2, true) RETURNING id`,
      [server, type],
    );
    return { id: row!.id, serverId: server };
  };

  beforeEach(async () => {
    section = await newSection('movie');
  });

  const stored = (ratingKey: string) =>
    database.row<Record<string, unknown>>(
      `SELECT *, xmin::text FROM media_items WHERE server_id = $1 AND rating_key = $2`,
      [section.serverId, ratingKey],
    );
  const parts = (ratingKey: string) =>
    database.rows<Record<string, unknown>>(
      `SELECT p.*, p.xmin::text FROM media_parts p JOIN media_items i ON i.id = p.item_id
       WHERE i.server_id = $1 AND i.rating_key = $2 ORDER BY version_index, part_index`,
      [section.serverId, ratingKey],
    );
  const prints = () =>
    database.rows<{ print: string }>(
      `SELECT i.id || ':' || i.xmin || ':' || COALESCE(string_agg(p.xmin::text, ','), '') AS print
       FROM media_items i LEFT JOIN media_parts p ON p.item_id = i.id WHERE i.section_id = $1 GROUP BY i.id ORDER BY i.id`,
      [section.id],
    );

  it('adds new rows with their files and answers an id for each', async () => {
    const result = await upsert.writePage(section, [plexItem('1'), plexItem('2')]);
    expect(result).toMatchObject({ added: 2, updated: 0 });
    expect(result.itemIds).toHaveLength(2);
    expect(await parts('1')).toMatchObject([{ file: '/media/1.mkv', size_bytes: '1000', resolution: '1080' }]);
  });

  it('writes nothing when a page comes again unchanged', async () => {
    const page = [plexItem('1'), plexItem('2', { addedAt: null, genres: ['Drama'], viewCount: 3 })];
    const first = await upsert.writePage(section, page);
    const before = await prints();
    const second = await upsert.writePage(section, page);
    expect(second).toMatchObject({ added: 0, updated: 0 });
    expect([...second.itemIds].sort()).toEqual([...first.itemIds].sort());
    expect(await prints()).toEqual(before);
  });

  it('writes only the row that changed', async () => {
    await upsert.writePage(section, [plexItem('1'), plexItem('2')]);
    const [, untouched] = await prints();
    const result = await upsert.writePage(section, [plexItem('1', { viewCount: 1 }), plexItem('2')]);
    expect(result).toMatchObject({ added: 0, updated: 1 });
    expect(await stored('1')).toMatchObject({ view_count: 1 });
    expect((await prints())[1]).toEqual(untouched);
  });

  it('writes a rating that was given and one that was taken back', async () => {
    await upsert.writePage(section, [plexItem('1')]);
    expect(await upsert.writePage(section, [plexItem('1', { userRating: 8.5 })])).toMatchObject({ updated: 1 });
    expect(await stored('1')).toMatchObject({ user_rating: 8.5 });
    expect(await upsert.writePage(section, [plexItem('1')])).toMatchObject({ updated: 1 });
    expect(await stored('1')).toMatchObject({ user_rating: null });
  });

  it('takes the last row when a key occurs twice in a page', async () => {
    const result = await upsert.writePage(section, [
      plexItem('1', { title: 'First' }),
      plexItem('1', { title: 'Last' }),
    ]);
    expect(result).toMatchObject({ added: 1, updated: 0 });
    expect(result.itemIds).toHaveLength(1);
    expect(await stored('1')).toMatchObject({ title: 'Last' });
  });

  it('keeps what is spoken where a reply tells it, and listings leave that alone', async () => {
    const spoken = () =>
      database.rows<{ languages: string[]; ours: boolean }>(
        `SELECT l.languages, l.source_updated_at = i.plex_updated_at AS ours
         FROM item_languages l JOIN media_items i ON i.id = l.item_id WHERE i.section_id = $1`,
        [section.id],
      );
    const versions = [plexVersion({ audioLanguages: ['en', 'ja'] }), plexVersion({ audioLanguages: ['de'] })];
    await upsert.writePage(section, [plexItem('1', { versions }), plexItem('2')]);
    expect(await spoken()).toEqual([{ languages: ['de', 'en', 'ja'], ours: true }]);
    await upsert.writePage(section, [plexItem('1', { viewCount: 3 }), plexItem('2', { viewCount: 3 })]);
    expect(await spoken()).toEqual([{ languages: ['de', 'en', 'ja'], ours: true }]);
  });

  it('answers an empty page without asking the database for anything', async () => {
    expect(await upsert.writePage(section, [])).toMatchObject({ added: 0, updated: 0, itemIds: [] });
  });

  it('restores an item that was gone, under the same id', async () => {
    const { itemIds } = await upsert.writePage(section, [plexItem('1')]);
    expect(await new MediaItemTombstone(database).tombstone(itemIds)).toBe(1);
    const result = await upsert.writePage(section, [plexItem('1')]);
    expect(result).toMatchObject({ added: 0, updated: 1, itemIds });
    expect(await stored('1')).toMatchObject({ deleted_at: null });
  });

  it('moves an item that another section of the server lists now', async () => {
    const { itemIds } = await upsert.writePage(section, [plexItem('1')]);
    const other = await newSection('movie', section.serverId);
    expect(await upsert.writePage(other, [plexItem('1')])).toMatchObject({ added: 0, updated: 1, itemIds });
    expect(await stored('1')).toMatchObject({ section_id: other.id });
  });

  it('keeps the same key on two servers apart', async () => {
    await upsert.writePage(section, [plexItem('1')]);
    const elsewhere = await newSection('movie');
    expect(await upsert.writePage(elsewhere, [plexItem('1')])).toMatchObject({ added: 1 });
  });

  it('keeps the time of first sight where Plex names none, also when the row changes', async () => {
    await upsert.writePage(section, [plexItem('1', { addedAt: null })]);
    await database.run(`UPDATE media_items SET created_at = '2020-05-05T00:00:00Z' WHERE section_id = $1`, [
      section.id,
    ]);
    await upsert.writePage(section, [plexItem('1', { addedAt: null, title: 'Renamed' })]);
    expect(await stored('1')).toMatchObject({ title: 'Renamed', added_at: new Date('2020-05-05T00:00:00Z') });
    // A date that Plex told once by mistake does not stay.
    await upsert.writePage(section, [plexItem('1', { addedAt: new Date('1999-01-01T00:00:00Z') })]);
    await upsert.writePage(section, [plexItem('1', { addedAt: null })]);
    expect(await stored('1')).toMatchObject({ added_at: new Date('2020-05-05T00:00:00Z') });
  });

  it('keeps an added date that lies in the future', async () => {
    const addedAt = new Date('2090-01-01T00:00:00Z');
    await upsert.writePage(section, [plexItem('1', { addedAt })]);
    expect(await stored('1')).toMatchObject({ added_at: addedAt });
  });

  it('sums the files of all versions but optimised copies, and takes the best resolution', async () => {
    const versions = [
      plexVersion({
        resolution: '720',
        parts: [plexPart({ file: '/a1', sizeBytes: 10 }), plexPart({ file: '/a2', sizeBytes: 5 })],
      }),
      plexVersion({ resolution: '4k', parts: [plexPart({ file: '/b', sizeBytes: 3_000_000_000 })] }),
      plexVersion({ resolution: '8k', optimized: true, parts: [plexPart({ file: '/c', sizeBytes: 7 })] }),
    ];
    await upsert.writePage(section, [plexItem('1', { versions })]);
    expect(await stored('1')).toMatchObject({ size_bytes: '3000000015', resolution: '4k' });
    expect(await parts('1')).toHaveLength(4);
  });

  it('knows no size where no part has one, and does not take it for 0', async () => {
    const versions = [plexVersion({ parts: [plexPart({ sizeBytes: null })] })];
    await upsert.writePage(section, [plexItem('1', { versions }), plexItem('2', { versions: [] })]);
    expect(await stored('1')).toMatchObject({ size_bytes: null });
    expect(await stored('2')).toMatchObject({ size_bytes: null, resolution: null });
  });

  it('replaces files: the one that went is deleted, the one that stayed is not written', async () => {
    const two = [plexVersion({ parts: [plexPart({ file: '/a' }), plexPart({ file: '/b' })] })];
    const one = [plexVersion({ parts: [plexPart({ file: '/a' })] })];
    await upsert.writePage(section, [plexItem('1', { versions: two })]);
    const [kept] = await parts('1');
    await upsert.writePage(section, [plexItem('1', { versions: one })]);
    expect(await parts('1')).toEqual([kept]);
    await upsert.writePage(section, [plexItem('1', { versions: [] })]);
    expect(await parts('1')).toEqual([]);
  });

  it.each([
    ['emoji', '🎬 Film 👩‍👩‍👧‍👦'],
    ['right-to-left text', 'مرحبا بالعالم'],
    ['quotes, backslashes and braces', `"It's" {a,b} \\ \\" NULL`],
    ['markup', '<script>alert(1)</script>'],
    ['1000 characters', 'é'.repeat(1000)],
    ['wildcards', '100%_\\'],
    ['nothing but marks', '\u0301\u0302'],
    ['the word NULL', 'NULL'],
  ])('stores titles of %s as they are', async (_, title) => {
    await upsert.writePage(section, [plexItem('1', { title, genres: [title.slice(0, 200), 'a,b', '{}'] })]);
    const row = await stored('1');
    expect(row).toMatchObject({ title, genres: [title.slice(0, 200), 'a,b', '{}'] });
    expect(String(row!.sort_key).length).toBeGreaterThan(0);
    expect(String(row!.sort_key).length).toBeLessThanOrEqual(200);
  });

  it('stores the rest of a page in which a hostile server makes everything too large', async () => {
    const versions = Array.from({ length: 1200 }, () => plexVersion({ parts: [plexPart()] }));
    const hostile = plexItem('h', {
      versions,
      title: '😀'.repeat(5000),
      genres: Array.from({ length: 300 }, (_, i) => `${i}${'ü'.repeat(5000)}`),
      year: 9999,
      index: -2_147_483_647,
      durationMs: Number.MAX_SAFE_INTEGER,
    });
    const result = await upsert.writePage(section, [hostile, plexItem('k'.repeat(10_000)), plexItem('1')]);
    expect(result).toMatchObject({ added: 2 });
    expect((await stored('h'))!.genres).toHaveLength(300);
    expect(await parts('1')).toHaveLength(1);
  });

  it('finds parents of the same page set and links those that come later', async () => {
    section = await newSection('show');
    const episode = plexItem('e1', { type: 'episode', parentRatingKey: 's1', grandparentRatingKey: 'sh1' });
    await upsert.writePage(section, [plexItem('sh1', { type: 'show' })]);
    await upsert.writePage(section, [episode]);
    const show = await stored('sh1');
    expect(await stored('e1')).toMatchObject({ parent_id: null, grandparent_id: show!.id });
    await upsert.writePage(section, [plexItem('s1', { type: 'season', parentRatingKey: 'sh1' })]);
    const links = new ParentLinks(database);
    expect(await links.link(section.id)).toBe(1);
    expect(await stored('e1')).toMatchObject({ parent_id: (await stored('s1'))!.id, grandparent_id: show!.id });
    expect(await links.link(section.id)).toBe(0);
  });

  it('stores a page that another writer stores at the same time once', async () => {
    const page = Array.from({ length: 200 }, (_, i) => plexItem(`k${i}`));
    const results = await Promise.all([1, 2, 3, 4].map(() => upsert.writePage(section, page)));
    expect(results.reduce((sum, { added }) => sum + added, 0)).toBe(200);
    for (const { itemIds } of results) expect(new Set(itemIds).size).toBe(200);
    expect(await parts('k7')).toHaveLength(1);
  });

  it('takes part in a transaction of the caller and goes with it', async () => {
    const gone = database.transaction(async (sql) => {
      await upsert.writePage(section, [plexItem('1')], sql);
      throw new Error('the caller gives up');
    });
    await expect(gone).rejects.toThrow('the caller gives up');
    expect(await stored('1')).toBeNull();
  });

  describe('with details', () => {
    const listed = plexItem('1', { genres: ['Drama', 'Crime'], actors: ['A'], collections: ['Saga'] });
    const detailed = plexItem('1', {
      genres: ['Drama', 'Crime', 'Noir'],
      actors: ['A', 'B', 'C'],
      collections: ['Saga', 'Winners'],
      externalIds: { imdb: 'tt0000001', tmdb: null, tvdb: null },
      versions: [plexVersion({ hdr: true, parts: [plexPart({ file: '/media/1.mkv' })] })],
    });
    let details: MediaItemDetails;

    beforeEach(async () => {
      details = new MediaItemDetails(database);
      await upsert.writePage(section, [listed]);
      await details.writeDetails(section, [detailed]);
    });

    it('stores whole lists of tags, ids and streams, once', async () => {
      expect(await stored('1')).toMatchObject({
        genres: ['Drama', 'Crime', 'Noir'],
        actors: ['A', 'B', 'C'],
        collections: ['Saga', 'Winners'],
        imdb_id: 'tt0000001',
        hdr: true,
      });
      expect(await parts('1')).toMatchObject([{ hdr: true }]);
      expect(await details.listWithoutDetails(section.id, '0', 10)).toEqual([]);
    });

    it('does not take the next listing for a change', async () => {
      expect(await upsert.writePage(section, [listed])).toMatchObject({ added: 0, updated: 0 });
    });

    it('keeps them when only the view state changed', async () => {
      await upsert.writePage(section, [{ ...listed, viewCount: 5 }]);
      expect(await stored('1')).toMatchObject({
        view_count: 5,
        genres: ['Drama', 'Crime', 'Noir'],
        actors: ['A', 'B', 'C'],
        collections: ['Saga', 'Winners'],
        imdb_id: 'tt0000001',
        hdr: true,
      });
      expect(await parts('1')).toMatchObject([{ hdr: true }]);
      expect(await details.listWithoutDetails(section.id, '0', 10)).toEqual([]);
    });

    it('takes the listing and asks for details again once Plex changed the item', async () => {
      await upsert.writePage(section, [{ ...listed, updatedAt: new Date('2026-02-02T00:00:00Z') }]);
      const row = await stored('1');
      expect(row).toMatchObject({ genres: ['Drama', 'Crime'], collections: ['Saga'], details_at: null });
      expect(await details.listWithoutDetails(section.id, '0', 10)).toEqual([{ id: row!.id, ratingKey: '1' }]);
    });

    it('skips items that are not stored', async () => {
      expect(await details.writeDetails(section, [plexItem('99')])).toBe(0);
    });
  });

  describe('what a sweep did not see', () => {
    it('is listed in batches and is neither seen nor gone', async () => {
      const { itemIds } = await upsert.writePage(
        section,
        Array.from({ length: 2500 }, (_, i) => plexItem(`m${i}`)),
      );
      const tombstones = new MediaItemTombstone(database);
      const sorted = [...itemIds].sort((a, b) => Number(a) - Number(b));
      const seen = new SeenItems();
      for (const id of sorted.slice(0, 300)) seen.add(id);
      await tombstones.tombstone(sorted.slice(-5));
      const restored = SeenItems.from(seen.toBuffer());
      const batches: string[][] = [];
      for await (const batch of tombstones.listUnseen(section.id, restored)) batches.push(batch.map(({ id }) => id));
      expect(batches.map((batch) => batch.length)).toEqual([1000, 1000, 195]);
      expect(batches.flat()).toEqual(sorted.slice(300, -5));
      expect(await tombstones.countUnseen(section.id, restored)).toBe(2195);
      expect(await tombstones.countLive(section.id)).toBe(2495);
    });

    it('counts an item that is tombstoned twice once', async () => {
      const { itemIds } = await upsert.writePage(section, [plexItem('1')]);
      const tombstones = new MediaItemTombstone(database);
      expect([await tombstones.tombstone(itemIds), await tombstones.tombstone(itemIds)]).toEqual([1, 0]);
    });
  });

  describe('totals', () => {
    const episode = (key: string, season: string, file: string, sizeBytes: number | null, available = true) =>
      plexItem(key, {
        type: 'episode',
        parentRatingKey: season,
        grandparentRatingKey: 'show',
        available,
        versions: [plexVersion({ parts: [plexPart({ file, sizeBytes })] })],
      });

    beforeEach(async () => {
      section = await newSection('show');
      await upsert.writePage(section, [plexItem('show', { type: 'show' }), plexItem('empty', { type: 'show' })]);
      await upsert.writePage(
        section,
        ['s1', 's2', 's3'].map((key) => plexItem(key, { type: 'season', parentRatingKey: 'show' })),
      );
      await upsert.writePage(section, [
        episode('e1', 's1', '/double.mkv', 100),
        episode('e2', 's1', '/double.mkv', 100),
        episode('e3', 's2', '/three.mkv', 40),
        episode('e4', 's2', '/double.mkv', 100),
        episode('e5', 's2', '/trash.mkv', 7, false),
        episode('e6', 's3', '/unknown.mkv', null),
      ]);
    });

    const size = async (key: string) => (await stored(key))!.size_bytes;
    const figures = () =>
      database.row(`SELECT item_count, leaf_count, size_bytes, xmin::text FROM library_sections WHERE id = $1`, [
        section.id,
      ]);

    it('sum each file once per container and leave out trash and unknown sizes', async () => {
      await new SectionTotals(database).refresh(section.id);
      expect(await size('s1')).toBe('100');
      expect(await size('s2')).toBe('140');
      expect(await size('s3')).toBeNull();
      expect(await size('show')).toBe('140');
      expect(await size('empty')).toBeNull();
      expect(await figures()).toMatchObject({ item_count: 2, leaf_count: 5, size_bytes: '140' });
    });

    it('write nothing when nothing changed, and survive a changed listing of the container', async () => {
      const totals = new SectionTotals(database);
      await totals.refresh(section.id);
      const before = [await prints(), await figures()];
      await totals.refresh(section.id);
      expect([await prints(), await figures()]).toEqual(before);
      await upsert.writePage(section, [plexItem('show', { type: 'show', viewedLeafCount: 3 })]);
      expect(await size('show')).toBe('140');
    });

    it('lose what is gone', async () => {
      const totals = new SectionTotals(database);
      await totals.refresh(section.id);
      await new MediaItemTombstone(database).tombstone([String((await stored('e3'))!.id)]);
      await totals.refresh(section.id);
      expect(await size('s2')).toBe('100');
      expect(await figures()).toMatchObject({ item_count: 2, leaf_count: 4, size_bytes: '100' });
    });
  });
});
