import type { Storage, StorageGroup } from '../../api/types';
import { TREEMAP_TONES, type TreemapBlock } from '../../ui/charts/treemap';
import { UNKNOWN, formatBytes, formatCount, formatHours, formatPercent } from '../../ui/format';
import { LOCALE } from '../../ui/locale';
import { plural } from '../../ui/plural';
import { groupName } from '../../core/items/storage-words';
import type { GroupSort } from './storage-state';

interface Sum {
  items: number;
  bytes: number;
  watchedMs: number | null;
}

/** A group in the table beside the treemap. */
export interface GroupRow extends Sum {
  key: string;
  name: string;
  /** The server, where there are several; else empty. */
  place: string;
  /** Of the whole, 0 to 100. */
  percent: number;
  /** Null where it was never watched, or where nobody knows. */
  bytesPerHour: number | null;
  /** Colour of its block; null where it has none of its own. */
  tone: number | null;
}

/** Blocks that can still be told apart. */
const MOST_BLOCKS = 60;
/** A block below this share is a hair; at 800 by 400 px it would be 18 px wide. */
const LEAST_SHARE = 0.001;
const HOUR_MS = 3_600_000;
export const OTHERS = 'others';

export function groupRows(storage: Storage): GroupRow[] {
  const servers = new Set(storage.groups.map(({ serverId }) => serverId)).size;
  const drawn = new Set(ownBlocks(storage).map(({ key }) => key));
  let tone = 0;
  return storage.groups.map((group) => ({
    key: group.key,
    name: groupName(storage.by, group.key, group.label),
    place: servers > 1 ? (group.serverName ?? '') : '',
    items: group.items,
    bytes: group.bytes,
    watchedMs: group.watchedMs,
    percent: percentOf(group.bytes, storage.totalBytes),
    bytesPerHour: bytesPerHour(group),
    tone: drawn.has(group.key) ? (tone++ % TREEMAP_TONES) + 1 : null,
  }));
}

/** What is too small to be seen, and what the answer left out, is one block in the end. */
export function treemapBlocks(storage: Storage, rows: readonly GroupRow[], opens: boolean): TreemapBlock[] {
  const own = rows.filter(({ tone }) => tone !== null);
  const blocks = own.map((row) => ({
    key: row.key,
    name: row.place ? `${row.name} · ${row.place}` : row.name,
    value: row.bytes,
    short: formatBytes(row.bytes),
    text: sumWords(row, row.percent),
    tone: row.tone,
    opens,
  }));
  const others = othersOf(storage, rows);
  if (others === null || others.bytes === 0) return blocks;
  const rest = {
    key: OTHERS,
    name: plural(
      others.groups,
      $localize`${formatCount(others.groups)}:count: other`,
      $localize`${formatCount(others.groups)}:count: others`,
    ),
    value: others.bytes,
    short: formatBytes(others.bytes),
    text: sumWords(others, percentOf(others.bytes, storage.totalBytes)),
    tone: null,
    opens: false,
  };
  return [...blocks, rest].sort((a, b) => b.value - a.value);
}

/** Groups that get a block of their own; a single small one does, since there is nothing to put it together with. */
function ownBlocks({ groups, totalBytes, rest }: Storage): StorageGroup[] {
  const sized = groups.filter(({ bytes }) => bytes > 0);
  const large = sized.slice(0, MOST_BLOCKS).filter(({ bytes }) => bytes >= totalBytes * LEAST_SHARE);
  return sized.length - large.length === 1 && !rest ? sized : large;
}

function othersOf(storage: Storage, rows: readonly GroupRow[]): (Sum & { groups: number }) | null {
  const small = rows.filter(({ tone, bytes }) => tone === null && bytes > 0);
  const { rest } = storage;
  if (small.length === 0 && !rest) return null;
  const sums: Sum[] = rest ? [...small, rest] : small;
  return { ...addedUp(sums), groups: small.length + (rest?.groups ?? 0) };
}

function addedUp(sums: readonly Sum[]): Sum {
  return {
    items: sums.reduce((all, { items }) => all + items, 0),
    bytes: sums.reduce((all, { bytes }) => all + bytes, 0),
    watchedMs: sums.some(({ watchedMs }) => watchedMs === null)
      ? null
      : sums.reduce((all, { watchedMs }) => all + (watchedMs ?? 0), 0),
  };
}

function bytesPerHour({ bytes, watchedMs }: Pick<Sum, 'bytes' | 'watchedMs'>): number | null {
  return watchedMs === null || watchedMs === 0 ? null : (bytes * HOUR_MS) / watchedMs;
}

function percentOf(bytes: number, total: number): number {
  return total === 0 ? 0 : (bytes / total) * 100;
}

export function titlesWords(count: number): string {
  return plural(count, $localize`${formatCount(count)}:count: title`, $localize`${formatCount(count)}:count: titles`);
}

/** `watched 12 h`, `never watched`, or that nobody knows. */
export function watchedWords(watchedMs: number | null): string {
  if (watchedMs === null) return $localize`watched hours unknown`;
  return watchedMs === 0 ? $localize`never watched` : $localize`watched ${formatHours(watchedMs)}:time:`;
}

/** 0 to 100. */
export function shareWords(percent: number): string {
  return percent > 0 && percent < 0.05 ? $localize`under ${formatPercent(0.1)}:percent:` : formatPercent(percent);
}

/** `340 GB, 12 %, 40 titles, watched 12 h`. */
function sumWords(sum: Sum, percent: number): string {
  return [formatBytes(sum.bytes), shareWords(percent), titlesWords(sum.items), watchedWords(sum.watchedMs)].join(', ');
}

export function perHourWords({ watchedMs, bytes }: Pick<Sum, 'bytes' | 'watchedMs'>): string {
  if (watchedMs === null) return UNKNOWN;
  return watchedMs === 0 ? $localize`never watched` : formatBytes(bytesPerHour({ bytes, watchedMs }));
}

/** What nobody knows stands last in either direction. */
export function sortRows(rows: readonly GroupRow[], sort: GroupSort, order: 'asc' | 'desc'): GroupRow[] {
  const sign = order === 'asc' ? 1 : -1;
  if (sort === 'name') return [...rows].sort((a, b) => sign * NAMES.compare(a.name, b.name));
  const value = VALUES[sort];
  return [...rows].sort((a, b) => {
    const [left, right] = [value(a), value(b)];
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    return sign * (left - right);
  });
}

const NAMES = new Intl.Collator(LOCALE, { numeric: true });
const VALUES: Record<Exclude<GroupSort, 'name'>, (row: GroupRow) => number | null> = {
  items: ({ items }) => items,
  bytes: ({ bytes }) => bytes,
  watched: ({ watchedMs }) => watchedMs,
  // Never watched: more than any number for each hour.
  perHour: ({ watchedMs, bytesPerHour: value }) => (watchedMs === 0 ? Number.MAX_VALUE : value),
};
