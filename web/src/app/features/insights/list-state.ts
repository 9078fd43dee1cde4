import type { ParamMap, Params } from '@angular/router';
import { oneOf } from '../../core/lists/address';

/** What the address of a list can hold. */
export interface ListShape<F extends string, S extends string> {
  /** How each filter is read; null where the value cannot be one. */
  filters: Record<F, (value: string | null) => string | null>;
  sorts: readonly S[];
  /** The sort of an address that names none. */
  usual: S;
}

/** The address of a list, read. */
export interface ListState<F extends string, S extends string> {
  filters: Record<F, string | null>;
  sort: S;
  order: 'asc' | 'desc';
}

export function readList<F extends string, S extends string>(
  shape: ListShape<F, S>,
  params: ParamMap,
): ListState<F, S> {
  const sort = oneOf(params.get('sort'), shape.sorts) ?? shape.usual;
  return {
    filters: mapped(shape.filters, (read, name) => read(params.get(name))),
    sort,
    order: oneOf(params.get('order'), ['asc', 'desc'] as const) ?? usualOrder(sort),
  };
}

/** The whole address of a state; what is usual stays out of it. */
export function writeList<F extends string, S extends string>(
  shape: ListShape<F, S>,
  { filters, sort, order }: ListState<F, S>,
): Params {
  return {
    ...chosen(filters),
    ...(sort !== shape.usual && { sort }),
    ...(order !== usualOrder(sort) && { order }),
  };
}

/** What the API is asked; it spells filters and sorts as the address does. */
export function toQuery<F extends string, S extends string>({
  filters,
  sort,
  order,
}: ListState<F, S>): Partial<Record<F, string>> & { sort: S; order: 'asc' | 'desc' } {
  return { ...chosen(filters), sort, order };
}

/** The next state when a column is chosen: another sort in its usual order, the same one turned round. */
export function sortedBy<F extends string, S extends string>(state: ListState<F, S>, sort: S): ListState<F, S> {
  const order = sort === state.sort ? (state.order === 'asc' ? 'desc' : 'asc') : usualOrder(sort);
  return { ...state, sort, order };
}

function usualOrder(sort: string): 'asc' | 'desc' {
  return sort === 'title' ? 'asc' : 'desc';
}

function chosen<F extends string>(filters: Record<F, string | null>): Partial<Record<F, string>> {
  return Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== null)) as Partial<
    Record<F, string>
  >;
}

function mapped<F extends string, A, B>(record: Record<F, A>, map: (value: A, name: F) => B): Record<F, B> {
  const entries = Object.entries(record) as [F, A][];
  return Object.fromEntries(entries.map(([name, value]) => [name, map(value, name)])) as Record<F, B>;
}
