/** Types of rows that SmartPlex mirrors, in Plex's words. */
export const PLEX_ITEM_TYPES = ['movie', 'show', 'season', 'episode', 'artist', 'album', 'track'] as const;
export type PlexItemType = (typeof PLEX_ITEM_TYPES)[number];

/** `type=` numbers of the listing routes. */
export const PLEX_TYPE_NUMBERS = {
  movie: 1,
  show: 2,
  season: 3,
  episode: 4,
  artist: 8,
  album: 9,
  track: 10,
} as const satisfies Record<PlexItemType, number>;

/** One file of a version. `sizeBytes` null: Plex names no size, which is not the same as 0. */
export interface PlexPart {
  partId: string | null;
  file: string | null;
  sizeBytes: number | null;
  durationMs: number | null;
  /** False when Plex says that the file is missing, unreadable or in the trash. */
  accessible: boolean;
}

/** One `Media` element. */
export interface PlexVersion {
  mediaId: string | null;
  /** "4k", "1080", "720", "480", "sd" …, as Plex spells it, lower case. */
  resolution: string | null;
  videoCodec: string | null;
  audioCodec: string | null;
  audioChannels: number | null;
  bitrateKbps: number | null;
  container: string | null;
  /** Null where the reply carries no streams to tell from. */
  hdr: boolean | null;
  /** What is spoken, as `languageCode` tells it, without what has no language; null where the reply carries no streams. */
  audioLanguages: string[] | null;
  /** A copy that Plex made; never counted in sizes or as a duplicate. */
  optimized: boolean;
  parts: PlexPart[];
}

/** A library row as Plex answered it, read tolerantly and cleaned for storage (no NUL, NFC). */
export interface PlexItem {
  ratingKey: string;
  type: PlexItemType;
  guid: string | null;
  externalIds: { imdb: string | null; tmdb: string | null; tvdb: string | null };
  parentRatingKey: string | null;
  grandparentRatingKey: string | null;
  parentTitle: string | null;
  grandparentTitle: string | null;
  /** Never empty: falls back to the file name, then to the ratingKey. */
  title: string;
  sortTitle: string | null;
  originalTitle: string | null;
  editionTitle: string | null;
  summary: string | null;
  tagline: string | null;
  contentRating: string | null;
  studio: string | null;
  year: number | null;
  /** 0..10 */
  rating: number | null;
  durationMs: number | null;
  index: number | null;
  parentIndex: number | null;
  childCount: number | null;
  leafCount: number | null;
  viewedLeafCount: number | null;
  /** YYYY-MM-DD */
  originallyAvailableOn: string | null;
  genres: string[];
  directors: string[];
  actors: string[];
  countries: string[];
  collections: string[];
  /** Path of the poster on the media server. */
  thumb: string | null;
  /** Null when Plex names none or 0. */
  addedAt: Date | null;
  updatedAt: Date | null;
  /** View state of the token's owner; a missing count is 0. */
  viewCount: number;
  viewOffsetMs: number | null;
  lastViewedAt: Date | null;
  /** More than 0, at most 10; the rating that the token's owner gave. */
  userRating: number | null;
  /** False while the item is in Plex's trash. */
  available: boolean;
  /** The section that Plex says the row is in, where it says so. */
  librarySectionKey: string | null;
  versions: PlexVersion[];
}
