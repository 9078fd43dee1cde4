import type { Principal } from '../../common';
import type { PlexItem } from '../../plex';
import { createTestDatabase, type TestDatabase } from '../../testing';
import { LibraryHarness, OWNER_ACCOUNT } from '../testing/library-harness';
import { plexItem } from '../testing/plex-items';
import type { ItemDto } from './item.dto';
import { MediaItemTombstone } from './media-item-tombstone.repository';
import { MediaItemUpsert, type SectionRef } from './media-item-upsert.repository';
import { sameTitleStatement } from './same-title.statement';
import type { Statement } from './sql-values';

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

  it('is known of an episode or a season without an id of its own by its show and number', async () => {
    const house = await library.addSection(films.serverId, '3', 'show');
    await putShow(house, 'h', { guid: 'plex://show/s', ...ids({ tvdb: '81189' }) }, (type, name) => ({
      guid: `plex://${type}/${name}`,
      ...ids({ tvdb: `9${name.replace('/', '')}` }),
    }));
    await putShow(series, 'a', { guid: legacy('81189'), ...ids({ tvdb: '81189' }) }, (_, name) => ({
      guid: legacy(`81189/${name}`),
    }));
    const found = async (principal: Principal, section: SectionRef, ratingKey: string) =>
      (await alsoOn(principal, section, ratingKey)).map(({ id }) => id);
    for (const part of ['show', '1', '1/2']) {
      expect(await found(admin, house, `h${part}`)).toEqual([await idOf(series, `a${part}`)]);
      expect(await found(admin, series, `a${part}`)).toEqual([await idOf(house, `h${part}`)]);
    }
    await library.share(guest, films.serverId, ['1', '3']);
    expect(await found(guest, house, 'h1/2')).toEqual([]);
  });

  it('is not the same number of the same show where both were identified, as different episodes', async () => {
    const house = await library.addSection(films.serverId, '4', 'show');
    const show = { guid: 'plex://show/order' };
    await putShow(house, 'o', show, (type, name) => ({ guid: `plex://${type}/aired/${name}` }));
    await putShow(series, 'd', show, (type, name) => ({ guid: `plex://${type}/dvd/${name}` }));
    expect(await alsoOn(admin, house, 'oshow')).toHaveLength(1);
    expect(await alsoOn(admin, house, 'o1/2')).toEqual([]);
  });

  it.each(['while the libraries are being filled', 'however large they are'])(
    'is found by indexes, %s',
    async (when) => {
      const many = Array.from({ length: 5000 }, (_, i) =>
        plexItem(`m${i}`, { guid: `plex://movie/m${i}`, ...ids({ imdb: `tt1${i}`, tmdb: `1${i}`, tvdb: `1${i}` }) }),
      );
      await put(films, ...many);
      if (when === 'however large they are') await library.database.run('ANALYZE media_items');
      const sections = [films, attic].map(({ id, serverId }) => ({ id, serverId, type: 'movie', owned: true }));
      for (const type of ['movie', 'season', 'episode'] as const) {
        const used = await indexesOf(sameTitleStatement({ id: '1', type }, sections));
        expect(used).toEqual(expect.arrayContaining(['guid', 'imdb', 'tmdb', 'tvdb', 'pkey']));
        expect(used.filter((index) => !['guid', 'imdb', 'tmdb', 'tvdb', 'pkey', 'parent'].includes(index))).toEqual([]);
      }
    },
  );

  /** Of `media_items`; a walk over the table is one called `none`. */
  async function indexesOf({ text, values }: Statement): Promise<string[]> {
    const lines = await library.database.rows<{ 'QUERY PLAN': string }>(`EXPLAIN ${text}`, values);
    const plan = lines.map((line) => line['QUERY PLAN']).join('\n');
    if (plan.includes('Seq Scan on media_items')) return ['none'];
    return [...plan.matchAll(/Index.* Scan (?:using|on) media_items_(\w+)/g)].map(([, index]) => index);
  }

  const legacy = (id: string) => `com.plexapp.agents.thetvdb://${id}?lang=en`;

  /** A show of one season with three episodes; their keys end in `show`, `1`, `1/1`, `1/2` and `1/3`. */
  async function putShow(
    section: SectionRef,
    prefix: string,
    show: Partial<PlexItem>,
    part: (type: 'season' | 'episode', name: string) => Partial<PlexItem>,
  ): Promise<void> {
    const season = { type: 'season', index: 1, parentRatingKey: `${prefix}show` } as const;
    await put(section, plexItem(`${prefix}show`, { type: 'show', ...show }));
    await put(section, plexItem(`${prefix}1`, { ...season, ...part('season', '1') }));
    const episodes = [1, 2, 3].map((index) =>
      plexItem(`${prefix}1/${index}`, {
        type: 'episode',
        index,
        parentIndex: 1,
        parentRatingKey: `${prefix}1`,
        grandparentRatingKey: `${prefix}show`,
        ...part('episode', `1/${index}`),
      }),
    );
    await put(section, ...episodes);
  }
});
