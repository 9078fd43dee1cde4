import { Injectable } from '@nestjs/common';
import { Database, type SqlExecutor } from '../../infra/database';
import type { PlexItem, PlexItemType } from '../../plex';
import { columnArrays, unnestParameters, type ColumnSource } from '../item/column-arrays';
import type { SectionRef } from '../item/media-item-upsert.repository';

export type SeenItem = Pick<PlexItem, 'ratingKey' | 'viewCount' | 'lastViewedAt' | 'viewOffsetMs' | 'userRating'>;
type RatedItem = Pick<PlexItem, 'ratingKey' | 'userRating'>;

const COLUMNS: readonly ColumnSource<SeenItem>[] = [
  { name: 'rating_key', type: 'text', read: (item) => item.ratingKey },
  { name: 'view_count', type: 'integer', read: (item) => item.viewCount },
  { name: 'last_viewed_at', type: 'timestamptz', read: (item) => item.lastViewedAt },
  { name: 'view_offset_ms', type: 'bigint', read: (item) => item.viewOffsetMs },
  { name: 'user_rating', type: 'double precision', read: (item) => item.userRating },
];

const RATED: readonly ColumnSource<RatedItem>[] = [
  { name: 'rating_key', type: 'text', read: (item) => item.ratingKey },
  { name: 'user_rating', type: 'double precision', read: (item) => item.userRating },
];

const TOLD = ['section_id', 'type', 'view_count', 'watched', 'last_viewed_at', 'view_offset_ms', 'user_rating'];

const PUT = `
  ON CONFLICT (plex_account_id, item_id) DO UPDATE SET ${TOLD.map((name) => `${name} = EXCLUDED.${name}`).join(', ')}
  WHERE (${TOLD.map((name) => `v.${name}`).join(', ')}) IS DISTINCT FROM (${TOLD.map((name) => `EXCLUDED.${name}`).join(', ')})`;

const INTO = `INSERT INTO user_views AS v (plex_account_id, item_id, ${TOLD.join(', ')})`;

/** $1 account, $2 server, $3 section, $4 type, then the columns: the section as the server told it, and nothing besides. */
const REPLACE = `
  WITH told AS MATERIALIZED (
    SELECT i.id, i.type, k.* FROM unnest(${unnestParameters(COLUMNS, 5)}) AS k (${COLUMNS.map(({ name }) => name).join(', ')})
    JOIN media_items i ON i.server_id = $2 AND i.rating_key = k.rating_key AND i.section_id = $3 AND i.type = $4
  ), unsaid AS (
    DELETE FROM user_views v WHERE v.plex_account_id = $1 AND v.section_id = $3 AND v.type = $4
      AND NOT EXISTS (SELECT FROM told WHERE told.id = v.item_id)
  )
  ${INTO}
  SELECT $1, id, $3, type, view_count, view_count > 0, last_viewed_at, view_offset_ms, user_rating FROM told ${PUT}`;

/** What the history alone knows, where the server never told more. $1 account, $2 server. */
const FROM_PLAYS = `
  ${INTO}
  SELECT $1, i.id, i.section_id, i.type, count(*)::int, true, max(p.viewed_at), NULL::bigint, NULL::double precision
  FROM plays p JOIN media_items i ON i.id = p.item_id
  WHERE p.plex_account_id = $1 AND p.server_id = $2 AND p.completion >= 90 AND i.deleted_at IS NULL
    AND i.type IN ('movie', 'episode', 'track')
    AND NOT EXISTS (SELECT FROM user_view_imports m WHERE m.plex_account_id = $1 AND m.section_id = i.section_id)
  GROUP BY i.id ${PUT}
  RETURNING section_id`;

/** Seasons, shows, albums and artists from the leaves below, and rated shows. $1 account, $2 section, then the columns of the rated. */
const ROLL_UP = `
  WITH leaf AS MATERIALIZED (
    SELECT i.parent_id, i.grandparent_id, v.view_count, v.last_viewed_at FROM user_views v JOIN media_items i ON i.id = v.item_id
    WHERE v.plex_account_id = $1 AND i.section_id = $2 AND i.deleted_at IS NULL AND i.type IN ('episode', 'track') AND v.view_count > 0
  ), part AS (
    SELECT parent_id AS id, view_count, last_viewed_at FROM leaf UNION ALL SELECT grandparent_id, view_count, last_viewed_at FROM leaf
  ), seen AS (
    SELECT i.id, i.type, sum(part.view_count)::int AS views, count(*) >= NULLIF(i.leaf_count, 0) AS watched, max(part.last_viewed_at) AS last
    FROM part JOIN media_items i ON i.id = part.id GROUP BY i.id
  ), rated AS (
    SELECT i.id, i.type, k.user_rating FROM unnest(${unnestParameters(RATED, 3)}) AS k (${RATED.map(({ name }) => name).join(', ')})
    JOIN media_items i ON i.rating_key = k.rating_key AND i.section_id = $2 AND i.type = 'show'
      AND i.server_id = (SELECT server_id FROM library_sections WHERE id = $2)
  ), total AS MATERIALIZED (
    SELECT id, COALESCE(seen.type, rated.type) AS type, views, watched, last, user_rating FROM seen FULL JOIN rated USING (id)
  ), unsaid AS (
    DELETE FROM user_views v WHERE v.plex_account_id = $1 AND v.section_id = $2 AND v.type IN ('show', 'season', 'artist', 'album')
      AND NOT EXISTS (SELECT FROM total WHERE total.id = v.item_id)
  )
  ${INTO}
  SELECT $1, id, $2, type, COALESCE(views, 0), COALESCE(watched, false), last, NULL::bigint, user_rating FROM total ${PUT}`;

/** What people have seen, for those whom items themselves tell nothing about. */
@Injectable()
export class UserViews {
  constructor(private readonly database: Database) {}

  /**
   * @param seen for each type of leaf in the section everything that the person has seen or rated: what is missing was not
   * @param rated every show that they rated
   */
  replace(
    accountId: string,
    section: SectionRef,
    seen: ReadonlyMap<PlexItemType, readonly SeenItem[]>,
    rated: readonly RatedItem[] = [],
  ): Promise<void> {
    return this.database.transaction(async (sql) => {
      for (const [type, items] of seen) {
        const columns = columnArrays(COLUMNS, once(items));
        await sql.run(REPLACE, [accountId, section.serverId, section.id, type, ...columns]);
      }
      await this.rollUp(sql, accountId, section.id, rated);
      await sql.run(
        `INSERT INTO user_view_imports (plex_account_id, section_id) VALUES ($1, $2)
         ON CONFLICT (plex_account_id, section_id) DO UPDATE SET imported_at = now()`,
        [accountId, section.id],
      );
    });
  }

  /** Takes from the history what the server did not tell. */
  fillFromPlays(accountId: string, serverId: string): Promise<void> {
    return this.database.transaction(async (sql) => {
      const rows = await sql.rows<{ section_id: string }>(FROM_PLAYS, [accountId, serverId]);
      for (const id of new Set(rows.map((row) => row.section_id))) await this.rollUp(sql, accountId, id, []);
    });
  }

  private async rollUp(
    sql: SqlExecutor,
    accountId: string,
    sectionId: string,
    rated: readonly RatedItem[],
  ): Promise<void> {
    await sql.run(ROLL_UP, [accountId, sectionId, ...columnArrays(RATED, once(rated))]);
  }
}

function once<Item extends RatedItem>(items: readonly Item[]): Item[] {
  return [...new Map(items.map((item) => [item.ratingKey, item])).values()];
}
