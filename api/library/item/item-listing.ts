import { createHash } from 'node:crypto';
import type { ItemFilter } from './item-filter';
import { branchesOf, type Branch } from './item-scope';
import { SORT_COLUMNS, type SortColumn } from './item-sort';
import type { ItemSort, SortedItemQuery, SortOrder } from './item-query.dto';
import type { VisibleSection } from '../section/visible-sections.query';

/** One listing as the queries take it: what, where and in which order. */
export interface ItemListing {
  filter: ItemFilter;
  sections: readonly VisibleSection[];
  /** Empty with `parentId` and no `type`: then rows of any type are meant. */
  branches: readonly Branch[];
  sort: ItemSort | 'relevance';
  order: SortOrder;
  column: SortColumn;
  /** Binds cursors to this listing; visibility is no part of it. */
  name: string;
}

export function toListing(
  filter: ItemFilter,
  sections: readonly VisibleSection[],
  query: SortedItemQuery,
): ItemListing {
  const sort = query.sort ?? (filter.q === undefined ? 'addedAt' : 'relevance');
  const column = SORT_COLUMNS[sort];
  const order = sort === 'relevance' ? 'desc' : (query.order ?? column.defaultOrder);
  const branches = branchesOf(sections, filter.type);
  const name = `items:${sort}:${order}:${fingerprint(filter)}`;
  return { filter, sections, branches, sort, order, name, column: withoutForeignViews(sort, column, sections) };
}

/**
 * The order of views is the owner's secret too. Where the caller owns none of the sections all rows are
 * alike, and the newest come first; where some, the rows of the others count as never viewed.
 */
function withoutForeignViews(sort: string, column: SortColumn, sections: readonly VisibleSection[]): SortColumn {
  const owned = sections.filter((section) => section.owned);
  if (sort !== 'lastViewedAt' || owned.length === sections.length) return column;
  if (owned.length === 0) return SORT_COLUMNS.addedAt;
  const ids = owned.map(({ id }) => `'${id}'`).join(', ');
  return {
    ...column,
    expression: `CASE WHEN i.section_id IN (${ids}) THEN ${column.expression} ELSE 'epoch'::timestamptz END`,
  };
}

function fingerprint(filter: ItemFilter): string {
  const conditions = Object.entries(filter).filter(([, value]) => value !== undefined);
  return createHash('md5').update(JSON.stringify(conditions)).digest('base64url').slice(0, 12);
}
