import { Injectable } from '@nestjs/common';
import { Database } from '../../infra/database';
import { askedConditions, filterConditions } from './item-conditions';
import { hits, listingConditions, sortValue } from './item-hits';
import type { ItemListing } from './item-listing';
import { SqlValues, type Statement } from './sql-values';

export interface FacetRow {
  facet: 'genre' | 'year' | 'resolution' | 'contentRating';
  value: string;
  count: number;
}

export interface AnchorRow {
  /** Rows up to and including this one. */
  n: number;
  v: string | number | Date;
  id: string;
}

/** Figures about whole listings. Items in the trash are not counted, though anchors, which are places in a listing, know them. */
@Injectable()
export class CensusQuery {
  constructor(private readonly database: Database) {}

  async count(listing: ItemListing): Promise<number> {
    const { text, values, name } = countStatement(listing);
    return (await this.database.row<{ count: number }>(text, values, name))!.count;
  }

  facets(listing: ItemListing): Promise<FacetRow[]> {
    const { text, values } = facetStatement(listing);
    return this.database.rows<FacetRow>(text, values);
  }

  anchors(listing: ItemListing, every: number): Promise<AnchorRow[]> {
    const { text, values } = anchorStatement(listing, every);
    return this.database.rows<AnchorRow>(text, values);
  }
}

export function countStatement(listing: ItemListing): Statement {
  const values = new SqlValues();
  if (listing.filter.q === undefined) {
    const conditions = [...listingConditions(listing, values), 'i.available'].join(' AND ');
    const text = `SELECT count(*)::int AS count FROM media_items i WHERE ${conditions}`;
    const isPlain = askedConditions(listing.filter).length === 0;
    return { text, values: values.list, name: isPlain ? 'items-count' : undefined };
  }
  // Trash takes part in the search, so that the count is about the rows that the list shows.
  const text = `WITH ${hits(listing, values, () => 'i.available')} SELECT count(*)::int AS count FROM hit WHERE available`;
  return { text, values: values.list };
}

export function facetStatement(listing: ItemListing): Statement {
  const values = new SqlValues();
  const found = hits(listing, values, () => 'i.genres, i.year, i.resolution, i.content_rating, i.available');
  const facet = (name: FacetRow['facet'], column: string) =>
    `SELECT '${name}' AS facet, ${column}::text AS value, count(*)::int AS count FROM hit
     WHERE available AND ${column} IS NOT NULL GROUP BY ${column}`;
  const text = `
    WITH ${found}
    SELECT 'genre' AS facet, genre AS value, count(*)::int AS count
      FROM hit CROSS JOIN LATERAL unnest(genres) AS genre WHERE available GROUP BY genre
    UNION ALL ${facet('year', 'year')}
    UNION ALL ${facet('resolution', 'resolution')}
    UNION ALL ${facet('contentRating', 'content_rating')}`;
  return { text, values: values.list };
}

/** Numbers the rows in index order, without reading them where the index of the sort is enough. */
export function anchorStatement(listing: ItemListing, every: number): Statement {
  const { order, filter } = listing;
  const values = new SqlValues();
  const direct = filter.q === undefined && filter.parentId === undefined;
  const found = direct ? '' : `WITH ${hits(listing, values, (score) => `${sortValue(listing, score)} AS v, i.id`)}`;
  const rows = direct ? branchUnion(listing, values) : 'SELECT v, id FROM hit';
  const text = `
    ${found}
    SELECT n, v, id FROM (
      SELECT (row_number() OVER w)::int AS n, lead(id) OVER w AS next_id, v, id FROM (${rows}) r
      WINDOW w AS (ORDER BY v ${order}, id ${order})
    ) numbered
    WHERE n % ${values.add(every)}::int = 0 AND next_id IS NOT NULL ORDER BY n`;
  return { text, values: values.list };
}

function branchUnion(listing: ItemListing, values: SqlValues): string {
  const { branches, column } = listing;
  if (branches.length === 0) return 'SELECT NULL::int AS v, NULL::bigint AS id WHERE false';
  const conditions = filterConditions(listing, values).join(' AND ');
  return branches
    .map(
      ({ section, type }) => `
      SELECT ${column.expression} AS v, i.id FROM media_items i
      WHERE i.section_id = ${values.add(section.id)} AND i.type = ${values.add(type)} AND ${conditions}`,
    )
    .join(' UNION ALL ');
}
