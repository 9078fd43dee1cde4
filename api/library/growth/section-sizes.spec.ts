import type { PlexItem } from '../../plex';
import { createTestDatabase, type TestDatabase } from '../../testing';
import { MediaItemUpsert } from '../item/media-item-upsert.repository';
import { SectionTotals } from '../item/section-totals.repository';
import { LibraryHarness } from '../testing/library-harness';
import { plexItem, plexPart, plexVersion } from '../testing/plex-items';
import { SectionSizes } from './section-size.repository';
import { ServerGrowth } from './server-growth.query';

const DAY = 86_400_000;
/** Late enough in the day that another time zone would already have the next one. */
const NOW = new Date('2026-03-31T23:30:00Z');

describe('how a server grew', () => {
  let test: TestDatabase;
  let library: LibraryHarness;
  let serverId: string;
  let films: { id: string; serverId: string };
  let series: { id: string; serverId: string };

  const ago = (days: number) => new Date(NOW.getTime() - days * DAY);
  const film = (
    key: string,
    sizeBytes: number,
    addedAt: Date,
    file = `/media/${key}.mkv`,
    item: Partial<PlexItem> = {},
  ) => plexItem(key, { addedAt, versions: [plexVersion({ parts: [plexPart({ sizeBytes, file })] })], ...item });
  const write = (section: typeof films, items: PlexItem[]) => library.get(MediaItemUpsert).writePage(section, items);
  const record = async (section: typeof films, now = NOW) => {
    await library.get(SectionTotals).refresh(section.id);
    await test.database.run('UPDATE library_sections SET last_synced_at = now() WHERE id = $1', [section.id]);
    await library.get(SectionSizes).record(section.id, now);
  };
  const days = async (count: number, now = NOW) =>
    ((await library.get(ServerGrowth).days(count, now)).get(serverId) ?? []).map(
      ({ date, sizeBytes, itemCount, leafCount, derived, measured }) =>
        [
          date.slice(5),
          sizeBytes,
          itemCount,
          leafCount,
          derived ? 'derived' : measured ? 'measured' : 'carried',
        ] as const,
    );

  beforeAll(async () => {
    test = await createTestDatabase();
    library = await LibraryHarness.start(test.url);
  });

  beforeEach(async () => {
    serverId = await library.addServer();
    films = await library.addSection(serverId, '1', 'movie');
    series = await library.addSection(serverId, '2', 'show');
  });

  afterEach(() => test.database.run('DELETE FROM plex_servers'));

  afterAll(async () => {
    await library.stop();
    await test.drop();
  });

  it('is unknown before a library was read to its end', async () => {
    await write(films, [film('1', 100, ago(1))]);
    await library.get(SectionSizes).record(films.id, NOW);
    expect(await days(90)).toEqual([]);
    expect((await library.get(ServerGrowth).figures()).get(serverId)).toEqual({
      serverId,
      sectionCount: 2,
      itemCount: null,
      leafCount: null,
      sizeBytes: null,
    });
  });

  it('is told from dates of what is there until the first day that was measured', async () => {
    await write(films, [film('1', 100, ago(300)), film('2', 10, ago(2)), film('3', 5, ago(0)), film('4', 1, ago(-9))]);
    await record(films);
    expect((await days(90)).length).toBe(90);
    expect(await days(4)).toEqual([
      ['03-28', 100, 1, 1, 'derived'],
      ['03-29', 110, 2, 2, 'derived'],
      ['03-30', 110, 2, 2, 'derived'],
      ['03-31', 116, 4, 4, 'measured'],
    ]);
  });

  it('counts as the sizes of sections do: shared files once, no trash, no optimised copies', async () => {
    const copy = { ...plexVersion({ parts: [plexPart({ sizeBytes: 7, file: '/copy.mkv' })] }), optimized: true };
    await write(films, [
      film('1', 100, ago(9), '/one.mkv'),
      film('2', 100, ago(1), '/one.mkv'),
      film('3', 50, ago(1), '/three.mkv', { available: false }),
      film('4', 0, ago(1), '/', { versions: [copy] }),
    ]);
    await record(films);
    expect(await days(2)).toEqual([
      ['03-30', 100, 3, 3, 'derived'],
      ['03-31', 100, 3, 3, 'measured'],
    ]);
  });

  it('keeps what was measured, also of what is removed later, one row a day, the last look standing', async () => {
    await write(films, [film('1', 100, ago(300)), film('2', 10, ago(300))]);
    await record(films, ago(3));
    await test.database.run(`UPDATE media_items SET deleted_at = now() WHERE rating_key = '2'`);
    await record(films, ago(1));
    await write(films, [film('3', 1, ago(1))]);
    await record(films, ago(1));
    expect(await days(5)).toEqual([
      ['03-27', 110, 2, 2, 'derived'],
      ['03-28', 110, 2, 2, 'measured'],
      ['03-29', 110, 2, 2, 'carried'],
      ['03-30', 101, 2, 2, 'measured'],
      ['03-31', 101, 2, 2, 'carried'],
    ]);
  });

  it('is of all libraries together, without those that are switched off, and the same whichever zone the clock has', async () => {
    await write(films, [film('1', 100, ago(10))]);
    await write(series, [plexItem('10', { type: 'show', addedAt: ago(20) })]);
    await record(films);
    await record(series);
    expect(await days(1)).toEqual([['03-31', 100, 2, 1, 'measured']]);
    await test.database.run('UPDATE library_sections SET enabled = false WHERE id = $1', [films.id]);
    expect(await days(1)).toEqual([['03-31', 0, 1, 0, 'measured']]);
  });
});
