import { encodeCursor, toPage, type Page } from '../../common';
import { readKeyset, toCursorValue, type Keyset, type SortColumn } from '../item/item-sort';

/** A row as it was read, and what is answered of it: null where it went away since the list was made. */
interface ReadRow<T> {
  keyset: Keyset;
  item: T | null;
}

/** A list as one caller asked for it. */
export interface OpenList<T> {
  name: string;
  sort: SortColumn;
  /** ISO; see Freshness. */
  asOf: string | null;
  /** At most `count` rows behind `after`. */
  read(after: Keyset | null, count: number): Promise<ReadRow<T>[]>;
}

/** What PostgreSQL gave as sort value and id. */
export function toKeyset(value: string | number | Date, id: string): Keyset {
  return { value: toCursorValue(value), id };
}

/** @throws DomainError `cursor-invalid` */
export async function readPage<T>(
  list: OpenList<T>,
  { limit, cursor }: { limit: number; cursor?: string },
): Promise<Page<T> & { asOf: string | null }> {
  const after = cursor === undefined ? null : readKeyset(list.name, list.sort, cursor);
  const rows = await list.read(after, limit + 1);
  const cursorOf = ({ keyset }: ReadRow<T>) => encodeCursor(list.name, [keyset.value, keyset.id]);
  const { items, nextCursor } = toPage(rows, limit, cursorOf, ({ item }) => item);
  return { items: items.filter((item) => item !== null), nextCursor, asOf: list.asOf };
}

/** Everything in the list, so many rows at a time. */
export async function* readAll<T>(list: OpenList<T>, count: number): AsyncGenerator<T[]> {
  let after: Keyset | null = null;
  for (;;) {
    const rows: ReadRow<T>[] = await list.read(after, count);
    yield rows.flatMap(({ item }) => (item === null ? [] : [item]));
    if (rows.length < count) return;
    after = rows[rows.length - 1].keyset;
  }
}
