import { Injectable } from '@nestjs/common';
import { Database } from '../../infra/database';

export interface WatcherRow extends Record<string, unknown> {
  userId: string | null;
  displayName: string | null;
  plays: number;
  finished: number;
  lastViewedAt: Date;
}

/** Nobody reads further. */
const MOST = 100;

/** The plays of an item: its own, of a show or artist all of its leaves', of a season or album those below it. */
const PLAYS_OF = `
  SELECT p.* FROM plays p WHERE p.item_id = $1
  UNION ALL SELECT p.* FROM plays p WHERE p.title_id = $1 AND p.item_id IS DISTINCT FROM $1
  UNION ALL SELECT p.* FROM media_items c JOIN plays p ON p.item_id = c.id
    WHERE c.parent_id = $1 AND c.type IN ('episode', 'track') AND p.title_id IS DISTINCT FROM $1`;

/** Who watched one item, on its server. */
@Injectable()
export class WatchersQuery {
  constructor(private readonly database: Database) {}

  /** Who watched most recently comes first; views that the server gives to nobody are left out. */
  of(itemId: string): Promise<WatcherRow[]> {
    return this.database.rows<WatcherRow>(
      `SELECT u.id AS "userId", u.display_name AS "displayName", w.plays, w.finished, w.last_at AS "lastViewedAt"
       FROM (
         SELECT plex_account_id, count(*)::int AS plays, (count(*) FILTER (WHERE completion >= 90))::int AS finished,
           max(viewed_at) AS last_at
         FROM (${PLAYS_OF}) p WHERE plex_account_id IS NOT NULL GROUP BY 1
       ) w LEFT JOIN users u ON u.plex_account_id = w.plex_account_id
       ORDER BY w.last_at DESC, w.plex_account_id LIMIT ${MOST}`,
      [itemId],
      'watchers',
    );
  }
}
