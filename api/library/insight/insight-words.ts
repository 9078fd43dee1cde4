/** What storage can be split by. */
export const STORAGE_BY = [
  'section',
  'type',
  'resolution',
  'videoCodec',
  'container',
  'show',
  'decade',
  'bytesPerHour',
] as const;
export type StorageBy = (typeof STORAGE_BY)[number];

export const STORAGE_SORTS = ['bytes', 'title', 'addedAt'] as const;
export type StorageSort = (typeof STORAGE_SORTS)[number];

/** What has files of its own. */
export const LEAF_TYPES = ['movie', 'episode', 'track'] as const;
export type LeafType = (typeof LEAF_TYPES)[number];

/** What people call a title. */
export const TITLE_TYPES = ['movie', 'show', 'artist'] as const;
export type TitleType = (typeof TITLE_TYPES)[number];

/**
 * GB (10^9 bytes) of a title for each hour that people watched it, from the first number until just below the second;
 * `never`: nobody watched it; `unknown`: its size, its history or the length of its views is not known.
 */
export const BYTES_PER_HOUR = [
  '0-1',
  '1-2',
  '2-5',
  '5-10',
  '10-20',
  '20-50',
  '50-100',
  '100-',
  'never',
  'unknown',
] as const;
export type BytesPerHour = (typeof BYTES_PER_HOUR)[number];

/**
 * `versions`: one item with several versions; `sameTitle`: the same title more than once on one server;
 * `servers`: the same title on several servers.
 */
export const DUPLICATE_KINDS = ['versions', 'sameTitle', 'servers'] as const;
export type DuplicateKind = (typeof DUPLICATE_KINDS)[number];

export const DUPLICATE_SORTS = ['freeable', 'title'] as const;
export type DuplicateSort = (typeof DUPLICATE_SORTS)[number];

/**
 * `never`: nobody watched any of it; `idle`: nobody did lately; `unknown`: the history cannot tell, because it was
 * never read whole, or because the title is older than all that it remembers.
 */
export const UNWATCHED_STATES = ['never', 'idle', 'unknown'] as const;
export type UnwatchedState = (typeof UNWATCHED_STATES)[number];

export const UNWATCHED_SORTS = ['bytes', 'addedAt', 'lastViewedAt', 'title'] as const;
export type UnwatchedSort = (typeof UNWATCHED_SORTS)[number];

/** The order is that of the bits in `insight_issues.issues`. */
export const QUALITY_ISSUES = ['lowBitrate', 'oldCodec', 'missingFile', 'missingIds'] as const;
export type QualityIssue = (typeof QUALITY_ISSUES)[number];

export const QUALITY_SORTS = ['bytes', 'title', 'addedAt', 'bitrate'] as const;
export type QualitySort = (typeof QUALITY_SORTS)[number];
