import { AUDIO_TOLD, AUDIO_UNREAD, spokenIn } from '../audio/audio-conditions';
import type { ViewerSql } from '../view/viewer-sql';
import type { ItemFilter } from './item-filter';
import type { ItemListing } from './item-listing';
import { SORT_COLUMNS, type Keyset, type SortColumn } from './item-sort';
import type { SortOrder } from './item-query.dto';
import type { SqlValues } from './sql-values';

type Conditions = { [Name in keyof ItemFilter]?: (value: string, viewer: ViewerSql) => string };

const YEAR = SORT_COLUMNS.year.expression;
const DURATION = SORT_COLUMNS.durationMs.expression;

/** What each filter asks of `i`, in the expressions that are indexed; `value` is a placeholder. */
const CONDITIONS: Conditions = {
  parentId: (value) => `i.parent_id = ${value}`,
  genre: (value) => `i.genres @> ARRAY[${value}]::text[]`,
  genres: (value) => `i.genres @> ${value}::text[]`,
  // Names stay apart: what is asked for is never found across two of them.
  person: (value) => `strpos(lower(array_to_string(i.directors || i.actors, chr(10))), lower(${value})) > 0`,
  yearFrom: (value) => `${YEAR} >= ${value}`,
  // An unknown year is -1 and outside of every range.
  yearTo: (value) => `${YEAR} BETWEEN 0 AND ${value}`,
  resolution: (value) => `i.resolution = ${value}`,
  watched: (value, viewer) => `(${viewer.watched}) = ${value}`,
  addedSince: (value) => `i.added_at >= ${value}`,
  sizeMin: (value) => `${SORT_COLUMNS.sizeBytes.expression} >= ${value}`,
  durationMinMs: (value) => `${DURATION} >= ${value}`,
  // An unknown length is -1, as an unknown year is.
  durationMaxMs: (value) => `${DURATION} BETWEEN 0 AND ${value}`,
  ratingMin: (value) => `${SORT_COLUMNS.rating.expression} >= ${value}`,
  contentRating: (value) => `i.content_rating = ${value}`,
  audioLanguage: (value) => spokenIn(value),
  audioTold: (value) => `${AUDIO_TOLD} = ${value}`,
  audioUnread: (value) => `${AUDIO_UNREAD} = ${value}`,
  available: (value) => `i.available = ${value}`,
};

const CONDITION_NAMES = Object.keys(CONDITIONS) as (keyof Conditions)[];

/** The conditions that a filter asks for, in the order in which they are written. */
export function askedConditions(filter: ItemFilter): (keyof Conditions)[] {
  return CONDITION_NAMES.filter((name) => filter[name] !== undefined);
}

/** Conditions on `i` but those of place, type and words. */
export function filterConditions({ filter, viewer }: ItemListing, values: SqlValues): string[] {
  const conditions = askedConditions(filter).map((name) => CONDITIONS[name]!(values.add(filter[name]), viewer));
  return ['i.deleted_at IS NULL', ...conditions];
}

/** Behind the last row of the page before. */
export function behind(
  keyset: Keyset,
  { expression, sqlType }: SortColumn,
  order: SortOrder,
  values: SqlValues,
  idColumn = 'i.id',
): string {
  const [value, id] = [values.add(keyset.value), values.add(keyset.id)];
  return `(${expression}, ${idColumn}) ${order === 'asc' ? '>' : '<'} (${value}::${sqlType}, ${id}::bigint)`;
}
