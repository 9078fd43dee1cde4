import { Injectable } from '@nestjs/common';
import { Database } from '../../infra/database';
import { FINISHED_PERCENT } from '../history/play-session.statements';
import { namesATitle } from '../item/same-title.statement';
import type { Span } from './stats-period';

export interface Streak {
  currentDays: number;
  longestDays: number;
}

/**
 * $1 the person, $2 today. Jumps from the first view of a day to the first one of the next day with any, so that it
 * costs as much as there are days, not views.
 */
export const streakStatement = `
  WITH RECURSIVE watched AS (
    (SELECT (viewed_at AT TIME ZONE 'UTC')::date AS day FROM plays WHERE plex_account_id = $1 ORDER BY viewed_at LIMIT 1)
    UNION ALL
    SELECT next.day FROM watched w CROSS JOIN LATERAL (
      SELECT (p.viewed_at AT TIME ZONE 'UTC')::date AS day FROM plays p
      WHERE p.plex_account_id = $1 AND p.viewed_at >= (w.day + 1)::timestamp AT TIME ZONE 'UTC' ORDER BY p.viewed_at LIMIT 1
    ) next
  ), streak AS (
    SELECT count(*)::int AS days, max(day) AS last_day
    FROM (SELECT day, day - (row_number() OVER (ORDER BY day))::int AS streak FROM watched) d GROUP BY streak
  )
  SELECT COALESCE(max(days) FILTER (WHERE last_day >= $2::date - 1), 0) AS "currentDays", COALESCE(max(days), 0) AS "longestDays"
  FROM streak`;

const finishedBy = `p.plex_account_id = $3 AND p.viewed_at >= $1 AND p.viewed_at < $2 AND p.completion >= ${FINISHED_PERCENT}`;

/** What no item of ours stands for is told apart by its words. $1 from, $2 to, $3 the person. */
export const finishedStatement = `
  WITH seen AS MATERIALIZED (SELECT DISTINCT p.item_id FROM plays p WHERE ${finishedBy} AND p.item_id IS NOT NULL)
  SELECT (
    SELECT count(DISTINCT COALESCE(CASE WHEN ${namesATitle('i')} THEN i.guid END, s.item_id::text) COLLATE "C")
    FROM seen s LEFT JOIN media_items i ON i.id = s.item_id
  )::int + (
    SELECT count(DISTINCT (p.type, p.grandparent_title, p.parent_index, p.item_index, p.title)) FROM plays p
    WHERE ${finishedBy} AND p.title_id IS NULL AND p.item_id IS NULL
  )::int AS count`;

/** How regularly one person watches, and how much to its end. */
@Injectable()
export class HabitsQuery {
  constructor(private readonly database: Database) {}

  /** Of all time, in days of UTC. */
  async streak(person: string, now: Date): Promise<Streak> {
    const values = [person, now.toISOString().slice(0, 10)];
    return (await this.database.row<Streak & Record<string, unknown>>(streakStatement, values))!;
  }

  /** Different movies, episodes and tracks; the same on two servers is one where its guid says so. */
  async finished({ from, to }: Span, person: string): Promise<number> {
    return (await this.database.row<{ count: number }>(finishedStatement, [from, to, person]))!.count;
  }
}
