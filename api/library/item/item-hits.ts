import { filterConditions } from './item-conditions';
import type { ItemListing } from './item-listing';
import { search } from './item-search';
import type { SqlValues } from './sql-values';

/**
 * Common table expressions that end in `hit`: everything that a listing holds, read once.
 * @param select columns of a row `i`, given a maker of the expression of how well it matches
 * @param only further conditions on `i`
 */
export function hits(
  listing: ItemListing,
  values: SqlValues,
  select: (score: () => string) => string,
  only: readonly string[] = [],
): string {
  const place = [...listingConditions(listing, values), ...only].join(' AND ');
  const from = (score: () => string, condition: string) =>
    `SELECT ${select(score)} FROM media_items i WHERE ${place} AND ${condition}`;
  if (listing.filter.q === undefined) return `hit AS MATERIALIZED (${from(() => '0', 'true')})`;
  const { exact, fuzzy } = search(listing.filter.q, values);
  if (fuzzy === null) return `hit AS MATERIALIZED (${from(exact.score, exact.condition)})`;
  // Depends on no row of its own: PostgreSQL asks this once, before it would look for the likes.
  const tooFew = `(SELECT count(*) FROM (SELECT FROM exact LIMIT ${fuzzy.enough}) e) < ${fuzzy.enough}`;
  return `exact AS MATERIALIZED (${from(exact.score, exact.condition)}),
    likely AS MATERIALIZED (${from(fuzzy.score, `${fuzzy.condition} AND ${tooFew}`)}),
    hit AS (SELECT * FROM exact UNION ALL SELECT * FROM likely)`;
}

/** What a row of a listing is sorted by. */
export function sortValue({ sort, column }: ItemListing, score: () => string): string {
  return sort === 'relevance' ? score() : column.expression;
}

/** All conditions of a listing on `i` but its words. */
export function listingConditions(listing: ItemListing, values: SqlValues): string[] {
  const { filter, sections, branches } = listing;
  const anyType = filter.parentId !== undefined && filter.type === undefined;
  const places = anyType ? sections : branches.map(({ section }) => section);
  const conditions = [`i.section_id = ANY (${values.add(places.map(({ id }) => id))}::uuid[])`];
  if (!anyType) conditions.push(`i.type = ANY (${values.add([...new Set(branches.map(({ type }) => type))])}::text[])`);
  return [...conditions, ...filterConditions(listing, values)];
}
