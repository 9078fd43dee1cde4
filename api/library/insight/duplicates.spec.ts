import type { Principal } from '../../common';
import type { PlexItem, PlexVersion } from '../../plex';
import { createTestDatabase, type TestDatabase } from '../../testing';
import { MediaItemUpsert } from '../item/media-item-upsert.repository';
import { SectionSums } from '../item/section-sums.repository';
import { LibraryHarness, OWNER_ACCOUNT } from '../testing/library-harness';
import { plexItem, plexPart, plexVersion } from '../testing/plex-items';
import { freedBy } from './duplicate.mapper';
import type { DuplicateGroupDto, DuplicateListDto } from './insight.dto';

type Section = { id: string; serverId: string };

const version = (file: string, sizeBytes: number | null, more: Partial<PlexVersion> = {}) =>
  plexVersion({ parts: [plexPart({ file, sizeBytes })], ...more });

describe('the space that a choice frees', () => {
  const copy = (server_id: string, ...files: [string, number | null][]) => ({
    server_id,
    files: files.map(([file]) => file),
    sizes: files.map(([, size]) => size),
  });

  it('is what the others have', () => {
    expect(freedBy([copy('a', ['x', 5]), copy('a', ['y', 3]), copy('b', ['x', 2])])).toEqual([5, 7, 8]);
  });

  it('does not count a file that stays', () => {
    expect(freedBy([copy('a', ['x', 5]), copy('a', ['x', 5], ['y', 3])])).toEqual([3, 0]);
  });

  it('is unknown where the size of something that goes is', () => {
    expect(freedBy([copy('a', ['x', 5]), copy('a', ['y', null])])).toEqual([null, 5]);
    expect(freedBy([copy('a', ['x', null]), copy('a', ['y', null])])).toEqual([null, null]);
  });
});

describe('duplicates', () => {
  let test: TestDatabase;
  let library: LibraryHarness;
  let admin: Principal;
  let films: Section;
  let more: Section;
  let series: Section;
  let barnFilms: Section;
  let barnSeries: Section;

  const list = async (query = ''): Promise<DuplicateListDto> =>
    (await library.ask(admin, `../insights/duplicates?${query}`)).body;

  async function write(section: Section, items: PlexItem[]): Promise<void> {
    await library.get(MediaItemUpsert).writePage(section, items);
    await library.get(SectionSums).owe([section.id], { walk: true }, library.database);
    await library.get(SectionSums).catchUp(section.id);
  }

  const show = (key: string, guid: string) => plexItem(key, { type: 'show', title: 'The Show', guid });
  const season = (key: string, showKey: string) =>
    plexItem(key, { type: 'season', parentRatingKey: showKey, index: 1 });
  const episode = (key: string, seasonKey: string, showKey: string, item: Partial<PlexItem>) =>
    plexItem(key, {
      type: 'episode',
      parentRatingKey: seasonKey,
      grandparentRatingKey: showKey,
      grandparentTitle: 'The Show',
      parentIndex: 1,
      ...item,
    });

  beforeAll(async () => {
    test = await createTestDatabase();
    library = await LibraryHarness.start(test.url);
    admin = await library.addUser(OWNER_ACCOUNT, 'admin');
    const [attic, barn] = [await library.addServer(), await library.addServer('http://127.0.0.1:10')];
    films = await library.addSection(attic, '1', 'movie');
    more = await library.addSection(attic, '2', 'movie');
    series = await library.addSection(attic, '3', 'show');
    barnFilms = await library.addSection(barn, '1', 'movie');
    barnSeries = await library.addSection(barn, '2', 'show');
    const ids = (imdb: string | null, tmdb: string | null = null) => ({ imdb, tmdb, tvdb: null });
    await write(films, [
      plexItem('1', {
        title: 'Two versions',
        versions: [
          version('/1/1080', 500, { bitrateKbps: 8000 }),
          version('/1/4k', 2000, { resolution: '4k', hdr: true, bitrateKbps: 40_000 }),
          version('/1/mobile', 100, { optimized: true }),
        ],
      }),
      plexItem('2', {
        title: 'Optimised only',
        versions: [version('/2/a', 5), version('/2/b', 1, { optimized: true })],
      }),
      plexItem('3', { title: 'Twice', guid: 'plex://movie/twice', versions: [version('/3/a', 300)] }),
      plexItem('4', { title: 'Everywhere', guid: 'plex://movie/every', versions: [version('/4', 400)] }),
      plexItem('5', { title: 'Chain', guid: 'plex://movie/chain', versions: [version('/5', 50)] }),
      plexItem('6', { title: 'Edition', guid: 'plex://movie/edition', versions: [version('/6', 60)] }),
      plexItem('7', { title: 'Trashed', guid: 'plex://movie/trash', versions: [version('/7', 70)] }),
      plexItem('8', { title: 'Local', guid: 'local://8', versions: [version('/8', 80)] }),
      plexItem('9', { title: 'Same file', guid: 'plex://movie/file', versions: [version('/9', 90)] }),
      plexItem('10', { title: 'Unknown size', versions: [version('/10/a', null), version('/10/b', 10)] }),
    ]);
    await write(more, [
      plexItem('13', { title: 'Twice', guid: 'plex://movie/twice', versions: [version('/3/b', 350)] }),
      plexItem('16', {
        title: 'Edition',
        guid: 'plex://movie/edition',
        editionTitle: "Director's Cut",
        versions: [version('/16', 61)],
      }),
      plexItem('17', {
        title: 'Trashed',
        guid: 'plex://movie/trash',
        available: false,
        versions: [version('/17', 71)],
      }),
      plexItem('18', { title: 'Local', guid: 'local://8', versions: [version('/18', 81)] }),
      plexItem('19', { title: 'Same file', guid: 'plex://movie/file', versions: [version('/9', 90)] }),
    ]);
    await write(barnFilms, [
      plexItem('4', { title: 'Everywhere', guid: 'plex://movie/every', versions: [version('/4', 450)] }),
      plexItem('5', {
        title: 'Chain, as the old agent has it',
        guid: 'com.agent://5',
        externalIds: ids('tt5', '55'),
        versions: [version('/5', 51)],
      }),
    ]);
    // Known by nothing but a chain: guid to imdb to tmdb.
    await write(films, [
      plexItem('5', {
        title: 'Chain',
        guid: 'plex://movie/chain',
        externalIds: ids('tt5'),
        versions: [version('/5', 50)],
      }),
    ]);
    await write(more, [
      plexItem('15', {
        title: 'Chain',
        guid: 'com.other://5',
        externalIds: ids(null, '55'),
        versions: [version('/15', 52)],
      }),
    ]);
    await write(series, [
      show('20', 'plex://show/1'),
      season('21', '20'),
      episode('22', '21', '20', { title: 'Pilot', guid: 'plex://episode/p', index: 1, versions: [version('/22', 20)] }),
      episode('23', '21', '20', {
        title: 'Second',
        guid: 'plex://episode/q',
        index: 2,
        versions: [version('/23', 20)],
      }),
    ]);
    await write(barnSeries, [
      show('30', 'plex://show/1'),
      season('31', '30'),
      episode('32', '31', '30', { title: 'Pilot', guid: 'local://32', index: 1, versions: [version('/32', 30)] }),
      episode('33', '31', '30', { title: 'Other', guid: 'plex://episode/z', index: 2, versions: [version('/33', 30)] }),
    ]);
    await library.database.run(`UPDATE media_parts SET hdr = true WHERE resolution = '4k'`);
  });

  afterAll(async () => {
    await library.stop();
    await test.drop();
  });

  const summed = ({ items }: DuplicateListDto) =>
    items.map(({ kind, title, copies, freeableBytes }) => [kind, title, copies.length, freeableBytes]);

  it('are versions of one item, but optimised copies', async () => {
    const page = await list('kind=versions');
    expect(summed(page)).toEqual([
      ['versions', 'Two versions', 2, 2000],
      ['versions', 'Unknown size', 2, 10],
    ]);
    expect(page.items[0].copies).toMatchObject([
      { versionIndex: 1, resolution: '4k', hdr: true, bytes: 2000, frees: 500, bitrateKbps: 40_000, plays: null },
      { versionIndex: 0, resolution: '1080', bytes: 500, frees: 2000 },
    ]);
    const unknown = page.items[1].copies.map(({ bytes, frees }) => [bytes, frees]);
    expect(unknown).toEqual(
      expect.arrayContaining([
        [null, 10],
        [10, null],
      ]),
    );
  });

  it('are the same title twice on one server, in the same edition', async () => {
    expect(summed(await list('kind=sameTitle'))).toEqual([
      ['sameTitle', 'Twice', 2, 350],
      ['sameTitle', 'Chain', 2, 52],
      // One file in two libraries: nothing would be freed.
      ['sameTitle', 'Same file', 2, 0],
    ]);
  });

  it('are the same title on several servers, by guid, by a chain of ids, and by the number in the same show', async () => {
    const page = await list('kind=servers');
    expect(summed(page)).toEqual([
      ['servers', 'Everywhere', 2, 450],
      ['servers', 'Chain', 3, 103],
      ['servers', 'Pilot', 2, 30],
    ]);
    const pilot = page.items[2];
    expect(pilot).toMatchObject({ type: 'episode', grandparentTitle: 'The Show', parentIndex: 1, index: 1 });
    expect(new Set(pilot.copies.map(({ serverId }) => serverId))).toEqual(
      new Set([series.serverId, barnSeries.serverId]),
    );
  });

  it.each<[string, string[]]>([
    ['sort=title&kind=servers', ['Chain', 'Everywhere', 'Pilot']],
    ['type=episode', ['Pilot']],
    ['type=track', []],
    ['q=everywhere', ['Everywhere']],
    ['kind=sameTitle&q=twice', ['Twice']],
  ])('are listed for %s', async (query, titles) => {
    expect((await list(query)).items.map(({ title }) => title)).toEqual(titles);
  });

  it('are narrowed by place to groups with a copy there', async () => {
    const titles = async (query: string) => (await list(query)).items.map(({ title }) => title).sort();
    expect(await titles(`sectionId=${more.id}`)).toEqual(['Chain', 'Chain', 'Same file', 'Twice']);
    expect(await titles(`serverId=${barnFilms.serverId}&kind=servers`)).toEqual(['Chain', 'Everywhere', 'Pilot']);
  });

  it.each(['freeable', 'title'])('page by %s', async (sort) => {
    const whole = (await list(`sort=${sort}&limit=100`)).items.map(({ id }) => id);
    const ids: string[] = [];
    let cursor = '';
    do {
      const page = await list(`sort=${sort}&limit=3${cursor && `&cursor=${cursor}`}`);
      ids.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor ?? '';
    } while (cursor !== '');
    expect(ids).toEqual(whole);
    expect(ids).toHaveLength(8);
  });

  it('are counted in the summary with what they would free', async () => {
    const { body } = await library.ask(admin, '../insights/summary');
    expect(body.duplicates).toEqual([
      { kind: 'versions', groups: 2, freeableBytes: 2010 },
      { kind: 'sameTitle', groups: 3, freeableBytes: 402 },
      { kind: 'servers', groups: 3, freeableBytes: 583 },
    ]);
  });

  it('are none without a library that is disabled, at once', async () => {
    const patch = (enabled: boolean) =>
      library.ask(admin, `sections/${more.id}`, { method: 'PATCH', body: JSON.stringify({ enabled }) });
    await patch(false);
    const items: DuplicateGroupDto[] = (await list('kind=sameTitle')).items;
    expect(items).toEqual([]);
    expect(summed(await list('kind=servers&q=chain'))).toEqual([['servers', 'Chain', 2, 51]]);
    await patch(true);
    expect((await list('kind=sameTitle')).items).toHaveLength(3);
  });

  it.each([
    ['kind=copies', 'kind'],
    ['type=show', 'type'],
    ['sort=bytes', 'sort'],
  ])('refuse %s by naming %s', async (query, field) => {
    const { status, body } = await library.ask(admin, `../insights/duplicates?${query}`);
    expect([status, body.errors[0].field]).toEqual([400, field]);
  });
});
