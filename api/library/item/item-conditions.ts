import type { ViewerSql } from '../view/viewer-sql';
import type { ItemFilter } from './item-filter';
import type { ItemListing } from './item-listing';
import { SORT_COLUMNS, type Keyset, type SortColumn } from './item-sort';
import type { SortOrder } from './item-query.dto';
import type { SqlValues } from './sql-values';

type Conditions = { [Name in keyof ItemFilter]?: (value: string, viewer: ViewerSql) => string };

const YEAR = SORT_COLUMNS.year.expression;

/** What each filter asks of `i`, in the expressions that are indexed; `value` is a placeholder. */
const CONDITIONS: Conditions = {
  parentId: (value) => `i.parent_id = ${value}`,
  genre: (value) => `i.genres @> ARRAY[${value}]::text[]`,
  yearFrom: (value) => `${YEAR} >= ${value}`,
  // An unknown year is -1 and outside of every range.
  yearTo: (value) => `${YEAR} BETWEEN 0 AND ${value}`,
  resolution: (value) => `i.resolution = ${value}`,
  watched: (value, viewer) => `(${viewer.watched}) = ${value}`,
  addedSince: (value) => `i.added_at >= ${value}`,
  sizeMin: (value) => `${SORT_COLUMNS.sizeBytes.expression} >= ${value}`,
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
