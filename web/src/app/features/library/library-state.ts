import type { ParamMap, Params } from '@angular/router';
import type { ItemFilters, ItemOrder } from '../../api/library.api';
import type { ItemType } from '../../api/types';
import { oneOf, text, whole } from '../../core/lists/address';

const TYPES: readonly ItemType[] = ['movie', 'show', 'season', 'episode', 'artist', 'album', 'track'];
export const SORTS = ['title', 'addedAt', 'year', 'rating', 'sizeBytes', 'lastViewedAt'] as const;
export type Sort = (typeof SORTS)[number] | 'relevance';
export type Order = 'asc' | 'desc';
export type View = 'grid' | 'table';
export type PosterSize = 's' | 'm' | 'l';

/** All that the library page shows is in its address; this is the address, read. */
export interface LibraryState {
  q: string;
  type: ItemType | null;
  sectionId: string | null;
  serverId: string | null;
  genre: string | null;
  yearFrom: number | null;
  yearTo: number | null;
  resolution: string | null;
  watched: boolean | null;
  addedSince: string | null;
  sizeMin: number | null;
  sort: Sort;
  order: Order;
  view: View;
  size: PosterSize;
}

export type FilterName = Exclude<keyof LibraryState, 'sort' | 'order' | 'view' | 'size'>;

const FILTER_NAMES: readonly FilterName[] = [
  'sectionId',
  'serverId',
  'type',
  'genre',
  'yearFrom',
  'yearTo',
  'resolution',
  'watched',
  'addedSince',
  'sizeMin',
  'q',
];

/** A search is best by relevance, everything else by name. */
function defaultSort(q: string): Sort {
  return q === '' ? 'title' : 'relevance';
}

export function defaultOrder(sort: Sort): Order {
  return sort === 'title' ? 'asc' : 'desc';
}

/** Reads an address. What it cannot mean is left out: a mistyped address shows more, never an error. */
export function readState(params: ParamMap): LibraryState {
  const q = (params.get('q') ?? '').trim().slice(0, 200);
  const sort = oneOf(params.get('sort'), SORTS) ?? defaultSort(q);
  const [yearFrom, yearTo] = inOrder(whole(params.get('yearFrom'), 9999), whole(params.get('yearTo'), 9999));
  return {
    q,
    type: oneOf(params.get('type'), TYPES),
    sectionId: text(params.get('sectionId'), 100),
    serverId: text(params.get('serverId'), 100),
    genre: text(params.get('genre'), 255),
    yearFrom,
    yearTo,
    resolution: text(params.get('resolution'), 40),
    watched: { true: true, false: false }[params.get('watched') ?? ''] ?? null,
    addedSince: date(params.get('addedSince')),
    sizeMin: whole(params.get('sizeMin'), Number.MAX_SAFE_INTEGER),
    sort,
    order: oneOf(params.get('order'), ['asc', 'desc'] as const) ?? defaultOrder(sort),
    view: oneOf(params.get('view'), ['grid', 'table'] as const) ?? 'grid',
    size: oneOf(params.get('size'), ['s', 'm', 'l'] as const) ?? 'm',
  };
}

/** The address of a state; null takes a parameter out, so that defaults keep addresses short. */
export function writeState(state: LibraryState): Params {
  return {
    ...Object.fromEntries(FILTER_NAMES.map((name) => [name, isSet(state[name]) ? String(state[name]) : null])),
    sort: state.sort === defaultSort(state.q) ? null : state.sort,
    order: state.order === defaultOrder(state.sort) ? null : state.order,
    view: state.view === 'grid' ? null : state.view,
    size: state.size === 'm' ? null : state.size,
  };
}

/** What the API is asked. */
export function toFilters(state: LibraryState): ItemFilters {
  return Object.fromEntries(FILTER_NAMES.filter((name) => isSet(state[name])).map((name) => [name, state[name]]));
}

/** Relevance is the API's own order for a search and has no name there. */
export function toOrder({ sort, order }: LibraryState): ItemOrder {
  return sort === 'relevance' ? {} : { sort, order };
}

/** Two states with one key list the same rows in the same order. */
export function listingKey(state: LibraryState): string {
  return JSON.stringify([toFilters(state), toOrder(state)]);
}

/** Filters in use, in a fixed order; the last one is the first to be relaxed. */
export function activeFilters(state: LibraryState): FilterName[] {
  return FILTER_NAMES.filter((name) => isSet(state[name]));
}

export function withoutFilter(state: LibraryState, name: FilterName): LibraryState {
  return normalised({ ...state, [name]: name === 'q' ? '' : null });
}

export function withoutFilters(state: LibraryState): LibraryState {
  return activeFilters(state).reduce(withoutFilter, state);
}

/** A sort that the rest of the state allows, after a change. */
export function normalised(state: LibraryState): LibraryState {
  if (state.sort !== 'relevance' || state.q !== '') return state;
  return { ...state, sort: 'title', order: 'asc' };
}

function isSet(value: unknown): boolean {
  return value !== null && value !== '';
}

function date(value: string | null): string | null {
  return value !== null && /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value)) ? value : null;
}

function inOrder(from: number | null, to: number | null): [number | null, number | null] {
  return from !== null && to !== null && from > to ? [to, from] : [from, to];
}
