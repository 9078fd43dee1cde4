import type { ItemCard } from '../../api/types';
import { placeOf } from '../../core/items/item-words';
import type { IconName } from '../../ui/icon-paths';
import type { StatusTone } from '../../ui/status-chip';
import type { CsvCell } from './csv';

export interface CellStatus {
  tone: StatusTone;
  label: string;
  /** Where the tone's own does not fit. */
  icon?: IconName;
}

export interface Column<S extends string> {
  name: string;
  label: string;
  /** What the column sorts by; null where it cannot. */
  sort: S | null;
  number?: boolean;
  /** Gives way where there is no room. */
  extra?: boolean;
}

/** One row of a list that can be picked and exported. */
export interface InsightRow {
  /** Of the item. */
  id: string;
  bytes: number | null;
  title: string;
  /** Show, season and episode, year: what tells titles of one name apart. */
  context: string;
  /** Below the columns' names. */
  cells: Readonly<Record<string, string | readonly CellStatus[]>>;
  csv: readonly CsvCell[];
}

export function contextOf(item: ItemCard): string {
  const place = [item.grandparentTitle, placeOf(item)].filter(Boolean).join(' · ');
  return place || (item.year === null ? '' : String(item.year));
}

/** How an item stands in a file, as in the API's own exports. */
export function csvItem(item: ItemCard): CsvCell[] {
  const { id, serverId, sectionId, type, title, grandparentTitle, parentIndex, index, year, addedAt } = item;
  return [id, serverId, sectionId, type, title, grandparentTitle, parentIndex, index, year, addedAt];
}

export const CSV_ITEM = [
  'itemId',
  'serverId',
  'sectionId',
  'type',
  'title',
  'show',
  'season',
  'number',
  'year',
  'addedAt',
];
