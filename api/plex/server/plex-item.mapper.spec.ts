import type { PlexItem } from './plex-item';
import { toPlexItem } from './plex-item.mapper';

const map = (row: Record<string, unknown>): PlexItem => {
  const item = toPlexItem({ ratingKey: '7', type: 'movie', title: 'The Quiet Harbour', ...row });
  if (!item) throw new Error('The row was not taken');
  return item;
};
const media = (part: Record<string, unknown>, rest: Record<string, unknown> = {}) => ({
  Media: [{ id: 1, ...rest, Part: [{ id: 1, ...part }] }],
});

it('reads a whole row', () => {
  const item = map({
    guid: 'plex://movie/5d776b59ad5437001f79c6f8',
    titleSort: 'Quiet Harbour',
    year: '1999',
    rating: 7.5,
    duration: '7200000',
    originallyAvailableAt: '1999-04-12',
    addedAt: 1_700_000_000,
    updatedAt: 1_700_000_100,
    viewCount: '2',
    lastViewedAt: 1_700_000_200,
    viewOffset: 60_000,
    thumb: '/library/metadata/7/thumb/1700000100',
    Guid: [{ id: 'imdb://tt0133093' }, { id: 'tmdb://603' }, { id: 'tvdb://169' }],
    Genre: [{ tag: 'Drama' }, { tag: 'Drama' }, { tag: 'Sea' }],
    Director: { tag: 'Ana Lund' },
    Collection: [{ tag: 'The Sea Saga' }, { tag: 'Prize winners' }],
    userRating: 9,
    librarySectionID: 3,
    ...media(
      { file: '/media/a.mkv', size: 5_368_709_120, duration: 7_200_000 },
      { videoResolution: '4K', bitrate: 9000, container: 'MKV' },
    ),
  });
  expect(item).toMatchObject({
    ratingKey: '7',
    type: 'movie',
    year: 1999,
    rating: 7.5,
    durationMs: 7_200_000,
    externalIds: { imdb: 'tt0133093', tmdb: '603', tvdb: '169' },
    genres: ['Drama', 'Sea'],
    directors: ['Ana Lund'],
    collections: ['The Sea Saga', 'Prize winners'],
    userRating: 9,
    viewCount: 2,
    viewOffsetMs: 60_000,
    librarySectionKey: '3',
    available: true,
    versions: [
      {
        resolution: '4k',
        container: 'mkv',
        bitrateKbps: 9000,
        hdr: null,
        audioLanguages: null,
        optimized: false,
        parts: [{ file: '/media/a.mkv', sizeBytes: 5_368_709_120, durationMs: 7_200_000, accessible: true }],
      },
    ],
  });
  expect(item.addedAt).toEqual(new Date(1_700_000_000_000));
});

it('quirk: number as string / string as number / missing', () => {
  const item = map({
    ratingKey: 8123,
    title: 1984,
    viewCount: undefined,
    index: '3',
    rating: 'bad',
    audienceRating: '8.1',
  });
  expect(item).toMatchObject({ ratingKey: '8123', title: '1984', viewCount: 0, index: 3, rating: 8.1 });
  expect(map({ rating: 11, duration: -4, year: 123_456, childCount: -2 })).toMatchObject({
    rating: null,
    durationMs: null,
    year: null,
    childCount: null,
  });
});

it.each([undefined, null, 0, '0', -1, 11, 'good'])('takes a rating of %p for none', (userRating) => {
  expect(map({ userRating })).toMatchObject({ userRating: null });
});

it('quirk: object where an array is expected, or missing array', () => {
  const item = map({
    Collection: { tag: 'The Sea Saga' },
    Genre: { tag: 'Drama' },
    Media: { id: 1, Part: { id: 2, file: '/a.mkv' } },
    Guid: { id: 'tmdb://603' },
  });
  expect(item).toMatchObject({ genres: ['Drama'], actors: [], collections: ['The Sea Saga'] });
  expect(item.externalIds).toMatchObject({ tmdb: '603' });
  expect(item.versions[0].parts).toHaveLength(1);
});

it('quirk: no Media, Media: [], no Part: an item without a file, of unknown size', () => {
  for (const row of [{}, { Media: [] }, { Media: null }])
    expect(map(row)).toMatchObject({ versions: [], available: true });
  expect(map({ Media: [{ id: 1 }] })).toMatchObject({ versions: [{ parts: [] }], available: true });
});

it('quirk: Part.size 0 or missing; huge size', () => {
  const size = (value: unknown) => map(media({ size: value })).versions[0].parts[0].sizeBytes;
  expect(size(0)).toBeNull();
  expect(size(undefined)).toBeNull();
  expect(size(-1)).toBeNull();
  expect(size('98765432109')).toBe(98_765_432_109);
});

it('quirk: several versions / parts / optimized copy', () => {
  const item = map({
    Media: [
      { id: 1, Part: [{ file: '/m/a-cd1.avi' }, { file: '/m/a-cd2.avi' }] },
      { id: 2, proxyType: '42', Part: [{ file: '/m/b.mp4' }] },
      { id: 3, target: 'Optimized for Mobile', Part: [{ file: '/m/c.mp4' }] },
      { id: 4, Part: [{ file: 'D:\\Films\\Plex Versions\\Mobile\\d.mp4' }] },
      { id: 5, Part: [{ file: '/m/My Plex Versions of it.mkv' }] },
    ],
  });
  expect(item.versions.map((version) => version.optimized)).toEqual([false, true, true, true, false]);
  expect(item.versions[0].parts).toHaveLength(2);
});

it('quirk: editions (editionTitle)', () => {
  expect(map({ editionTitle: 'Director’s Cut' }).editionTitle).toBe('Director’s Cut');
  expect(map({ editionTitle: '' }).editionTitle).toBeNull();
});

describe('quirk: trash (deletedAt), exists=false', () => {
  it('shows an item in the trash as unavailable', () => {
    expect(map({ deletedAt: 1_700_000_000, ...media({}) }).available).toBe(false);
    expect(map({ deletedAt: 0, ...media({}) }).available).toBe(true);
  });

  it('shows a version in the trash as inaccessible', () => {
    const item = map(media({}, { deletedAt: '1700000000' }));
    expect(item.versions[0].parts[0].accessible).toBe(false);
    expect(item.available).toBe(false);
  });

  it('keeps an item available while one of its files is there', () => {
    const item = map({ Media: [{ Part: [{ exists: false }] }, { Part: [{ exists: 1 }] }] });
    expect(item.versions.map((version) => version.parts[0].accessible)).toEqual([false, true]);
    expect(item.available).toBe(true);
  });

  it.each([{ exists: false }, { exists: '0' }, { accessible: 0 }, { deletedAt: 1_700_000_000 }])(
    'marks the file with %p',
    (part) => {
      expect(map(media(part))).toMatchObject({ available: false, versions: [{ parts: [{ accessible: false }] }] });
    },
  );
});

describe('quirk: same guid on two items, repeated or conflicting Guid entries, imdb:// empty, tvdb://-1', () => {
  it('takes the first valid entry of each catalogue', () => {
    const ids = [
      'imdb://',
      'imdb://tt12',
      'imdb://tt0133093',
      'imdb://tt9999999',
      'tvdb://-1',
      'tvdb://0',
      'tmdb://six',
      'tmdb://0603',
    ];
    expect(map({ Guid: ids.map((id) => ({ id })) }).externalIds).toEqual({ imdb: 'tt0133093', tmdb: null, tvdb: null });
  });

  it('reads two items with one guid as two items', () => {
    const guid = 'plex://movie/5d776b59ad5437001f79c6f8';
    expect([map({ ratingKey: '1', guid }), map({ ratingKey: '2', guid })].map((item) => item.ratingKey)).toEqual([
      '1',
      '2',
    ]);
  });
});

describe('quirk: legacy agent guid / local://', () => {
  it.each([
    ['com.plexapp.agents.imdb://tt0133093?lang=en', { imdb: 'tt0133093', tmdb: null, tvdb: null }],
    ['com.plexapp.agents.themoviedb://603?lang=en', { imdb: null, tmdb: '603', tvdb: null }],
    ['com.plexapp.agents.thetvdb://73141?lang=en', { imdb: null, tmdb: null, tvdb: '73141' }],
    ['com.plexapp.agents.none://0a1b?lang=xn', { imdb: null, tmdb: null, tvdb: null }],
    ['local://123', { imdb: null, tmdb: null, tvdb: null }],
  ])('reads %s', (guid, expected) => {
    expect(map({ guid })).toMatchObject({ guid, externalIds: expected });
  });

  it('does not give the id of a series to its seasons and episodes', () => {
    expect(
      map({ type: 'episode', guid: 'com.plexapp.agents.thetvdb://73141/1/3?lang=en' }).externalIds.tvdb,
    ).toBeNull();
    expect(map({ type: 'season', guid: 'com.plexapp.agents.thetvdb://73141/1?lang=en' }).externalIds.tvdb).toBeNull();
  });
});

it('quirk: emoji, RTL, combining, markup, quotes in title or path; Windows paths, UNC', () => {
  const title = '<b>“Été”</b> 🎬 שלום';
  expect(map({ title: title.normalize('NFD') }).title).toBe(title.normalize('NFC'));
  const named = (file: string) => map({ title: '', ...media({ file }) }).title;
  expect(named('C:\\Films\\Stille Häfen (1999).mkv')).toBe('Stille Häfen (1999)');
  expect(named('\\\\nas\\films\\Away.mkv')).toBe('Away');
});

it('quirk: empty or 1000-character title', () => {
  expect(map({ title: '  ', ...media({ file: '/media/Lost Reel.mkv' }) }).title).toBe('Lost Reel');
  expect(map({ title: undefined, ...media({ file: '/media/.hidden' }) }).title).toBe('.hidden');
  expect(map({ title: '' }).title).toBe('7');
  expect(map({ title: 'x'.repeat(1000) }).title).toHaveLength(1000);
});

it('quirk: control characters or NUL in strings, lone surrogates', () => {
  const item = map({ title: 'A\u0000B\u0008', summary: 'one\ntwo\u0000 \udc00', ...media({ file: '/m/\u0000a.mkv' }) });
  expect(item).toMatchObject({ title: 'AB', summary: 'one\ntwo \ufffd' });
  expect(JSON.stringify(item)).not.toContain('\\u0000');
});

it('quirk: year missing', () => {
  expect(map({ originallyAvailableAt: '1999-04-12' }).year).toBe(1999);
  expect(map({ year: 0, originallyAvailableAt: '2001-01-01' }).year).toBe(2001);
  expect(map({}).year).toBeNull();
});

it('quirk: addedAt missing, 0, 1970 or years ahead', () => {
  expect(map({}).addedAt).toBeNull();
  expect(map({ addedAt: 0 }).addedAt).toBeNull();
  expect(map({ addedAt: 3600 }).addedAt).toEqual(new Date(3_600_000));
  expect(map({ addedAt: 4_102_444_800 }).addedAt?.getUTCFullYear()).toBe(2100);
});

it('quirk: updatedAt missing', () => expect(map({ addedAt: 1_700_000_000 }).updatedAt).toBeNull());

it('quirk: lastViewedAt < addedAt, views of re-added items', () => {
  const item = map({ addedAt: 1_700_000_000, lastViewedAt: 1_600_000_000, viewCount: 3 });
  expect(item.lastViewedAt!.getTime()).toBeLessThan(item.addedAt!.getTime());
  expect(item.viewCount).toBe(3);
});

it('quirk: show/season rows have no Media; leafCount 0', () => {
  expect(map({ type: 'show', leafCount: 0, childCount: '2' })).toMatchObject({
    versions: [],
    leafCount: 0,
    childCount: 2,
    available: true,
  });
});

it('quirk: season 0 "Specials", no index, date-based episodes', () => {
  expect(map({ type: 'season', index: 0, title: 'Specials' }).index).toBe(0);
  expect(map({ type: 'episode', originallyAvailableAt: '2020-05-04' })).toMatchObject({
    index: null,
    parentIndex: null,
    originallyAvailableOn: '2020-05-04',
  });
});

it('finds the parents by path where their keys are missing', () => {
  const item = map({
    type: 'episode',
    parentKey: '/library/metadata/20',
    grandparentKey: '/library/metadata/10/children',
  });
  expect(item).toMatchObject({ parentRatingKey: '20', grandparentRatingKey: '10' });
});

it('takes no row without a key or of a type that is not mirrored', () => {
  expect(toPlexItem({ key: '/library/metadata/10/allLeaves', title: 'All episodes' })).toBeNull();
  expect(toPlexItem({ ratingKey: '', type: 'movie' })).toBeNull();
  expect(toPlexItem({ ratingKey: '5', type: 'collection' })).toBeNull();
});

it('tells HDR from streams and knows nothing without them', () => {
  const hdr = (stream: Record<string, unknown>) => map(media({ Stream: [{ streamType: 2 }, stream] })).versions[0].hdr;
  expect(hdr({ streamType: 1, colorTrc: 'smpte2084' })).toBe(true);
  expect(hdr({ streamType: '1', DOVIPresent: 1 })).toBe(true);
  expect(hdr({ streamType: 1, colorTrc: 'bt709' })).toBe(false);
  expect(map(media({})).versions[0].hdr).toBeNull();
});

it('tells the languages of audio from streams, however they are tagged, and knows nothing without them', () => {
  const spoken = (...streams: Record<string, unknown>[]) => map(media({ Stream: streams })).versions[0].audioLanguages;
  const audio = (tags: Record<string, unknown>) => ({ streamType: 2, ...tags });
  expect(spoken(audio({ languageCode: 'ger' }), audio({ languageTag: 'de-DE', languageCode: 'deu' }))).toEqual(['de']);
  expect(spoken(audio({ languageCode: 'jpn' }), audio({ languageTag: 'en-US' }))).toEqual(['en', 'ja']);
  expect(spoken(audio({ languageCode: 'nob' }), audio({ languageCode: 'yue' }))).toEqual(['no', 'yue']);
  expect(spoken({ streamType: 3, languageCode: 'fra' }, audio({}))).toEqual([]);
  expect(spoken(audio({ languageCode: 'und' }), audio({ languageTag: '<b>', languageCode: 7 }))).toEqual([]);
  expect(map(media({})).versions[0].audioLanguages).toBeNull();
});
