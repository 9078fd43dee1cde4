import type { PlexPlay } from '../../plex';
import { createTestDatabase, type TestDatabase } from '../../testing';
import { MediaItemTombstone } from '../item/media-item-tombstone.repository';
import { MediaItemUpsert, type SectionRef } from '../item/media-item-upsert.repository';
import { LibraryHarness, OWNER_ACCOUNT } from '../testing/library-harness';
import { plexItem } from '../testing/plex-items';
import { plexPlay } from '../testing/plex-plays';
import { FOLLOW_TITLES, PlayAttachment } from './play-attachment.repository';
import { PlayRepository } from './play.repository';

describe('plays', () => {
  let test: TestDatabase;
  let library: LibraryHarness;
  let section: SectionRef;
  let serverId: string;

  beforeAll(async () => {
    test = await createTestDatabase();
    library = await LibraryHarness.start(test.url);
  });

  beforeEach(async () => {
    serverId = await library.addServer();
    section = await library.addSection(serverId, '1', 'movie');
  });

  afterAll(async () => {
    await library.stop();
    await test.drop();
  });

  const put = (...items: ReturnType<typeof plexItem>[]) => library.get(MediaItemUpsert).writePage(section, items);
  const write = (...plays: PlexPlay[]) =>
    library.get(PlayRepository).writePage({ id: serverId, ownerAccountId: OWNER_ACCOUNT }, plays);
  const attach = () => library.get(PlayAttachment).attach(serverId);
  const remove = async (...keys: string[]) => {
    const rows = await test.database.rows<{ id: string }>(
      'SELECT id FROM media_items WHERE server_id = $1 AND rating_key = ANY ($2)',
      [serverId, keys],
    );
    await library.get(MediaItemTombstone).tombstone(rows.map(({ id }) => id));
  };
  /** ratingKey of the item that a play hangs on now. */
  const hangsOn = async (historyKey: string) =>
    (await test.database.row<{ rating_key: string | null }>(
      `SELECT i.rating_key FROM plays p LEFT JOIN media_items i ON i.id = p.item_id
       WHERE p.server_id = $1 AND p.history_key = $2`,
      [serverId, historyKey],
    ))!.rating_key;

  it('that came before their item hang on it as soon as it is there', async () => {
    await write(plexPlay('a', { ratingKey: '1' }));
    expect(await hangsOn('a')).toBeNull();
    await put(plexItem('1', { durationMs: 5000 }));
    expect(await attach()).toBe(1);
    expect(await hangsOn('a')).toBe('1');
    expect(await attach()).toBe(0);
  });

  it('prefer the same edition, else what was added last, when several items have their guid', async () => {
    const guid = 'plex://movie/5d7768';
    await put(plexItem('1', { guid }), plexItem('2', { guid, editionTitle: 'Director’s Cut' }));
    await write(plexPlay('plain', { ratingKey: '1' }), plexPlay('cut', { ratingKey: '2' }));
    await put(
      plexItem('11', { guid, editionTitle: 'Director’s Cut' }),
      plexItem('12', { guid, addedAt: new Date('2026-05-01') }),
      plexItem('13', { guid, addedAt: new Date('2026-05-02') }),
    );
    await remove('1', '2');
    await attach();
    expect([await hangsOn('plain'), await hangsOn('cut')]).toEqual(['13', '11']);
  });

  it('follow by an external id where the guid changed with the agent, and never to another type', async () => {
    await put(
      plexItem('1', { guid: 'com.plexapp.agents.imdb://tt0133093?lang=en', externalIds: ids({ imdb: 'tt0133093' }) }),
    );
    await write(plexPlay('a', { ratingKey: '1' }));
    await put(
      plexItem('20', { type: 'show', externalIds: ids({ imdb: 'tt0133093' }) }),
      plexItem('21', { guid: 'plex://movie/other', externalIds: ids({ imdb: 'tt0133093', tmdb: '603' }) }),
    );
    await remove('1');
    await attach();
    expect(await hangsOn('a')).toBe('21');
  });

  it('stay where they are when nothing of the title came back, or only a namesake without ids', async () => {
    await put(plexItem('1', { guid: 'local://1' }), plexItem('2', { guid: 'local://1', title: 'Another' }));
    await write(plexPlay('a', { ratingKey: '1' }));
    await remove('1');
    expect(await attach()).toBe(0);
    expect(await hangsOn('a')).toBe('1');
  });

  it('never leave their server', async () => {
    const elsewhere = await library.addServer();
    const other = await library.addSection(elsewhere, '1', 'movie');
    await put(plexItem('1', { guid: 'plex://movie/x' }));
    await library.get(MediaItemUpsert).writePage(other, [plexItem('9', { guid: 'plex://movie/x' })]);
    await write(plexPlay('a', { ratingKey: '1' }));
    await remove('1');
    expect(await attach()).toBe(0);
  });

  it('belong to one person on several servers: account 1 is the owner, 0 nobody, the others are plex.tv ids', async () => {
    const owners = { id: serverId, ownerAccountId: OWNER_ACCOUNT };
    await write(
      plexPlay('a', { accountId: '1' }),
      plexPlay('b', { accountId: '0' }),
      plexPlay('c', { accountId: '777' }),
    );
    const friend = await library.addServer(undefined, '777');
    const plays = library.get(PlayRepository);
    await plays.writePage({ id: friend, ownerAccountId: '777' }, [
      plexPlay('a', { accountId: '1' }),
      plexPlay('b', { accountId: OWNER_ACCOUNT }),
    ]);
    const rows = await test.database.rows<{ who: string | null; plays: number }>(
      `SELECT plex_account_id AS who, count(*)::int AS plays FROM plays WHERE server_id IN ($1, $2) GROUP BY 1 ORDER BY 1`,
      [serverId, friend],
    );
    expect(rows).toEqual([
      { who: OWNER_ACCOUNT, plays: 2 },
      { who: '777', plays: 2 },
      { who: null, plays: 1 },
    ]);
    await plays.renameOwner({ ...owners, ownerAccountId: '888' });
    expect(
      await test.database.rows(`SELECT FROM plays WHERE server_id = $1 AND plex_account_id = 888`, [serverId]),
    ).toHaveLength(1);
  });

  it('are written once and lose nothing when a later reply says less', async () => {
    await put(plexItem('1', { durationMs: 60_000 }));
    const play = plexPlay('a', { ratingKey: '1', index: 3 });
    expect(await write(play, play)).toEqual({ added: 1, accounts: [OWNER_ACCOUNT] });
    const stored = async () =>
      test.database.row('SELECT ctid::text AS place, * FROM plays WHERE server_id = $1', [serverId]);
    const before = await stored();
    await write({ ...play, ratingKey: null, index: null, title: null });
    expect(await stored()).toEqual(before);
    await write({ ...play, title: 'Renamed' });
    expect(await stored()).toMatchObject({ title: 'Renamed', rating_key: '1', item_index: 3, duration_ms: '60000' });
  });

  it('find the heirs of gone items by indexes, however large the library', async () => {
    await test.database.run(
      `INSERT INTO media_items (server_id, section_id, rating_key, type, guid, imdb_id, tmdb_id, tvdb_id, title, sort_title, sort_key, search_text, added_at, content_hash, deleted_at)
       SELECT $1, $2, 'k' || i, 'movie', 'plex://movie/' || i, 'tt' || i, 'tm' || i, 'tv' || i, 'F', 'F', 'f', 'f', now(), md5('x')::uuid,
         CASE WHEN i % 1000 = 0 THEN now() END FROM generate_series(1, 30000) i`,
      [serverId, section.id],
    );
    await test.database.run(
      `INSERT INTO plays (server_id, history_key, account_id, item_id, viewed_at) SELECT $1, id::text, 1, id, now() FROM media_items WHERE server_id = $1`,
      [serverId],
    );
    await test.database.run('ANALYZE media_items, plays');
    const plan = (await test.database.rows<{ 'QUERY PLAN': string }>(`EXPLAIN ${FOLLOW_TITLES}`, [serverId]))
      .map((row) => row['QUERY PLAN'])
      .join('\n');
    expect(plan).not.toContain('Seq Scan');
    for (const index of [
      'media_items_gone',
      'media_items_guid',
      'media_items_imdb',
      'media_items_tmdb',
      'media_items_tvdb',
      'plays_item',
    ])
      expect(plan).toContain(index);
  });
});

function ids(known: Partial<{ imdb: string; tmdb: string; tvdb: string }>) {
  return { imdb: null, tmdb: null, tvdb: null, ...known };
}
