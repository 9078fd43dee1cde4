import { Injectable } from '@nestjs/common';
import { Database } from '../../infra/database';
import { FINISHED_PERCENT } from '../history/play-session.statements';
import { SqlValues, type Statement } from '../item/sql-values';
import type { VisibleSection } from '../section/visible-sections.query';
import { viewerSql } from '../view/viewer-sql';
import type { TitleIds } from './title-keys';

/** How a person stands with a movie or an episode, by the newest that is known of it. */
export interface Viewing {
  itemId: string;
  type: 'movie' | 'episode';
  at: Date;
  /** Where they stopped; null where they saw it to its end. */
  offsetMs: number | null;
  durationMs: number | null;
  ids: TitleIds;
  /** Null for movies, and while the show of an episode is not known yet. */
  show: (TitleIds & { id: string }) | null;
  parentIndex: number | null;
  index: number | null;
}

/** An episode that follows one that was finished. */
export interface NextEpisode {
  showId: string;
  itemId: string;
  /** Of those that were begun already. */
  offsetMs: number | null;
  durationMs: number | null;
}

/** So many of each kind are looked at: begun ones, finished ones of a section, and plays or sessions. */
const [BEGUN, FINISHED, HEARD] = [60, 300, 300];
/** Less than this is a glance. */
const LEAST_MS = 60_000;

const NEVER = `'epoch'::timestamptz`;
const newest = (column: string, count: number): string => `ORDER BY ${column} DESC LIMIT ${count}`;

/** `offset_ms` null: finished. */
const OWNERS = `CASE WHEN i.view_offset_ms > 0 THEN i.view_offset_ms END`;
const VIEWERS = `CASE WHEN v.view_offset_ms > 0 THEN v.view_offset_ms END`;

/** $1 the person, $2 since when, $3 sections that they own, $4 sections that they are shown. */
const VIEWINGS = `
  WITH heard AS MATERIALIZED (
    (SELECT p.item_id AS id, p.viewed_at AS at,
       CASE WHEN p.completion < ${FINISHED_PERCENT} THEN COALESCE(p.duration_ms * p.completion / 100, ${LEAST_MS}) END AS offset_ms
     FROM plays p WHERE p.plex_account_id = $1 AND p.viewed_at > $2 AND p.item_id IS NOT NULL ${newest('p.viewed_at', HEARD)})
    UNION ALL
    (SELECT m.id, s.last_seen_at, CASE WHEN s.offset_ms * 100 < COALESCE(s.duration_ms, m.duration_ms, s.offset_ms * 1000) * ${FINISHED_PERCENT}
       THEN s.offset_ms END
     FROM (SELECT * FROM play_sessions WHERE plex_account_id = $1 AND last_seen_at > $2 AND offset_ms >= ${LEAST_MS}
           ${newest('last_seen_at', HEARD)}) s
     JOIN media_items m ON m.server_id = s.server_id AND m.rating_key = s.rating_key)
  ), signal AS (
    SELECT * FROM heard
    UNION ALL
    SELECT i.id, i.last_viewed_at, ${OWNERS} FROM heard JOIN media_items i ON i.id = heard.id
    WHERE i.section_id = ANY ($3::uuid[]) AND i.last_viewed_at IS NOT NULL AND (i.view_count > 0 OR i.view_offset_ms > 0)
    UNION ALL
    SELECT v.item_id, v.last_viewed_at, ${VIEWERS} FROM heard JOIN user_views v ON v.plex_account_id = $1 AND v.item_id = heard.id
    WHERE v.section_id = ANY ($4::uuid[]) AND v.last_viewed_at IS NOT NULL AND (v.view_count > 0 OR v.view_offset_ms > 0)
    UNION ALL
    SELECT b.* FROM unnest($3::uuid[]) AS s (id) CROSS JOIN LATERAL (
      SELECT i.id, i.last_viewed_at, i.view_offset_ms FROM media_items i
      WHERE i.section_id = s.id AND i.view_offset_ms > 0 AND i.deleted_at IS NULL AND i.last_viewed_at > $2
      ${newest('i.last_viewed_at', BEGUN)}
    ) b
    UNION ALL
    SELECT b.* FROM unnest($3::uuid[]) AS s (id) CROSS JOIN LATERAL (
      SELECT i.id, i.last_viewed_at, ${OWNERS} FROM media_items i
      WHERE i.section_id = s.id AND i.type = 'episode' AND i.deleted_at IS NULL AND COALESCE(i.last_viewed_at, ${NEVER}) > $2
        AND i.view_count > 0
      ${newest(`COALESCE(i.last_viewed_at, ${NEVER})`, FINISHED)}
    ) b
    UNION ALL
    (SELECT v.item_id, v.last_viewed_at, v.view_offset_ms FROM user_views v
     WHERE v.plex_account_id = $1 AND v.view_offset_ms > 0 AND v.last_viewed_at > $2 AND v.section_id = ANY ($4::uuid[])
     ${newest('v.last_viewed_at', BEGUN)})
    UNION ALL
    SELECT b.* FROM unnest($4::uuid[]) AS s (id) CROSS JOIN LATERAL (
      SELECT v.item_id, v.last_viewed_at, ${VIEWERS} FROM user_views v
      WHERE v.plex_account_id = $1 AND v.section_id = s.id AND v.type = 'episode' AND v.last_viewed_at IS NOT NULL
        AND v.last_viewed_at > $2 AND v.view_count > 0
      ${newest('v.last_viewed_at', FINISHED)}
    ) b
  ), latest AS (
    SELECT DISTINCT ON (id) id, at, offset_ms FROM signal ORDER BY id, at DESC, offset_ms IS NULL DESC
  )
  SELECT i.id AS "itemId", i.type, l.at, l.offset_ms::float8 AS "offsetMs", i.duration_ms::float8 AS "durationMs",
    jsonb_build_object('guid', i.guid, 'imdb', i.imdb_id, 'tmdb', i.tmdb_id, 'tvdb', i.tvdb_id) AS ids,
    CASE WHEN show.id IS NOT NULL THEN jsonb_build_object('id', show.id::text, 'guid', show.guid, 'imdb', show.imdb_id,
      'tmdb', show.tmdb_id, 'tvdb', show.tvdb_id) END AS show,
    i.parent_index AS "parentIndex", i.item_index AS index
  FROM latest l JOIN media_items i ON i.id = l.id LEFT JOIN media_items show ON show.id = i.grandparent_id AND i.type = 'episode'
  WHERE i.type IN ('movie', 'episode') AND i.deleted_at IS NULL AND i.available AND i.section_id = ANY ($3::uuid[] || $4::uuid[])
  ORDER BY l.at DESC, i.id`;

/** What a person has begun and finished lately. */
@Injectable()
export class ViewingQuery {
  constructor(private readonly database: Database) {}

  /** Newest first, nothing from before `since`; of each movie and episode once. */
  list(accountId: string, sections: readonly VisibleSection[], since: Date): Promise<Viewing[]> {
    const ids = (owned: boolean) => sections.filter((section) => section.owned === owned).map(({ id }) => id);
    const values = [accountId, since, ids(true), ids(false)];
    return this.database.rows<Viewing & Record<string, unknown>>(VIEWINGS, values);
  }

  /** Of each show the first episode behind the one that was finished that the person has not seen. */
  async next(finished: readonly Viewing[], sections: readonly VisibleSection[]): Promise<NextEpisode[]> {
    const known = finished.filter(({ show, parentIndex, index }) => show && parentIndex !== null && index !== null);
    if (known.length === 0) return [];
    const { text, values } = nextStatement(known, sections);
    return this.database.rows<NextEpisode & Record<string, unknown>>(text, values);
  }
}

function nextStatement(finished: readonly Viewing[], sections: readonly VisibleSection[]): Statement {
  const values = new SqlValues();
  const viewer = sections.find((section) => section.viewer)?.viewer;
  const owned = values.add(sections.filter((section) => section.owned).map(({ id }) => id));
  const offset = viewer
    ? `CASE WHEN i.section_id = ANY (${owned}::uuid[]) THEN i.view_offset_ms
        ELSE (SELECT v.view_offset_ms FROM user_views v WHERE v.plex_account_id = ${values.add(viewer.accountId)} AND v.item_id = i.id) END`
    : `CASE WHEN i.section_id = ANY (${owned}::uuid[]) THEN i.view_offset_ms END`;
  const text = `
    SELECT f.show_id::text AS "showId", e.id AS "itemId", e.offset_ms::float8 AS "offsetMs", e.duration_ms::float8 AS "durationMs"
    FROM unnest(${values.add(finished.map(({ show }) => show!.id))}::bigint[],
      ${values.add(finished.map(({ parentIndex }) => parentIndex))}::int[],
      ${values.add(finished.map(({ index }) => index))}::int[]) AS f (show_id, season, episode)
    CROSS JOIN LATERAL (
      SELECT i.id, i.duration_ms, ${offset} AS offset_ms FROM media_items i
      WHERE i.grandparent_id = f.show_id AND i.deleted_at IS NULL AND i.type = 'episode' AND i.available
        AND i.section_id = ANY (${values.add(sections.map(({ id }) => id))}::uuid[])
        AND (i.parent_index, i.item_index) > (f.season, f.episode) AND NOT ${viewerSql(sections).watched}
      ORDER BY i.parent_index, i.item_index, i.id LIMIT 1
    ) e`;
  return { text, values: values.list };
}
