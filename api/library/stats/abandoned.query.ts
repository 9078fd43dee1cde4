import { Injectable } from '@nestjs/common';
import { Database } from '../../infra/database';
import type { VisibleSection } from '../section/visible-sections.query';

/** A movie or show that was begun and left. */
export interface AbandonedRow {
  /** The movie or show. */
  titleId: string;
  title: string;
  /** The movie or episode. */
  itemId: string;
  percent: number;
  at: Date;
}

const AFTER_DAYS = 30;
const [LEAST, MOST] = [10, 90];
const LISTED = 10;
/** So many of each source are looked at: some were gone on with. */
const LOOKED_AT = 100;
/** Two sources tell the time of one viewing a little differently. */
const SLACK = `interval '10 minutes'`;

const percent = (offset: string): string => `(${offset} * 100 / NULLIF(i.duration_ms, 0))::int`;

/** $1 the person, $2 now, $3 sections that they own, $4 sections that they are shown. */
const ABANDONED = `
  WITH begun AS MATERIALIZED (
    (SELECT p.item_id AS id, p.viewed_at AS at, p.completion::int AS percent FROM plays p
     WHERE p.plex_account_id = $1 AND p.completion < ${MOST} AND p.viewed_at < $2::timestamptz - interval '${AFTER_DAYS} days'
       AND p.item_id IS NOT NULL
     ORDER BY p.viewed_at DESC LIMIT ${LOOKED_AT})
    UNION ALL
    SELECT b.* FROM unnest($3::uuid[]) AS s (id) CROSS JOIN LATERAL (
      SELECT i.id, i.last_viewed_at, ${percent('i.view_offset_ms')} FROM media_items i
      WHERE i.section_id = s.id AND i.view_offset_ms > 0 AND i.deleted_at IS NULL
        AND i.last_viewed_at < $2::timestamptz - interval '${AFTER_DAYS} days'
      ORDER BY i.last_viewed_at DESC LIMIT ${LOOKED_AT}
    ) b
    UNION ALL
    (SELECT v.item_id, v.last_viewed_at, ${percent('v.view_offset_ms')} FROM user_views v JOIN media_items i ON i.id = v.item_id
     WHERE v.plex_account_id = $1 AND v.section_id = ANY ($4::uuid[]) AND v.view_offset_ms > 0
       AND v.last_viewed_at < $2::timestamptz - interval '${AFTER_DAYS} days'
     ORDER BY v.last_viewed_at DESC LIMIT ${LOOKED_AT})
  ), left_off AS MATERIALIZED (
    SELECT DISTINCT ON (title.id) title.id AS title_id, title.title, b.id AS item_id, b.percent, b.at
    FROM begun b JOIN media_items i ON i.id = b.id
    JOIN media_items title ON title.id = CASE i.type WHEN 'movie' THEN i.id WHEN 'episode' THEN i.grandparent_id END
    WHERE b.percent >= ${LEAST} AND b.percent <= ${MOST}
    ORDER BY title.id, b.at DESC, b.percent DESC
  )
  SELECT l.title_id::text AS "titleId", l.title, l.item_id::text AS "itemId", l.percent, l.at
  FROM left_off l
  WHERE NOT EXISTS (
    SELECT FROM plays p WHERE p.title_id = l.title_id AND p.plex_account_id = $1 AND p.viewed_at > l.at + ${SLACK}
  ) AND NOT EXISTS (
    SELECT FROM media_items i WHERE i.id IN (l.title_id, l.item_id) AND i.section_id = ANY ($3::uuid[])
      AND i.last_viewed_at > l.at + ${SLACK}
  ) AND NOT EXISTS (
    SELECT FROM user_views v WHERE v.plex_account_id = $1 AND v.item_id IN (l.title_id, l.item_id)
      AND v.section_id = ANY ($4::uuid[]) AND v.last_viewed_at > l.at + ${SLACK}
  ) AND NOT EXISTS (
    SELECT FROM play_sessions s JOIN media_items i ON i.id = l.item_id AND s.server_id = i.server_id AND s.rating_key = i.rating_key
    WHERE s.plex_account_id = $1 AND s.last_seen_at > l.at + ${SLACK}
  )
  ORDER BY l.at DESC, l.title_id DESC LIMIT ${LISTED}`;

/** What one person began and left. */
@Injectable()
export class AbandonedQuery {
  constructor(private readonly database: Database) {}

  /** Left between 10 and 90 percent more than 30 days ago, and nothing of its title watched since; the latest first. */
  list(accountId: string, sections: readonly VisibleSection[], now: Date): Promise<AbandonedRow[]> {
    const ids = (owned: boolean) => sections.filter((section) => section.owned === owned).map(({ id }) => id);
    const values = [accountId, now, ids(true), ids(false)];
    return this.database.rows<AbandonedRow & Record<string, unknown>>(ABANDONED, values);
  }
}
