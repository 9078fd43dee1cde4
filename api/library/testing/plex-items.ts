import type { PlexItem, PlexPart, PlexVersion } from '../../plex';

export function plexPart(part: Partial<PlexPart> = {}): PlexPart {
  return { partId: '1', file: '/media/film.mkv', sizeBytes: 1000, durationMs: 60_000, accessible: true, ...part };
}

export function plexVersion(version: Partial<PlexVersion> = {}): PlexVersion {
  return {
    mediaId: '1',
    resolution: '1080',
    videoCodec: 'h264',
    audioCodec: 'aac',
    audioChannels: 2,
    bitrateKbps: 4000,
    container: 'mkv',
    hdr: null,
    audioLanguages: null,
    optimized: false,
    parts: [plexPart()],
    ...version,
  };
}

const LEAVES: readonly string[] = ['movie', 'episode', 'track'];

/** What a media server leaves out where it does not apply. */
const UNSAID = {
  parentRatingKey: null,
  grandparentRatingKey: null,
  parentTitle: null,
  grandparentTitle: null,
  sortTitle: null,
  originalTitle: null,
  editionTitle: null,
  summary: null,
  tagline: null,
  contentRating: null,
  studio: null,
  rating: null,
  durationMs: null,
  index: null,
  parentIndex: null,
  childCount: null,
  leafCount: null,
  viewedLeafCount: null,
  originallyAvailableOn: null,
  thumb: null,
  viewOffsetMs: null,
  lastViewedAt: null,
  userRating: null,
};

/** A row as the reader of Plex replies would hand it over; a movie unless said otherwise. */
export function plexItem(ratingKey: string, item: Partial<PlexItem> = {}): PlexItem {
  const type = item.type ?? 'movie';
  return {
    ...UNSAID,
    ratingKey,
    type,
    guid: `plex://${type}/${ratingKey}`,
    externalIds: { imdb: null, tmdb: null, tvdb: null },
    title: `Title ${ratingKey}`,
    year: 2001,
    genres: [],
    directors: [],
    actors: [],
    countries: [],
    collections: [],
    addedAt: new Date('2026-01-01T00:00:00Z'),
    updatedAt: new Date('2026-01-02T00:00:00Z'),
    viewCount: 0,
    available: true,
    librarySectionKey: '1',
    versions: LEAVES.includes(type) ? [plexVersion({ parts: [plexPart({ file: `/media/${ratingKey}.mkv` })] })] : [],
    ...item,
  };
}
