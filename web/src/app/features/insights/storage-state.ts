import type { ParamMap, Params } from '@angular/router';
import type { StorageQuery } from '../../api/insights.api';
import type { BytesPerHour, StorageBy } from '../../api/types';
import { oneOf, text } from '../../core/lists/address';

type FilterName = Exclude<keyof StorageQuery, 'by' | 'limit' | 'serverId'>;

/** One block that was opened. */
export interface Step {
  by: StorageBy;
  /** Of the group. */
  key: string;
}

const GROUP_SORTS = ['name', 'items', 'bytes', 'watched', 'perHour'] as const;
export type GroupSort = (typeof GROUP_SORTS)[number];
export const HELD_SORTS = ['bytes', 'title', 'addedAt'] as const;
export type HeldSort = (typeof HELD_SORTS)[number];

/** The address of the storage page, read. */
export interface StorageState {
  /** Blocks one inside another, outermost first. */
  path: readonly Step[];
  by: StorageBy;
  sort: GroupSort;
  order: 'asc' | 'desc';
  /** Order of what the block holds. */
  held: HeldSort;
}

const SPLITS: readonly StorageBy[] = [
  'section',
  'show',
  'resolution',
  'videoCodec',
  'container',
  'decade',
  'type',
  'bytesPerHour',
];
const BYTES_PER_HOUR: readonly BytesPerHour[] = [
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
];

const FILTERS: Record<StorageBy, FilterName> = {
  section: 'sectionId',
  type: 'type',
  resolution: 'resolution',
  videoCodec: 'videoCodec',
  container: 'container',
  show: 'showId',
  decade: 'decade',
  bytesPerHour: 'bytesPerHour',
};

const KEYS: Record<StorageBy, (value: string | null) => string | null> = {
  section: (value) => text(value, 100),
  type: (value) => oneOf(value, ['movie', 'episode', 'track']),
  resolution: (value) => text(value, 40),
  videoCodec: (value) => text(value, 40),
  container: (value) => text(value, 40),
  show: (value) => matching(value, /^(none|unknown|[1-9]\d{0,17})$/),
  decade: (value) => matching(value, /^(unknown|\d{1,3}0|0)$/),
  bytesPerHour: (value) => oneOf(value, BYTES_PER_HOUR),
};

export function readStorage(params: ParamMap): StorageState {
  // Parameters stand in the order in which the blocks were opened.
  const path = params.keys.flatMap((name): Step[] => {
    const by = SPLITS.find((each) => FILTERS[each] === name);
    const key = by ? KEYS[by](params.get(name)) : null;
    return by && key !== null ? [{ by, key }] : [];
  });
  const left = splitsLeft(path);
  const sort = oneOf(params.get('sort'), GROUP_SORTS) ?? 'bytes';
  return {
    path,
    by: oneOf(params.get('by'), left) ?? left[0] ?? 'bytesPerHour',
    sort,
    order: oneOf(params.get('order'), ['asc', 'desc'] as const) ?? usualOrder(sort),
    held: oneOf(params.get('held'), HELD_SORTS) ?? 'bytes',
  };
}

export function usualOrder(sort: string): 'asc' | 'desc' {
  return sort === 'name' || sort === 'title' ? 'asc' : 'desc';
}

/** The whole address of a state; what is usual stays out of it. */
export function writeStorage({ path, by, sort, order, held }: StorageState): Params {
  return {
    ...toFilters(path),
    ...(by !== splitsLeft(path)[0] && { by }),
    ...(sort !== 'bytes' && { sort }),
    ...(order !== usualOrder(sort) && { order }),
    ...(held !== 'bytes' && { held }),
  };
}

/** What the API is asked. */
export function toFilters(path: readonly Step[]): StorageQuery {
  return Object.fromEntries(path.map(({ by, key }) => [FILTERS[by], key]));
}

/**
 * In what else a block can be split.
 * @param sectionType of the section in the path, as far as it is known
 */
export function splitsLeft(path: readonly Step[], sectionType?: string): StorageBy[] {
  const type = path.find(({ by }) => by === 'type')?.key;
  const noShows = (type !== undefined && type !== 'episode') || (sectionType !== undefined && sectionType !== 'show');
  const inSection = path.some(({ by }) => by === 'section');
  return SPLITS.filter((split) => {
    if (path.some(({ by }) => by === split)) return false;
    if (split === 'show') return !noShows;
    // A section holds one kind of leaves.
    return split !== 'type' || !inSection;
  });
}

function matching(value: string | null, pattern: RegExp): string | null {
  return value !== null && pattern.test(value) ? value : null;
}
