import { Injectable } from '@nestjs/common';
import { Database } from '../../infra/database';
import { FINISHED_PERCENT, namesakes } from '../../library';
import type { Watched } from './engine';

export interface WatchedRow extends Watched {
  itemId: string;
  title: string;
}

interface Row extends Record<string, unknown> {
  id: string;
  title: string;
  type: string;
  finished: number;
  partial: number;
  last_at: Date | null;
  user_rating: number | null;
}

/** Every view there is, of titles that are gone, too: their works may be there again. $1 account. */
const PLAYED = `
  SELECT c.title_id AS id, i.title, i.type, c.finished, c.partial, c.last_at, NULL AS user_rating
  FROM (
    SELECT title_id, (count(*) FILTER (WHERE completion >= ${FINISHED_PERCENT}))::int AS finished,
      (count(*) FILTER (WHERE completion < ${FINISHED_PERCENT}))::int AS partial, max(viewed_at) AS last_at
    FROM plays WHERE plex_account_id = $1 AND title_id IS NOT NULL GROUP BY title_id
  ) c JOIN media_items i ON i.id = c.title_id`;

/** Of views that no play tells of only the number is known. */
const state = (x: string, finished: string): string => `
  ${finished} AS finished, CASE WHEN ${finished} = 0 AND ${x}.view_offset_ms > 0 THEN 1 ELSE 0 END AS partial,
  ${x}.last_viewed_at AS last_at, ${x}.user_rating`;

/**
 * The owner's view state is the items' own; of what is gone from their server, too. The condition is that of the index.
 * $1 account.
 */
const SEEN_BY_OWNER = `
  SELECT i.id, i.title, i.type, ${state('i', 'COALESCE(NULLIF(i.view_count, 0), i.viewed_leaf_count, 0)')}
  FROM plex_servers p JOIN media_items i ON i.server_id = p.id
  WHERE p.owner_account_id = $1 AND i.type IN ('movie', 'show')
    AND (i.view_count > 0 OR i.viewed_leaf_count > 0 OR i.last_viewed_at IS NOT NULL OR i.user_rating IS NOT NULL)`;

/** $1 account. */
const SEEN = `
  SELECT i.id, i.title, i.type, ${state('v', 'v.view_count')}
  FROM user_views v JOIN media_items i ON i.id = v.item_id
  WHERE v.plex_account_id = $1 AND v.type IN ('movie', 'show')
    AND (v.view_count > 0 OR v.last_viewed_at IS NOT NULL OR v.user_rating IS NOT NULL)`;

/** What is there under the name of what is gone. $1 items, $2 servers. */
const TWINS = `
  SELECT x.id, twin.id AS twin FROM media_items x CROSS JOIN LATERAL (${namesakes('x')}) twin
  WHERE x.id = ANY ($1::bigint[]) AND twin.type = x.type AND twin.id <> x.id`;

/** What one person has watched or rated: what the history tells, and what only a view state does. */
@Injectable()
export class WatchedTitlesQuery {
  constructor(private readonly database: Database) {}

  async of(accountId: string): Promise<WatchedRow[]> {
    const [played, byOwner, seen] = await Promise.all([
      this.database.rows<Row>(PLAYED, [accountId], 'recommender-played'),
      this.database.rows<Row>(SEEN_BY_OWNER, [accountId], 'recommender-owner'),
      this.database.rows<Row>(SEEN, [accountId], 'recommender-seen'),
    ]);
    const byId = new Map<string, WatchedRow>();
    // The history knows more than a view state: it comes last and stays. Ratings are the view state's alone.
    for (const row of [...seen, ...byOwner, ...played])
      byId.set(row.id, toWatched(row, row.user_rating ?? byId.get(row.id)?.userRating ?? null));
    return [...byId.values()];
  }

  /** Items of the same works that are there, for items that are not. */
  async twins(itemIds: readonly string[]): Promise<{ itemId: string; twinId: string }[]> {
    if (itemIds.length === 0) return [];
    const servers = await this.database.rows<{ id: string }>('SELECT id FROM plex_servers');
    const rows = await this.database.rows<{ id: string; twin: string }>(
      TWINS,
      [itemIds, servers.map(({ id }) => id)],
      'recommender-twins',
    );
    return rows.map(({ id, twin }) => ({ itemId: id, twinId: twin }));
  }

  /** How many views of a person are known. */
  async plays(accountId: string): Promise<number> {
    const row = await this.database.row<{ plays: number }>(
      'SELECT count(*)::int AS plays FROM plays WHERE plex_account_id = $1',
      [accountId],
      'recommender-count',
    );
    return row?.plays ?? 0;
  }
}

function toWatched({ id, title, type, finished, partial, last_at }: Row, userRating: number | null): WatchedRow {
  return { itemId: id, title, type, finished, partial, lastAt: last_at?.getTime() ?? null, userRating };
}
