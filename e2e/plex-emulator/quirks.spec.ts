import { asList, startClient, type Client, type Row } from './testing/client';

interface PartRow {
  size?: unknown;
  file: string;
  exists?: unknown;
  deletedAt?: unknown;
}
interface MediaRow {
  Part?: PartRow[];
  proxyType?: unknown;
  target?: unknown;
}

const media = (row: Row): MediaRow[] => asList(row.Media) as MediaRow[];
const parts = (row: Row): PartRow[] => media(row).flatMap(({ Part }) => asList(Part) as unknown as PartRow[]);
const guids = (row: Row): string[] => ((row.Guid as Row[] | undefined) ?? []).map(({ id }) => String(id));
const title = (row: Row): string => String(row.title);

/** What each quirk looks like on the wire. A quirk without a line here fails the spec. */
const LOOKS: Record<string, (row: Row, all: Row[]) => boolean> = {
  'number-as-string': (row) => typeof row.addedAt === 'string' && typeof row.updatedAt === 'string',
  'string-as-number': (row) => typeof row.ratingKey === 'number',
  'number-missing': (row) => !('duration' in row) && !('audienceRating' in row),
  'number-empty': (row) => row.year === '' && row.rating === null,
  'boolean-as-digit': (row) => JSON.stringify(row).includes('"hasVoiceActivity":0'),
  'boolean-as-text': (row) => JSON.stringify(row).includes('"hasVoiceActivity":"0"'),
  'boolean-absent': (row) =>
    !JSON.stringify(row).includes('"hasVoiceActivity":true') && JSON.stringify(row).includes('Media'),
  'object-for-array': (row) => !Array.isArray(row.Genre) && (row.type === 'show' || !Array.isArray(row.Media)),
  'array-missing': (row) => !('Genre' in row) && !('Role' in row) && !('Country' in row),
  'no-media': (row) => !('Media' in row),
  'empty-media': (row) => Array.isArray(row.Media) && row.Media.length === 0,
  'no-part': (row) => media(row).every((version) => !('Part' in version)),
  'size-zero': (row) => parts(row).every(({ size }) => size === 0),
  'size-missing': (row) => parts(row).length > 0 && parts(row).every((part) => !('size' in part)),
  'size-huge': (row) => parts(row).every(({ size }) => Number(size) > 5e12),
  'several-versions': (row) => media(row).length === 2,
  'split-parts': (row) => (media(row)[0].Part?.length ?? 0) > 1,
  'optimized-copy': (row) =>
    media(row)[1].proxyType === 42 && parts(row)[parts(row).length - 1].file.includes('/Plex Versions/'),
  trashed: (row) =>
    Number(row.deletedAt) > 0 && parts(row).every((part) => part.exists === false && Number(part.deletedAt) > 0),
  'part-not-exists': (row) => !('deletedAt' in row) && parts(row).every((part) => part.exists === false),
  'shared-file': (row, all) =>
    all.filter((other) => parts(other).some(({ file }) => file === parts(row)[0].file)).length >= 2,
  edition: (row, all) =>
    typeof row.editionTitle === 'string' &&
    all.some((other) => other !== row && other.guid === row.guid && other.year === row.year),
  'shared-guid': (row, all) => all.filter((other) => other.guid === row.guid).length > 1,
  'repeated-guids': (row) => new Set(guids(row)).size < guids(row).length,
  'conflicting-guids': (row) => new Set(guids(row).filter((id) => id.startsWith('imdb://'))).size === 2,
  'empty-imdb': (row) => guids(row).includes('imdb://'),
  'negative-tvdb': (row) => guids(row).includes('tvdb://-1'),
  'legacy-imdb': (row) =>
    /^com\.plexapp\.agents\.imdb:\/\/tt\d+\?lang=en$/.test(String(row.guid)) && guids(row).length === 0,
  'legacy-tmdb': (row) => /^com\.plexapp\.agents\.themoviedb:\/\/\d+\?lang=en$/.test(String(row.guid)),
  'legacy-tvdb': (row) =>
    (row.type === 'show' ? /thetvdb:\/\/\d+\?lang=en$/ : /thetvdb:\/\/\d+\/\d+\/\d+\?lang=en$/).test(
      String(row.guid),
    ) && guids(row).length === 0,
  'local-guid': (row) => String(row.guid).startsWith('local://'),
  'none-agent': (row) => String(row.guid).startsWith('com.plexapp.agents.none://'),
  'vanishing-item': (row) => typeof row.ratingKey === 'string',
  'no-index': (row) => !('index' in row),
  'repeated-index': (row) => row.index === 1,
  'date-based': (row) => !('index' in row) && /\d{4}-\d{2}-\d{2}/.test(title(row)),
  'leaf-count-zero': (row) => row.leafCount === 0,
  'control-characters': (row) => /[\u0007\u001b]/.test(title(row)),
  'nul-in-title': (row) => title(row).includes('\u0000'),
  'lone-surrogate': (row) => !title(row).isWellFormed(),
  'emoji-title': (row) => title(row).includes('🦊'),
  'rtl-title': (row) => /[\u0590-\u06ff]/.test(title(row)),
  'combining-title': (row) => /\u0301/.test(title(row)),
  'markup-title': (row) => title(row).includes('<script>'),
  'quoted-title': (row) => title(row).startsWith('"') && title(row).includes('\\'),
  'windows-path': (row) => parts(row).every(({ file }) => file.startsWith('D:\\')),
  'unc-path': (row) => parts(row).every(({ file }) => file.startsWith('\\\\nas\\')),
  'empty-title': (row) => row.title === '',
  'long-title': (row) => title(row).length === 1000,
  'year-missing': (row) => !('year' in row),
  'added-missing': (row) => !('addedAt' in row),
  'added-zero': (row) => row.addedAt === 0,
  'added-1970': (row) => Number(row.addedAt) > 0 && Number(row.addedAt) < 86_400,
  'added-future': (row) => Number(row.addedAt) > Date.parse('2031-01-01') / 1000,
  'updated-missing': (row) => !('updatedAt' in row),
  'viewed-before-added': (row) => Number(row.viewCount) > 0 && Number(row.lastViewedAt) > 0,
};

describe('a library with quirks', () => {
  let client: Client;
  let truth: Row[];
  let rows: Map<string, Row>;
  let listed: Row[];
  let quirks: { name: string; row: string; types?: string[] }[];

  beforeAll(async () => {
    client = await startClient({ movies: 320, shows: 74, quirks: 'on', plays: 2000 });
    quirks = (await client.control('GET', 'quirks')) as typeof quirks;
    truth = await client.truth();
    listed = [
      ...(await client.everything('/library/sections/1/all?includeGuids=1', 100)),
      ...(await client.everything('/library/sections/2/all?includeGuids=1', 100)),
      ...(await client.everything('/library/sections/2/all?type=4&includeGuids=1', 500)),
    ];
    rows = new Map(listed.map((row) => [String(row.ratingKey), row]));
  });
  afterAll(() => client.emulator.stop());

  const itemQuirks = Object.keys(LOOKS);

  it('has a look for every quirk that items carry', () => {
    expect(
      quirks
        .filter(({ types }) => types !== undefined)
        .map(({ name }) => name)
        .sort(),
    ).toEqual([...itemQuirks].sort());
  });

  it.each(itemQuirks)('%s is carried by items of every type it can befall, and looks like it', (name) => {
    const types = quirks.find((quirk) => quirk.name === name)?.types ?? [];
    for (const type of types) {
      const carriers = truth.filter((item) => item.type === type && (item.quirks as string[]).includes(name));
      expect([type, carriers.length > 0]).toEqual([type, true]);
      for (const { ratingKey } of carriers) {
        const row = rows.get(String(ratingKey)) as Row;
        expect([name, ratingKey, LOOKS[name](row, listed)]).toEqual([name, ratingKey, true]);
      }
    }
  });

  it('leaves most items alone', () => {
    const movies = truth.filter(({ type }) => type === 'movie');
    const odd = movies.filter((item) => (item.quirks as string[]).length > 0);
    expect(odd.length / movies.length).toBeGreaterThan(0.2);
    expect(odd.length / movies.length).toBeLessThan(0.5);
  });

  it('lists a vanishing item that is gone when it is opened', async () => {
    const gone = truth.find(({ vanishing }) => vanishing === true);
    expect(rows.has(String(gone?.ratingKey))).toBe(true);
    expect((await client.pms(`/library/metadata/${String(gone?.ratingKey)}`)).status).toBe(404);
  });

  it('has a view older than the item it is of', () => {
    const early = truth.find((item) => (item.quirks as string[]).includes('viewed-before-added'));
    const plays = Object.values(early?.views as Record<string, { lastViewedAt: number }>);
    expect(plays.some(({ lastViewedAt }) => lastViewedAt < Number(early?.addedAt))).toBe(true);
  });

  it('stays readable as XML', async () => {
    const { MediaContainer } = await client.xml(
      '/library/sections/1/all?X-Plex-Container-Start=0&X-Plex-Container-Size=400',
    );
    const videos = asList((MediaContainer as Row).Video);
    expect(videos).toHaveLength(320);
    const marked = truth.find((item) => (item.quirks as string[]).includes('markup-title') && item.type === 'movie');
    expect(videos.find(({ ratingKey }) => ratingKey === marked?.ratingKey)?.title).toBe(marked?.title);
  });

  it('keeps odd rows in the history: twice, without an account, of titles long gone', async () => {
    const history = await client.everything('/status/sessions/history/all?sort=viewedAt:desc', 500);
    expect(new Set(history.map(({ historyKey }) => historyKey)).size).toBe(history.length);
    expect(history.some(({ ratingKey }) => ratingKey === undefined)).toBe(true);
    expect(history.some(({ accountID }) => accountID === 0)).toBe(true);
    const moments = history.map((row) => `${String(row.ratingKey)}:${String(row.viewedAt)}:${String(row.accountID)}`);
    expect(new Set(moments).size).toBeLessThan(moments.length);
    expect(
      history.some((row) => row.type === 'episode' && row.ratingKey !== undefined && row.grandparentKey === undefined),
    ).toBe(true);
  });

  it('puts a quirk on any item that is named', async () => {
    const calm = await startClient();
    await calm.control('POST', 'quirks', { ratingKey: '1005', quirks: ['emoji-title', 'size-missing'] });
    const [row] = await calm.rows('/library/metadata/1005');
    expect([title(row).includes('🦊'), parts(row).every((part) => !('size' in part))]).toEqual([true, true]);
    expect(
      (await calm.truth('type=movie'))
        .filter((item) => (item.quirks as string[]).length > 0)
        .map(({ ratingKey }) => ratingKey),
    ).toEqual(['1005']);
    await expect(calm.control('POST', 'quirks', { ratingKey: '1005', quirks: ['nonsense'] })).rejects.toThrow(
      'unknown quirk',
    );
    await calm.control('POST', 'quirks', { natural: true });
    expect(
      (await calm.truth('type=movie')).filter((item) => (item.quirks as string[]).length > 0).length,
    ).toBeGreaterThan(5);
    await calm.emulator.stop();
  });

  it('says where each row of the table of quirks is to be met', () => {
    const rowsCovered = new Set(quirks.map(({ row }) => row));
    expect(rowsCovered.size).toBeGreaterThanOrEqual(22);
    expect(
      quirks.every((quirk) => quirk.types !== undefined || 'fault' in quirk || 'always' in quirk || 'control' in quirk),
    ).toBe(true);
  });
});

describe('a world in which answers are odd too', () => {
  it('switches one quirk of the whole world on by name', async () => {
    const client = await startClient();
    await client.control('POST', 'quirks', { name: 'xml-instead-of-json', every: 2 });
    const kinds = [];
    for (let i = 0; i < 4; i++)
      kinds.push((await client.pms('/library/sections/1/all')).headers.get('content-type')?.includes('xml'));
    expect(kinds).toEqual([false, true, false, true]);
    await client.emulator.stop();
  });

  it('can be survived by asking again', async () => {
    const client = await startClient({ quirks: 'all', movies: 320 });
    const truth = await client.truth('type=movie');
    const seen = new Set<string>();
    let failures = 0;
    const page = async (start: number): Promise<void> => {
      const response = await client.pms(
        `/library/sections/1/all?X-Plex-Container-Start=${start}&X-Plex-Container-Size=2`,
      );
      const { MediaContainer } = JSON.parse(response.status === 200 ? await response.text() : '') as {
        MediaContainer: { Metadata: Row[] };
      };
      for (const { ratingKey } of MediaContainer.Metadata) seen.add(String(ratingKey));
    };
    for (let start = 0; start < truth.length; start += 2) {
      for (let attempt = 0; attempt < 3; attempt++) {
        const error = await page(start).then(
          () => null,
          (reason: unknown) => reason,
        );
        if (error === null) break;
        failures++;
      }
    }
    expect(seen).toEqual(new Set(truth.map(({ ratingKey }) => String(ratingKey))));
    expect(failures).toBeGreaterThan(8);
    await client.emulator.stop();
  });
});
