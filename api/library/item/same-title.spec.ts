import type { Principal } from '../../common';
import type { PlexItem } from '../../plex';
import { createTestDatabase, type TestDatabase } from '../../testing';
import { LibraryHarness, OWNER_ACCOUNT } from '../testing/library-harness';
import { plexItem } from '../testing/plex-items';
import type { ItemDto } from './item.dto';
import { MediaItemTombstone } from './media-item-tombstone.repository';
import { MediaItemUpsert, type SectionRef } from './media-item-upsert.repository';
import { sameTitleStatement } from './same-title.statement';

const ids = (externalIds: Partial<PlexItem['externalIds']>) => ({
  externalIds: { imdb: null, tmdb: null, tvdb: null, ...externalIds },
});

describe('the same title', () => {
  let test: TestDatabase;
  let library: LibraryHarness;
  let admin: Principal;
  let guest: Principal;
  let films: SectionRef;
  let attic: SectionRef;
  let series: SectionRef;

  beforeAll(async () => {
    test = await createTestDatabase();
    library = await LibraryHarness.start(test.url);
    admin = await library.addUser(OWNER_ACCOUNT, 'admin');
    guest = await library.addUser('777', 'user');
    const house = await library.addServer();
    const other = await library.addServer('http://127.0.0.1:8');
    films = await library.addSection(house, '1', 'movie');
    attic = await library.addSection(other, '1', 'movie');
    series = await library.addSection(other, '2', 'show');
    await library.share(guest, house, ['1']);
    await put(
      films,
      plexItem('1', { guid: 'plex://movie/a', ...ids({ imdb: 'tt0000001', tmdb: '11' }) }),
      plexItem('2', { guid: 'local://2' }),
      plexItem('3', { guid: 'com.plexapp.agents.none://3?lang=xn' }),
      plexItem('4', { guid: 'plex://movie/d', ...ids({ tmdb: '44' }) }),
      plexItem('5', { guid: 'plex://movie/e', editionTitle: 'Cinema' }),
      plexItem('6', { guid: 'plex://movie/e', editionTitle: "Director's Cut" }),
    );
    await put(
      attic,
      plexItem('1', { guid: 'plex://movie/a' }),
      plexItem('2', { guid: 'local://2' }),
      plexItem('3', { guid: 'com.plexapp.agents.none://3?lang=xn' }),
      plexItem('7', { guid: 'com.plexapp.agents.imdb://tt0000001?lang=de', ...ids({ imdb: 'tt0000001' }) }),
      plexItem('8', { guid: 'plex://movie/other', ...ids({ tvdb: '44' }) }),
    );
    await put(series, plexItem('9', { type: 'show', guid: 'plex://show/d', ...ids({ tmdb: '44' }) }));
  });

  afterAll(async () => {
    await library.stop();
    await test.drop();
  });

  async function put({ id, serverId }: SectionRef, ...items: PlexItem[]): Promise<void> {
    await library.get(MediaItemUpsert).writePage({ id, serverId }, items);
  }

  async function idOf({ id }: SectionRef, ratingKey: string): Promise<string> {
    const row = await library.database.row<{ id: string }>(
      'SELECT id FROM media_items WHERE section_id = $1 AND rating_key = $2',
      [id, ratingKey],
    );
    return row!.id;
  }

  async function alsoOn(principal: Principal, section: SectionRef, ratingKey: string): Promise<ItemDto['alsoOn']> {
    const { status, body } = await library.ask(principal, `items/${await idOf(section, ratingKey)}`);
    expect(status).toBe(200);
    return body.alsoOn;
  }

  it('is known on another server by its guid and by an external id, from either side', async () => {
    const found = await alsoOn(admin, films, '1');
    expect(found.map(({ id }) => id).sort()).toEqual([await idOf(attic, '1'), await idOf(attic, '7')].sort());
    expect(found[0]).toMatchObject({ serverId: attic.serverId, sectionId: attic.id, available: true });
    expect(found[0].serverName).not.toBe('');
    expect(found[0].sectionTitle).not.toBe('');
    expect((await alsoOn(admin, attic, '7')).map(({ id }) => id)).toEqual([await idOf(films, '1')]);
  });

  it('is known in the same library as another edition', async () => {
    expect(await alsoOn(admin, films, '5')).toMatchObject([
      { id: await idOf(films, '6'), editionTitle: "Director's Cut", sectionId: films.id },
    ]);
  });

  it('is not made up from numbers that a server gives itself, from other types or other catalogues', async () => {
    for (const ratingKey of ['2', '3', '4']) expect(await alsoOn(admin, films, ratingKey)).toEqual([]);
  });

  it('is not told to whom the other server is not shared', async () => {
    expect(await alsoOn(guest, films, '1')).toEqual([]);
  });

  it('is told no more once it is gone', async () => {
    await put(attic, plexItem('10', { guid: 'plex://movie/z' }));
    await put(films, plexItem('10', { guid: 'plex://movie/z' }));
    expect(await alsoOn(admin, films, '10')).toHaveLength(1);
    await library.get(MediaItemTombstone).tombstone([await idOf(attic, '10')]);
    expect(await alsoOn(admin, films, '10')).toEqual([]);
  });

  it('is found by indexes, however large the libraries', async () => {
    const many = Array.from({ length: 5000 }, (_, i) =>
      plexItem(`m${i}`, { guid: `plex://movie/m${i}`, ...ids({ imdb: `tt1${i}`, tmdb: `1${i}`, tvdb: `1${i}` }) }),
    );
    await put(films, ...many);
    await library.database.run('ANALYZE media_items');
    const sections = [films, attic].map(({ id, serverId }) => ({ id, serverId, type: 'movie', owned: true }));
    const row = {
      id: '1',
      type: 'movie',
      guid: 'plex://movie/m7',
      imdb_id: 'tt17',
      tmdb_id: '17',
      tvdb_id: '17',
    } as const;
    const { text, values } = sameTitleStatement(row, sections);
    const plan = (await library.database.rows<{ 'QUERY PLAN': string }>(`EXPLAIN ${text}`, values))
      .map((line) => line['QUERY PLAN'])
      .join('\n');
    for (const index of ['guid', 'imdb', 'tmdb', 'tvdb']) expect(plan).toContain(`media_items_${index}`);
    expect(plan).not.toContain('Seq Scan on media_items');
  });
});
