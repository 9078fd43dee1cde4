import { Injectable } from '@nestjs/common';
import { Database } from '../../infra/database';
import { askedConditions, behind, filterConditions } from './item-conditions';
import type { ItemFilter } from './item-filter';
import { hits, listingConditions, sortValue } from './item-hits';
import type { ItemListing } from './item-listing';
import type { ItemSort } from './item-query.dto';
import { CARD_COLUMNS, type ItemRow } from './item-row';
import type { Keyset } from './item-sort';
import { SqlValues, type Statement } from './sql-values';
import type { VisibleSection } from '../section/visible-sections.query';
import { UserViewQuery, type UserViewRow } from '../view/user-view.query';
import { viewStatement } from '../view/view-listing';

/** Pages of listings. */
@Injectable()
export class BrowseQuery {
  constructor(
    private readonly database: Database,
    private readonly userViews: UserViewQuery,
  ) {}

  /** The caller's view state of these rows, where the rows themselves do not tell it. */
  views(sections: readonly VisibleSection[], itemIds: readonly string[]): Promise<Map<string, UserViewRow>> {
    return this.userViews.of(sections, itemIds);
  }

  /** At most `count` rows behind `keyset`. */
  list(listing: ItemListing, keyset: Keyset | null, count: number): Promise<ItemRow[]> {
    const { text, values, name } = listStatement(listing, keyset, count);
    return this.database.rows<ItemRow & Record<string, unknown>>(text, values, name);
  }

  /** Those of these items that a listing without words holds and that are available. */
  async among(listing: ItemListing, itemIds: readonly string[]): Promise<Set<string>> {
    const values = new SqlValues();
    const conditions = [`i.id = ANY (${values.add(itemIds)}::bigint[])`, ...listingConditions(listing, values)];
    const text = `SELECT i.id FROM media_items i WHERE ${conditions.join(' AND ')} AND i.available`;
    return new Set((await this.database.rows<{ id: string }>(text, values.list)).map(({ id }) => id));
  }

  /** True for an item that is there, in one of these sections. */
  async exists(id: string, sectionIds: readonly string[]): Promise<boolean> {
    const row = await this.database.row(
      'SELECT 1 FROM media_items WHERE id = $1 AND section_id = ANY ($2) AND deleted_at IS NULL',
      [id, sectionIds],
      'item-exists',
    );
    return row !== null;
  }
}

export function listStatement(listing: ItemListing, keyset: Keyset | null, count: number): Statement {
  const { q, parentId } = listing.filter;
  if (q !== undefined || parentId !== undefined) return hitStatement(listing, keyset, count);
  const { sort, viewer, column } = listing;
  const byOwnViews = sort === 'lastViewedAt' && viewer.accountId !== null && column.sqlType === 'timestamptz';
  return byOwnViews && column.expression === viewer.lastViewedAt
    ? viewStatement({ ...listing, accountId: viewer.accountId! }, keyset, count)
    : branchStatement(listing, keyset, count);
}

/**
 * Every branch is one range scan of the index of its sort that ends after `count` rows, so a page costs
 * the same whatever the caller may see and however deep it lies.
 */
function branchStatement(listing: ItemListing, keyset: Keyset | null, count: number): Statement {
  const { column, order, branches } = listing;
  const values = new SqlValues();
  const ids = values.add(branches.map(({ section }) => section.id));
  const types = values.add(branches.map(({ type }) => type));
  const limit = values.add(count);
  const conditions = filterConditions(listing, values);
  if (keyset) conditions.push(behind(keyset, column, order, values));
  const text = `
    SELECT b.* FROM unnest(${ids}::uuid[], ${types}::text[]) AS s (section_id, type)
    CROSS JOIN LATERAL (
      SELECT ${CARD_COLUMNS}, ${column.expression} AS v FROM media_items i
      WHERE i.section_id = s.section_id AND i.type = s.type AND ${conditions.join(' AND ')}
      ORDER BY ${column.expression} ${order}, i.id ${order} LIMIT ${limit}
    ) b
    ORDER BY b.v ${order}, b.id ${order} LIMIT ${limit}`;
  return { text, values: values.list, name: statementName(listing, keyset) };
}

/** Filters that an index may serve, and the sort whose index that is. */
const INDEXED_FILTERS: Partial<Record<keyof ItemFilter, ItemSort | null>> = {
  genre: null,
  genres: null,
  yearFrom: 'year',
  yearTo: 'year',
  addedSince: 'addedAt',
  sizeMin: 'sizeBytes',
  durationMinMs: 'durationMs',
  durationMaxMs: 'durationMs',
  ratingMin: 'rating',
  audioLanguage: null,
  audioTold: null,
  audioUnread: null,
};

/**
 * A listing for which the index of its sort is the one good plan, whatever the values, is planned once a
 * connection. The name stands for one text, and the expression of `lastViewedAt` may hold section ids.
 */
function statementName({ filter, sort, order, viewer }: ItemListing, keyset: Keyset | null): string | undefined {
  const asked = askedConditions(filter);
  const onePlan = asked.every((name) => !(name in INDEXED_FILTERS) || INDEXED_FILTERS[name] === sort);
  if (!onePlan || sort === 'lastViewedAt' || (asked.includes('watched') && !viewer.isOwner)) return undefined;
  return ['items', sort, order, keyset ? 'next' : 'first', ...asked].join('-');
}

/** Searches and children: the rows that match are found first, then sorted, and the page alone is read in full. */
function hitStatement(listing: ItemListing, keyset: Keyset | null, count: number): Statement {
  const { order, column } = listing;
  const values = new SqlValues();
  const found = hits(listing, values, (score) => `i.id, ${sortValue(listing, score)} AS v`);
  const after = keyset ? `WHERE ${behind(keyset, { ...column, expression: 'i.v' }, order, values)}` : '';
  const text = `
    WITH ${found}
    SELECT ${CARD_COLUMNS}, p.v
    FROM (SELECT i.id, i.v FROM hit i ${after} ORDER BY i.v ${order}, i.id ${order} LIMIT ${values.add(count)}) p
    JOIN media_items i ON i.id = p.id
    ORDER BY p.v ${order}, p.id ${order}`;
  return { text, values: values.list };
}
