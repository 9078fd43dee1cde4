import { asList, startClient, type Client, type Row } from './testing/client';

interface Mirror {
  title: unknown;
  addedAt: number | null;
  updatedAt: number | null;
  year: number | null;
  guid: unknown;
  sizes: (number | null)[];
  viewCount: number;
  parent: unknown;
}

const number = (value: unknown): number | null =>
  value === undefined || value === null || value === '' ? null : Number(value);

function mirrorOf(row: Row): Mirror {
  const parts = asList(row.Media).flatMap(({ Part }) => asList(Part));
  return {
    title: row.title,
    addedAt: number(row.addedAt),
    updatedAt: number(row.updatedAt),
    year: number(row.year),
    guid: row.guid,
    sizes: parts.map(({ size }) => number(size)),
    viewCount: number(row.viewCount) ?? 0,
    parent: row.parentRatingKey === undefined ? null : String(row.parentRatingKey),
  };
}

function mirrorOfTruth(item: Row): Mirror {
  const parts = (item.media as { parts: Row[] }[]).flatMap((media) => media.parts);
  const views = item.views as Record<string, { viewCount: number }>;
  return {
    title: item.title,
    addedAt: number(item.addedAt),
    updatedAt: number(item.updatedAt),
    year: number(item.year),
    guid: item.guid,
    sizes: parts.map(({ sizeBytes }) => number(sizeBytes)),
    viewCount: views['4242001']?.viewCount ?? 0,
    parent: item.parentRatingKey,
  };
}

const LISTS = [
  ['movie', 1, 1, 'Video'],
  ['episode', 2, 4, 'Video'],
  ['artist', 3, 8, 'Directory'],
  ['album', 3, 9, 'Directory'],
  ['track', 3, 10, 'Track'],
] as const;

describe.each(['off', 'on'] as const)('the truth, with quirks %s', (quirks) => {
  let client: Client;
  beforeAll(async () => {
    client = await startClient({ movies: 310, shows: 40, artists: 12, plays: 800, quirks });
    await client.control('POST', 'items/add', { type: 'movie', count: 3 });
    await client.control('POST', 'items/delete', { ratingKey: '1050' });
    await client.control('POST', 'items/change-file', { ratingKey: '1051', sizeBytes: 123 });
    await client.control('POST', 'items/readd', { ratingKey: '1052' });
    await client.control('POST', 'items/delete-share', { section: '2', type: 'episode', share: 0.05 });
  });
  afterAll(() => client.emulator.stop());

  it.each(LISTS)('is what the listing of %s shows in JSON', async (type, section, number_) => {
    const truth = new Map(
      (await client.truth(`type=${type}`)).map((item) => [String(item.ratingKey), mirrorOfTruth(item)]),
    );
    const rows = await client.everything(`/library/sections/${section}/all?type=${number_}`, 300);
    const shown = new Map(rows.map((row) => [String(row.ratingKey), mirrorOf(row)]));
    expect(shown.size).toBe(rows.length);
    // Views of shows, artists and albums are those of what is in them.
    if (type === 'artist' || type === 'album') for (const item of shown.values()) item.viewCount = 0;
    expect(Object.fromEntries(shown)).toEqual(Object.fromEntries(truth));
  });

  it.each(LISTS)('is what the listing of %s shows in XML', async (type, section, number_, name) => {
    // XML cannot say these, so they are lost there.
    const legal = (text: unknown): string =>
      String(text)
        .toWellFormed()
        .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffd]/g, '');
    const truth = await client.truth(`type=${type}`);
    const { MediaContainer } = await client.xml(`/library/sections/${section}/all?type=${number_}&sort=ratingKey`);
    const rows = asList((MediaContainer as Row)[name]);
    expect(rows.map(({ ratingKey }) => ratingKey)).toEqual(truth.map(({ ratingKey }) => ratingKey));
    expect(rows.map((row) => legal(row.title))).toEqual(truth.map((item) => legal(item.title)));
    expect(rows.map((row) => mirrorOf(row).sizes)).toEqual(truth.map((item) => mirrorOfTruth(item).sizes));
    expect(rows.map((row) => mirrorOf(row).addedAt)).toEqual(truth.map((item) => mirrorOfTruth(item).addedAt));
  });

  it('sums the sizes of a film, with and without the copies Plex made', async () => {
    for (const item of await client.truth('type=movie')) {
      const versions = item.media as { optimized: boolean; parts: { sizeBytes: number | null }[] }[];
      const sum = (list: typeof versions): number | null => {
        const sizes = list
          .flatMap(({ parts }) => parts)
          .map(({ sizeBytes }) => sizeBytes)
          .filter((size) => size !== null && size > 0) as number[];
        return sizes.length === 0 ? null : sizes.reduce((a, b) => a + b, 0);
      };
      expect(item.sizeBytes).toBe(sum(versions));
      expect(item.sizeWithoutOptimizedBytes).toBe(sum(versions.filter(({ optimized }) => !optimized)));
    }
  });

  it('can be asked for one section', async () => {
    expect(new Set((await client.truth('section=3')).map(({ type }) => type))).toEqual(
      new Set(['artist', 'album', 'track']),
    );
  });
});
