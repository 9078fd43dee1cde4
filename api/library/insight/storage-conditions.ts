import type { SqlValues } from '../item/sql-values';
import type { StorageFilterQuery } from './insight-query.dto';
import type { StorageBy } from './insight-words';
import { GRAINS } from './section-insights.statements';

/** Filters that are conditions on a column; place is no part of it. */
type Filter = Omit<StorageFilterQuery, 'serverId' | 'sectionId'>;

interface Dimension {
  column: string;
  sqlType: string;
  /** Column value of a key. */
  toValue: (key: string) => string;
  /** Key of a column value. */
  toKey: (value: string) => string;
}

const plain = (column: string): Dimension => ({
  column,
  sqlType: 'text',
  toValue: (key) => key,
  toKey: (value) => value,
});

const orUnknown = (column: string): Dimension => ({
  column,
  sqlType: 'text',
  toValue: (key) => (key === 'unknown' ? '' : key),
  toKey: (value) => (value === '' ? 'unknown' : value),
});

const numbered = (column: string, sqlType: string, words: Record<string, string>): Dimension => ({
  column,
  sqlType,
  toValue: (key) => words[key] ?? key,
  toKey: (value) => Object.keys(words).find((word) => words[word] === value) ?? value,
});

/** What storage is split and narrowed by, in `insight_blocks` and `insight_storage` alike. */
export const DIMENSIONS: Record<StorageBy, Dimension> = {
  section: { ...plain('section_id'), sqlType: 'uuid' },
  type: plain('type'),
  resolution: orUnknown('resolution'),
  videoCodec: orUnknown('video_codec'),
  container: orUnknown('container'),
  show: numbered('show_id', 'bigint', { none: '0', unknown: '-1' }),
  decade: numbered('decade', 'integer', { unknown: '-1' }),
  bytesPerHour: plain('bytes_per_hour'),
};

const FILTERS: Record<keyof Filter, StorageBy> = {
  type: 'type',
  resolution: 'resolution',
  videoCodec: 'videoCodec',
  container: 'container',
  decade: 'decade',
  showId: 'show',
  bytesPerHour: 'bytesPerHour',
};
const FILTER_NAMES = Object.keys(FILTERS) as (keyof Filter)[];

/** The way of asking that tells apart what is asked for: see InsightStorageEntity. */
export function grainOf(filter: Filter, by?: StorageBy): number {
  const asked = FILTER_NAMES.filter((name) => filter[name] !== undefined).map((name) => FILTERS[name]);
  const columns = new Set([...asked, ...(by === undefined ? [] : [by])].map((name) => DIMENSIONS[name].column));
  return Object.entries(GRAINS).reduce((grain, [column, bit]) => grain | (columns.has(column) ? bit : 0), 0);
}

/** Conditions on `t`. */
export function storageConditions(filter: Filter, values: SqlValues): string[] {
  return FILTER_NAMES.flatMap((name) => {
    const key = filter[name];
    if (key === undefined) return [];
    const { column, sqlType, toValue } = DIMENSIONS[FILTERS[name]];
    return [`t.${column} = ${values.add(toValue(key))}::${sqlType}`];
  });
}
