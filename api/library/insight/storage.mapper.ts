import { posterUrlOf } from '../item/item-row';
import type { StorageDto, StorageGroupDto, StorageRestDto, StorageSumDto } from './insight.dto';
import type { StorageBy } from './insight-words';
import { DIMENSIONS } from './storage-conditions';
import type { NamedRow, StorageGroupRow, StorageSumRow } from './storage.query';

const WORDS: Record<string, string> = {
  movie: 'Movies',
  episode: 'Episodes',
  track: 'Tracks',
  unknown: 'Unknown',
  none: 'No show',
  never: 'Never watched',
  sd: 'SD',
};

const UNNAMED = { serverId: null, serverName: null, posterUrl: null };

type Totals = Pick<StorageDto, 'totalBytes' | 'items' | 'watchedMs' | 'groups' | 'rest'>;

/** @param named what the keys of sections and shows stand for @param basePath starts and ends with a slash */
export function toStorage(
  by: StorageBy,
  total: StorageSumRow,
  rows: readonly StorageGroupRow[],
  named: readonly NamedRow[],
  basePath: string,
): Totals {
  const names = new Map(named.map((name) => [name.id, name]));
  return {
    totalBytes: total.bytes,
    items: total.items,
    watchedMs: total.watchedMs,
    groups: rows.map((row) => toGroup(by, row, names.get(row.key), basePath)),
    rest: toRest(rows),
  };
}

function toGroup(by: StorageBy, row: StorageGroupRow, name: NamedRow | undefined, basePath: string): StorageGroupDto {
  const key = DIMENSIONS[by].toKey(row.key);
  const place =
    name === undefined
      ? UNNAMED
      : {
          serverId: name.serverId,
          serverName: name.serverName,
          posterUrl: name.thumb === null ? null : posterUrlOf(basePath, name.id, name.thumb),
        };
  return { key, label: name?.title ?? labelOf(by, key), ...place, ...toSum(row) };
}

function labelOf(by: StorageBy, key: string): string {
  if (by === 'bytesPerHour' && key.includes('-')) {
    const [from, to] = key.split('-');
    return to === '' ? `${from} GB and more` : `${from} to ${to} GB`;
  }
  if (WORDS[key] !== undefined) return WORDS[key];
  if (by === 'decade') return `${key}s`;
  if (by !== 'resolution') return key;
  return /^\d+$/.test(key) ? `${key}p` : key.toUpperCase();
}

function toRest(rows: readonly StorageGroupRow[]): StorageRestDto | null {
  if (rows.length === 0 || rows[0].allGroups === rows.length) return null;
  const { allGroups, allItems, allBytes, allWatchedMs } = rows[0];
  const sum = (read: (row: StorageGroupRow) => number) => rows.reduce((total, row) => total + read(row), 0);
  return {
    groups: allGroups - rows.length,
    items: allItems - sum(({ items }) => items),
    bytes: allBytes - sum(({ bytes }) => bytes),
    watchedMs: allWatchedMs === null ? null : allWatchedMs - sum(({ watchedMs }) => watchedMs ?? 0),
  };
}

function toSum({ items, bytes, watchedMs }: StorageSumRow): StorageSumDto {
  return { items, bytes, watchedMs };
}
