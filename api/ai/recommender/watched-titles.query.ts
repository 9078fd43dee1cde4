import { Injectable } from '@nestjs/common';
import { Database } from '../../infra/database';
import { FINISHED_PERCENT, type VisibleSection } from '../../library';
import type { Watched } from './engine';
import { RECOMMENDED_TYPES } from './titles.query';

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
}

/** Every view there is, of titles that are gone, too: their works may be there again. $1 account. */
const PLAYED = `
  SELECT c.title_id AS id, i.title, i.type, c.finished, c.partial, c.last_at
  FROM (
    SELECT title_id, (count(*) FILTER (WHERE completion >= ${FINISHED_PERCENT}))::int AS finished,
      (count(*) FILTER (WHERE completion < ${FINISHED_PERCENT}))::int AS partial, max(viewed_at) AS last_at
    FROM plays WHERE plex_account_id = $1 AND title_id IS NOT NULL GROUP BY title_id
  ) c JOIN media_items i ON i.id = c.title_id`;

/** The owner's view state is the items' own. $1 sections, $2 types. */
const SEEN_BY_OWNER = `
  SELECT i.id, i.title, i.type, COALESCE(NULLIF(i.view_count, 0), i.viewed_leaf_count, 1) AS finished, 0 AS partial,
    i.last_viewed_at AS last_at
  FROM unnest($1::uuid[]) s (id) CROSS JOIN unnest($2::text[]) t (type) CROSS JOIN LATERAL (
    SELECT * FROM media_items m WHERE m.section_id = s.id AND m.type = t.type AND m.deleted_at IS NULL
      AND COALESCE(m.last_viewed_at, 'epoch'::timestamptz) > 'epoch'::timestamptz
  ) i`;

/** $1 account, $2 types. */
const SEEN = `
  SELECT i.id, i.title, i.type, v.view_count AS finished, 0 AS partial, v.last_viewed_at AS last_at
  FROM user_views v JOIN media_items i ON i.id = v.item_id
  WHERE v.plex_account_id = $1 AND v.type = ANY ($2) AND (v.view_count > 0 OR v.last_viewed_at IS NOT NULL)`;

/** What one person has watched: what the history tells, and what only a view state does. */
@Injectable()
export class WatchedTitlesQuery {
  constructor(private readonly database: Database) {}

  async of(accountId: string, sections: readonly VisibleSection[]): Promise<WatchedRow[]> {
    const owned = sections.filter((section) => section.owned).map(({ id }) => id);
    const [played, byOwner, seen] = await Promise.all([
      this.database.rows<Row>(PLAYED, [accountId], 'recommender-played'),
      owned.length === 0 ? [] : this.database.rows<Row>(SEEN_BY_OWNER, [owned, RECOMMENDED_TYPES], 'recommender-owner'),
      this.database.rows<Row>(SEEN, [accountId, RECOMMENDED_TYPES], 'recommender-seen'),
    ]);
    const byId = new Map<string, WatchedRow>();
    // The history knows more than a view state: it comes last and stays.
    for (const row of [...seen, ...byOwner, ...played]) byId.set(row.id, toWatched(row));
    return [...byId.values()];
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

function toWatched({ id, title, type, finished, partial, last_at }: Row): WatchedRow {
  return { itemId: id, title, type, finished, partial, lastAt: last_at?.getTime() ?? null };
}
