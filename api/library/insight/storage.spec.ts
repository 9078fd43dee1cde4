import type { Principal } from '../../common';
import type { PlexItem, PlexVersion } from '../../plex';
import { createTestDatabase, type TestDatabase } from '../../testing';
import { PlayRepository } from '../history/play.repository';
import { PlayAttachment } from '../history/play-attachment.repository';
import { MediaItemTombstone } from '../item/media-item-tombstone.repository';
import { MediaItemUpsert } from '../item/media-item-upsert.repository';
import { SectionSums } from '../item/section-sums.repository';
import { VisibleSections } from '../section/visible-sections.query';
import { LibraryHarness, OWNER_ACCOUNT } from '../testing/library-harness';
import { plexItem, plexPart, plexVersion } from '../testing/plex-items';
import { plexPlay } from '../testing/plex-plays';
import type { StorageDto, StorageItemDto } from './insight.dto';
import { SectionInsights } from './section-insights.repository';

const HOUR_MS = 3_600_000;
const GB = 1_000_000_000;

interface Written {
  sectionId: string;
  item: PlexItem;
}

/** Every byte of the written items, counted in the plainest way: a file of a section once, for the item written first. */
function bytesBy(written: readonly Written[], keyOf: (written: Written, version: PlexVersion) => string) {
  const counted = new Set<string>();
  const sums: Record<string, number> = {};
  for (const one of written) {
    if (!one.item.available) continue;
    for (const version of one.item.versions) {
      if (version.optimized) continue;
      for (const { file, sizeBytes } of version.parts) {
        const key = keyOf(one, version);
        sums[key] ??= 0;
        if (sizeBytes === null || counted.has(`${one.sectionId} ${file}`)) continue;
        counted.add(`${one.sectionId} ${file}`);
        sums[key] += sizeBytes;
      }
    }
  }
  return sums;
}

const shown = ({ groups }: StorageDto) => Object.fromEntries(groups.map(({ key, bytes }) => [key, bytes]));

describe('storage', () => {
  let test: TestDatabase;
  let library: LibraryHarness;
  let admin: Principal;
  let films: { id: string; serverId: string };
  let series: { id: string; serverId: string };
  let others: { id: string; serverId: string };
  const written: Written[] = [];

  const ask = async (path: string) => (await library.ask(admin, `../insights/${path}`)).body;

  async function write(section: { id: string; serverId: string }, items: PlexItem[]): Promise<void> {
    await library.get(MediaItemUpsert).writePage(section, items);
    await library.get(SectionSums).owe([section.id], { walk: true }, library.database);
    await library.get(SectionSums).catchUp(section.id);
    await library.get(SectionInsights).make(section.id, { wait: true });
    written.push(...items.map((item) => ({ sectionId: section.id, item })));
  }

  const version = (index: number, file: string, sizeBytes: number | null, more: Partial<PlexVersion> = {}) =>
    plexVersion({ mediaId: String(index), parts: [plexPart({ file, sizeBytes })], ...more });

  beforeAll(async () => {
    test = await createTestDatabase();
    library = await LibraryHarness.start(test.url);
    admin = await library.addUser(OWNER_ACCOUNT, 'admin');
    const [attic, barn] = [await library.addServer(), await library.addServer('http://127.0.0.1:10')];
    films = await library.addSection(attic, '1', 'movie');
    series = await library.addSection(attic, '2', 'show');
    others = await library.addSection(barn, '1', 'movie');
    await library.database.run(
      'INSERT INTO history_imports (server_id, owner_account_id, whole_at) VALUES ($1, 501, now())',
      [attic],
    );
    await write(films, [
      plexItem('1', { year: 1994, durationMs: HOUR_MS, versions: [version(0, '/f/1', 3 * GB + 1)] }),
      plexItem('2', {
        year: 1999,
        durationMs: HOUR_MS,
        versions: [
          version(0, '/f/2-4k', 20 * GB + 7, { resolution: '4k', videoCodec: 'hevc' }),
          version(1, '/f/2-1080', 5 * GB + 11),
          version(2, '/f/2-mobile', GB, { resolution: '720', optimized: true }),
        ],
      }),
      plexItem('3', { year: null, versions: [version(0, '/f/3', null, { resolution: null, container: null })] }),
      plexItem('4', { available: false, versions: [version(0, '/f/4', 9 * GB)] }),
      // The same file in two titles of the section.
      plexItem('5', { year: 1990, versions: [version(0, '/f/1', 3 * GB + 1, { container: 'mp4' })] }),
      plexItem('6', { year: 2003, versions: [version(0, '/f/6-gone', 8 * GB)] }),
    ]);
    await write(series, [
      plexItem('10', { type: 'show', title: 'The Show', year: 1988 }),
      plexItem('20', { type: 'show', title: 'Other', year: 2010 }),
    ]);
    const episode = (key: string, show: string, versions: PlexVersion[], year: number | null = null) =>
      plexItem(key, {
        type: 'episode',
        year,
        durationMs: HOUR_MS / 2,
        parentRatingKey: `${show}1`,
        grandparentRatingKey: show,
        grandparentTitle: show,
        versions,
      });
    await write(series, [
      plexItem('101', { type: 'season', parentRatingKey: '10' }),
      plexItem('201', { type: 'season', parentRatingKey: '20' }),
      episode('11', '10', [version(0, '/s/double', 2 * GB + 3)]),
      episode('12', '10', [version(0, '/s/double', 2 * GB + 3)], 1991),
      episode('13', '10', [version(0, '/s/13', GB + 5, { resolution: '720' })], 1991),
      episode('21', '20', [version(0, '/s/21', 4 * GB, { videoCodec: 'av1', container: 'mp4' })]),
    ]);
    await write(others, [plexItem('1', { versions: [version(0, '/f/1', 7 * GB + 13, { resolution: 'sd' })] })]);
    // Titles 1 and 6 are removed after they were written: 6 for good.
    const [gone] = await library.database.rows<{ id: string }>(`SELECT id FROM media_items WHERE rating_key = '6'`);
    await library.get(MediaItemTombstone).tombstone([gone.id], library.database);
    await library.get(SectionSums).owe([films.id], { walk: false }, library.database);
    written.splice(
      written.findIndex(({ item }) => item.ratingKey === '6'),
      1,
    );
    const owner = { id: attic, ownerAccountId: OWNER_ACCOUNT };
    await library
      .get(PlayRepository)
      .writePage(owner, [
        plexPlay('a', { ratingKey: '1', viewedAt: new Date('2020-01-01T00:00:00Z') }),
        plexPlay('b', { ratingKey: '1' }),
        plexPlay('c', { ratingKey: '11', type: 'episode' }),
      ]);
    await library.get(PlayAttachment).attach(attic);
    await library.get(SectionInsights).make(films.id, { wait: true });
    await library.get(SectionInsights).make(series.id, { wait: true });
  });

  afterAll(async () => {
    await library.stop();
    await test.drop();
  });

  it('is split by section exactly as sections are summed', async () => {
    const expected = bytesBy(written, ({ sectionId }) => sectionId);
    const storage: StorageDto = await ask('storage?by=section');
    expect(shown(storage)).toEqual(expected);
    const sections = (await library.ask(admin, 'sections')).body.items;
    for (const { key, bytes, items } of storage.groups) {
      const section = sections.find(({ id }: { id: string }) => id === key);
      expect([bytes, items]).toEqual([section.sizeBytes, section.leafCount]);
    }
    expect(storage.totalBytes).toBe(Object.values(expected).reduce((a, b) => a + b, 0));
  });

  it.each<[string, (written: Written, version: PlexVersion) => string]>([
    ['type', ({ item }) => item.type],
    ['resolution', (_, { resolution }) => resolution ?? 'unknown'],
    ['videoCodec', (_, { videoCodec }) => videoCodec ?? 'unknown'],
    ['container', (_, { container }) => container ?? 'unknown'],
  ])('is split by %s to the byte', async (by, keyOf) => {
    const storage: StorageDto = await ask(`storage?by=${by}`);
    expect(shown(storage)).toEqual(bytesBy(written, keyOf));
    expect(storage.groups.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(storage.totalBytes);
  });

  it('is split by decade, with the year of the show where an episode has none', async () => {
    const decades = { 1: '1990', 2: '1990', 3: 'unknown', 5: '1990', 11: '1980', 12: '1990', 13: '1990', 21: '2010' };
    const keyOf = ({ sectionId, item }: Written) =>
      sectionId === others.id ? '2000' : decades[item.ratingKey as unknown as keyof typeof decades];
    expect(shown(await ask('storage?by=decade'))).toEqual(bytesBy(written, keyOf));
  });

  it('is split by show, named, and keeps what belongs to none apart', async () => {
    const storage: StorageDto = await ask('storage?by=show');
    const named = Object.fromEntries(storage.groups.map(({ label, bytes, items }) => [label, { bytes, items }]));
    expect(named['The Show']).toEqual({ bytes: 3 * GB + 8, items: 3 });
    expect(named.Other).toEqual({ bytes: 4 * GB, items: 1 });
    expect(storage.groups.find(({ key }) => key === 'none')!.bytes).toBe(28 * GB + 19 + 7 * GB + 13);
  });

  it('sums up groups beyond the limit', async () => {
    const storage: StorageDto = await ask('storage?by=resolution&limit=1');
    expect(storage.groups).toHaveLength(1);
    expect(storage.groups[0].bytes + storage.rest!.bytes).toBe(storage.totalBytes);
    expect(storage.rest!.groups).toBe(4);
  });

  it('counts an item in each group that it has a version in, and once in all', async () => {
    const storage: StorageDto = await ask(`storage?by=resolution&sectionId=${films.id}`);
    expect(Object.fromEntries(storage.groups.map(({ key, items }) => [key, items]))).toEqual({
      '4k': 1,
      '1080': 3,
      unknown: 1,
    });
    expect(storage.items).toBe(4);
  });

  it('combines filters, and lists the items behind a block with the same sum', async () => {
    for (const filter of [
      `sectionId=${films.id}`,
      'resolution=1080',
      'resolution=1080&videoCodec=h264&container=mkv',
      'resolution=4k&type=movie&decade=1990',
      'decade=unknown',
      'container=unknown',
      `serverId=${series.serverId}&type=episode`,
      'bytesPerHour=unknown',
      'showId=none',
    ]) {
      const storage: StorageDto = await ask(`storage?by=videoCodec&${filter}`);
      const { items, nextCursor } = await ask(`storage/items?${filter}&limit=100`);
      const bytes = items.reduce((sum: number, item: StorageItemDto) => sum + (item.bytes ?? 0), 0);
      expect([filter, bytes, items.length, nextCursor]).toEqual([filter, storage.totalBytes, storage.items, null]);
      expect(items.length).toBeGreaterThan(0);
    }
  });

  it('gives an item of a block the bytes of the versions that match', async () => {
    const { items } = await ask('storage/items?resolution=4k');
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({ bytes: 20 * GB + 7, item: { ratingKey: '2', sizeBytes: 25 * GB + 18 } });
    const all = (await ask(`storage/items?sectionId=${films.id}`)).items;
    expect(all.find(({ item }: StorageItemDto) => item.ratingKey === '2').bytes).toBe(25 * GB + 18);
    expect(all.find(({ item }: StorageItemDto) => item.ratingKey === '3').bytes).toBeNull();
  });

  it.each(['bytes', 'title', 'addedAt'])('pages by %s without losing or repeating a row', async (sort) => {
    const whole: StorageItemDto[] = (await ask(`storage/items?sort=${sort}&limit=100`)).items;
    const ids: string[] = [];
    let cursor = '';
    do {
      const page = await ask(`storage/items?sort=${sort}&limit=2${cursor && `&cursor=${cursor}`}`);
      ids.push(...page.items.map(({ item }: StorageItemDto) => item.id));
      cursor = page.nextCursor ?? '';
    } while (cursor !== '');
    expect(ids).toEqual(whole.map(({ item }) => item.id));
    expect(new Set(ids).size).toBe(9);
  });

  it('tells what was watched, and null where the history is not known', async () => {
    const storage: StorageDto = await ask('storage?by=section');
    const watched = Object.fromEntries(storage.groups.map(({ key, watchedMs }) => [key, watchedMs]));
    expect(watched).toEqual({ [films.id]: 2 * HOUR_MS, [series.id]: HOUR_MS / 2, [others.id]: null });
    expect(storage.watchedMs).toBeNull();
  });

  it('splits by bytes per watched hour of titles, with unknown history apart', async () => {
    const storage: StorageDto = await ask('storage?by=bytesPerHour');
    // Title 1: 3 GB in two hours; The Show: 3 GB in half an hour; the others were added after the first view.
    expect(shown(storage)).toEqual({
      '1-2': 3 * GB + 1,
      '5-10': 3 * GB + 8,
      never: 25 * GB + 18 + 4 * GB,
      unknown: 7 * GB + 13,
    });
  });

  it('shows a library that is disabled no longer, at once', async () => {
    await library.ask(admin, `sections/${others.id}`, { method: 'PATCH', body: JSON.stringify({ enabled: false }) });
    expect(shown(await ask('storage?by=section'))).not.toHaveProperty([others.id]);
    expect((await library.ask(admin, `../insights/storage?sectionId=${others.id}`)).status).toBe(404);
    await library.ask(admin, `sections/${others.id}`, { method: 'PATCH', body: JSON.stringify({ enabled: true }) });
    expect(shown(await ask('storage?by=section'))).toHaveProperty([others.id]);
  });

  it('follows what is written at once in a small library, and says when it was made', async () => {
    const before: StorageDto = await ask('storage?by=section');
    expect(Date.now() - Date.parse(before.asOf!)).toBeLessThan(60_000);
    const [{ id }] = await library.database.rows<{ id: string }>(`SELECT id FROM media_items WHERE rating_key = '21'`);
    await library.database.run('UPDATE media_items SET available = false WHERE id = $1', [id]);
    await library.get(SectionSums).owe([series.id], { walk: false }, library.database);
    await library.database.run(`UPDATE library_sections SET insight_at = insight_at - interval '2 seconds'`);
    const after: StorageDto = await ask('storage?by=section');
    expect(shown(after)[series.id]).toBe(shown(before)[series.id] - 4 * GB);
  });

  it('does not write rows that did not change', async () => {
    const rows = () =>
      library.database.rows(
        `SELECT md5(string_agg(s.ctid::text || s.xmin::text, ',' ORDER BY s.item_id, s.grain, s.ordinal)) AS storage,
           (SELECT md5(string_agg(b.ctid::text || b.xmin::text, ',' ORDER BY b.*::text)) FROM insight_blocks b) AS blocks,
           (SELECT md5(string_agg(t.ctid::text || t.xmin::text, ',' ORDER BY t.item_id)) FROM insight_titles t) AS titles
         FROM insight_storage s`,
      );
    const before = await rows();
    await library.get(SectionInsights).make(films.id, { wait: true });
    expect(await rows()).toEqual(before);
  });

  it('is forgotten with its server', async () => {
    await library.database.run('DELETE FROM plex_servers WHERE id = $1', [others.serverId]);
    library.get(VisibleSections).changed();
    expect(shown(await ask('storage?by=section'))).not.toHaveProperty([others.id]);
    // The summary compares all sections, and clears away what is left.
    await ask('summary');
    const left = await library.database.rows('SELECT 1 FROM insight_storage WHERE section_id = $1', [others.id]);
    expect(left).toEqual([]);
  });

  it.each([
    ['storage?by=colour', 'by'],
    ['storage?limit=1001', 'limit'],
    ['storage?decade=1995', 'decade'],
    ['storage?showId=x', 'showId'],
    ['storage?bytesPerHour=7', 'bytesPerHour'],
    ['storage?type=show', 'type'],
    ['storage?colour=red', 'colour'],
    ['storage/items?sort=size', 'sort'],
    ['storage/items?limit=0', 'limit'],
    ['storage/items?cursor=abc', 'cursor'],
  ])('refuses %s by naming %s', async (path, field) => {
    const { status, body } = await library.ask(admin, `../insights/${path}`);
    expect(status).toBe(400);
    expect(body.errors.map((error: { field: string }) => error.field)).toEqual([field]);
  });
});
