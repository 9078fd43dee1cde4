import type { Item, ItemVersion } from '../../api/types';
import { formatBytes } from '../../ui/format';
import { copyFacts, detailsOf, factsOf, versionRow } from './item-facts';

const movie = {
  type: 'movie',
  title: 'The Silver River',
  originalTitle: 'The Silver River',
  editionTitle: null,
  originallyAvailableOn: '2014-05-02',
  index: null,
  parentIndex: null,
  year: 2014,
  durationMs: 7_260_000,
  contentRating: 'PG-13',
  childCount: null,
  leafCount: null,
  resolution: '1080',
  sizeBytes: 4_294_967_296,
  rating: 7.84,
  directors: ['Ada Quill'],
  actors: [],
  countries: [],
  studio: null,
  watched: null,
  viewCount: null,
} as unknown as Item;
const version: ItemVersion = {
  resolution: '4k',
  videoCodec: 'hevc',
  audioCodec: 'eac3',
  audioChannels: 6,
  bitrateKbps: 8200,
  container: 'mkv',
  hdr: true,
  optimized: false,
  parts: [
    { sizeBytes: 3e9, file: '/a', accessible: true },
    { sizeBytes: 2e9, file: '/b', accessible: false },
  ],
};
const detail = (item: Item, label: string) => detailsOf(item).find((row) => row.label === label)?.value;

test('the facts of a movie', () => {
  expect(factsOf(movie)).toEqual(['Movie', '2014', '2 h 1 min', 'PG-13', '1080p', '4.29 GB', '★ 7.8']);
});

test('the facts of an episode begin with its place, and leave out what nobody knows', () => {
  const episode = {
    ...movie,
    type: 'episode',
    index: 4,
    parentIndex: 2,
    year: null,
    rating: null,
    sizeBytes: null,
    resolution: null,
  } as Item;
  expect(factsOf(episode)).toEqual(['S2 · E4', '2 h 1 min', 'PG-13']);
});

test('a show counts its seasons and episodes', () => {
  const show = {
    ...movie,
    type: 'show',
    childCount: 1,
    leafCount: 1200,
    durationMs: null,
    contentRating: null,
  } as Item;
  expect(factsOf(show)).toContain('1 season, 1,200 episodes');
});

test('unknown views and sizes are unknown, never "no" and never 0', () => {
  expect(detail(movie, 'Watched')).toBe('unknown');
  expect(detail({ ...movie, sizeBytes: null }, 'Size')).toBe('unknown');
  expect(detail({ ...movie, watched: false, viewCount: 0 }, 'Watched')).toBe('no');
  expect(detail({ ...movie, watched: true, viewCount: 3 }, 'Watched')).toBe('3 times');
});

test('a series was watched in full, in part or not at all, never so many times', () => {
  const show = { ...movie, type: 'show', lastViewedAt: null } as Item;
  expect(detail({ ...show, watched: true, viewCount: 14 }, 'Watched')).toBe('yes');
  expect(detail({ ...show, watched: false, viewCount: 3 }, 'Watched')).toBe('in part');
  expect(detail({ ...show, watched: false, viewCount: 0 }, 'Watched')).toBe('no');
  const artist = { ...show, type: 'artist', lastViewedAt: '2026-06-01T00:00:00.000Z' } as Item;
  expect(detail({ ...artist, watched: false, viewCount: 0 }, 'Played')).toBe('in part');
});

test('an original title that says the same again is left out', () => {
  expect(detail(movie, 'Original title')).toBeUndefined();
  expect(detail({ ...movie, originalTitle: 'Der Silberfluss' }, 'Original title')).toBe('Der Silberfluss');
});

test('a version of two files has the size of both', () => {
  expect(versionRow(version)).toMatchObject({
    quality: '4K HDR',
    video: 'HEVC',
    audio: 'EAC3 5.1',
    bitrate: '8.2 Mbit/s',
    size: '5.00 GB',
  });
});

test('a version of which nothing is known says so', () => {
  const blank = {
    ...version,
    resolution: null,
    videoCodec: null,
    audioCodec: null,
    audioChannels: null,
    bitrateKbps: null,
    container: null,
    hdr: null,
  };
  expect(versionRow({ ...blank, parts: [{ sizeBytes: null, accessible: true }] })).toMatchObject({
    quality: 'unknown',
    video: 'unknown',
    audio: 'unknown',
    bitrate: 'unknown',
    container: 'unknown',
    size: 'unknown',
  });
});

describe('a copy elsewhere', () => {
  const copy = { editionTitle: null, resolution: '4k', sizeBytes: 4e10, available: true } as Item['alsoOn'][number];

  it('is told apart by edition, resolution and size', () => {
    expect(copyFacts(copy)).toBe(`4K · ${formatBytes(4e10)}`);
    expect(copyFacts({ ...copy, editionTitle: 'Cinema', available: false })).toMatch(
      /^Cinema · 4K · .+ · unavailable$/,
    );
  });

  it('leaves out what nobody knows', () => {
    expect(copyFacts({ ...copy, resolution: null, sizeBytes: null })).toBe('');
  });
});
