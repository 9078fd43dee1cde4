import { decodeCursor, DomainError, isCursorTime, type CursorValue } from '../../common';
import { isItemId } from './item-id';
import type { ItemSort, SortOrder } from './item-query.dto';

/** How one sort reads, compares and travels in a cursor. */
export interface SortColumn {
  /** Never null: the expression of the index that serves the sort. `i` is media_items. */
  expression: string;
  sqlType: 'text' | 'timestamptz' | 'integer' | 'bigint' | 'float8';
  kind: 'string' | 'number';
  defaultOrder: SortOrder;
}

export const SORT_COLUMNS: Record<ItemSort | 'relevance', SortColumn> = {
  title: {
    expression: 'i.sort_key',
    sqlType: 'text',
    kind: 'string',
    defaultOrder: 'asc',
  },
  addedAt: {
    expression: 'i.added_at',
    sqlType: 'timestamptz',
    kind: 'string',
    defaultOrder: 'desc',
  },
  year: {
    expression: 'COALESCE(i.year, -1)',
    sqlType: 'integer',
    kind: 'number',
    defaultOrder: 'desc',
  },
  sizeBytes: {
    expression: 'COALESCE(i.size_bytes, -1)',
    sqlType: 'bigint',
    kind: 'string',
    defaultOrder: 'desc',
  },
  lastViewedAt: {
    expression: `COALESCE(i.last_viewed_at, 'epoch'::timestamptz)`,
    sqlType: 'timestamptz',
    kind: 'string',
    defaultOrder: 'desc',
  },
  rating: {
    expression: 'COALESCE(i.rating, -1)',
    sqlType: 'float8',
    kind: 'number',
    defaultOrder: 'desc',
  },
  durationMs: {
    expression: 'COALESCE(i.duration_ms, -1)',
    sqlType: 'bigint',
    kind: 'string',
    defaultOrder: 'desc',
  },
  // The expression depends on the words: see item-search.ts.
  relevance: {
    expression: '',
    sqlType: 'integer',
    kind: 'number',
    defaultOrder: 'desc',
  },
};

/** A sort value as pg read it, in the form that cursors carry. */
export function toCursorValue(value: string | number | Date): CursorValue {
  return value instanceof Date ? value.toISOString() : value;
}

/** Where a page starts: behind this value and id. */
export interface Keyset {
  value: CursorValue;
  id: string;
}

/** @throws DomainError `cursor-invalid`; whatever it answers, PostgreSQL can cast. */
export function readKeyset(listing: string, { sqlType, kind }: SortColumn, cursor: string): Keyset {
  const [value, id] = decodeCursor(listing, cursor, [kind, 'string']);
  if (!isItemId(String(id)) || !CASTABLE[sqlType](value)) throw invalidCursor();
  return { value, id: String(id) };
}

/** Behind the last child of the page before. */
export interface ChildKeyset {
  index: number;
  sortKey: string;
  id: string;
}

/** @throws DomainError `cursor-invalid` */
export function readChildKeyset(listing: string, cursor: string): ChildKeyset {
  const [index, sortKey, id] = decodeCursor(listing, cursor, ['number', 'string', 'string']);
  if (!isItemId(String(id)) || !CASTABLE.integer(index)) throw invalidCursor();
  return { index: Number(index), sortKey: String(sortKey), id: String(id) };
}

function invalidCursor(): DomainError {
  return new DomainError('bad-request', 'cursor-invalid', 'The cursor is not one that this list gave out.', {
    errors: [{ field: 'cursor', message: 'must be the nextCursor of the same list, filters and sort' }],
  });
}

const CASTABLE: Record<SortColumn['sqlType'], (value: CursorValue) => boolean> = {
  text: () => true,
  timestamptz: isCursorTime,
  integer: (value) => Number.isInteger(value) && Math.abs(Number(value)) < 2 ** 31,
  bigint: (value) => value === '-1' || value === '0' || isItemId(String(value)),
  float8: (value) => Number.isFinite(value),
};
