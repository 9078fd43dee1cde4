import { createHash } from 'node:crypto';
import type { ItemFilter } from './item-filter';
import { branchesOf, type Branch } from './item-scope';
import { SORT_COLUMNS, type SortColumn } from './item-sort';
import type { ItemSort, SortedItemQuery, SortOrder } from './item-query.dto';
import type { VisibleSection } from '../section/visible-sections.query';
import { viewerSql, type ViewerSql } from '../view/viewer-sql';

/** One listing as the queries take it: what, where and in which order. */
export interface ItemListing {
  filter: ItemFilter;
  sections: readonly VisibleSection[];
  /** Empty with `parentId` and no `type`: then rows of any type are meant. */
  branches: readonly Branch[];
  sort: ItemSort | 'relevance';
  order: SortOrder;
  column: SortColumn;
  viewer: ViewerSql;
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
  const viewer = viewerSql(sections);
  return { filter, sections, branches, sort, order, name, viewer, column: ofViewer(sort, column, sections, viewer) };
}

/**
 * The order of views is the caller's own. Where nothing at all is known of the caller's views all rows are
 * alike, and the newest come first.
 */
function ofViewer(
  sort: string,
  column: SortColumn,
  sections: readonly VisibleSection[],
  viewer: ViewerSql,
): SortColumn {
  if (sort !== 'lastViewedAt' || viewer.isOwner) return column;
  if (!sections.some(({ owned, viewer: known }) => owned || known?.known)) return SORT_COLUMNS.addedAt;
  return { ...column, expression: viewer.lastViewedAt };
}

function fingerprint(filter: ItemFilter): string {
  const conditions = Object.entries(filter).filter(([, value]) => value !== undefined);
  return createHash('md5').update(JSON.stringify(conditions)).digest('base64url').slice(0, 12);
}
