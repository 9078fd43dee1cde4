import { TITLE_ID } from './play.statements';

/** A view shorter than this is a glance, and counts as none. */
const LEAST_PERCENT = 10;
/** From here on Plex counts a view as finished: what its history tells of was seen so far at least. */
export const FINISHED_PERCENT = 90;

/** Who comes back within this time, and goes on where they stopped, goes on with the same viewing. */
const RESUME_DAYS = 30;
/** Players go back a little when they resume. */
const RESUME_TOLERANCE_MS = 3 * 60_000;

/** $1 server, $2 session key, $3 account, $4 ratingKey, $5 offset, $6 state, $7 duration, $8 device. */
export const GO_ON = `
  UPDATE play_sessions SET offset_ms = GREATEST(offset_ms, $5::bigint), state = $6, last_seen_at = now(), session_key = $2,
    ended_at = NULL, duration_ms = COALESCE($7::bigint, duration_ms), device_id = COALESCE($8, device_id)
  WHERE id = COALESCE(
    (SELECT id FROM play_sessions
     WHERE server_id = $1 AND session_key = $2 AND account_id = $3 AND rating_key = $4 AND ended_at IS NULL),
    (SELECT id FROM play_sessions
     WHERE server_id = $1 AND account_id = $3 AND rating_key = $4 AND ended_at IS NOT NULL AND history_key IS NULL
       AND last_seen_at > now() - interval '${RESUME_DAYS} days' AND offset_ms > 0
       AND $5::bigint >= offset_ms - ${RESUME_TOLERANCE_MS}
       AND (duration_ms IS NULL OR offset_ms < duration_ms * ${FINISHED_PERCENT} / 100)
     ORDER BY last_seen_at DESC LIMIT 1))
  RETURNING id`;

/** What is no longer played. $1 server, $2 ids that still are. */
export const END = `
  UPDATE play_sessions SET state = 'stopped', ended_at = last_seen_at
  WHERE server_id = $1 AND ended_at IS NULL AND id <> ALL ($2::bigint[]) RETURNING id`;

const PERCENT = 'LEAST(100, s.offset_ms * 100 / s.duration_ms)::smallint';

/** Viewings that Plex's history does not know (yet) and that were more than a glance. $1 ids. */
export const REMEMBER = `
  INSERT INTO plays AS p (server_id, history_key, account_id, plex_account_id, item_id, title_id, rating_key, type, title,
    parent_title, grandparent_title, item_index, parent_index, viewed_at, duration_ms, completion, device_id)
  SELECT s.server_id, 'session:' || s.id, s.account_id, s.plex_account_id, i.id, i.title_id, s.rating_key, s.type, s.title,
    s.parent_title, s.grandparent_title, s.item_index, s.parent_index, s.ended_at, s.duration_ms, ${PERCENT}, s.device_id
  FROM play_sessions s LEFT JOIN LATERAL (
    SELECT m.id, ${TITLE_ID('m')} AS title_id FROM media_items m
    WHERE m.server_id = s.server_id AND m.rating_key = s.rating_key
  ) i ON true
  WHERE s.id = ANY ($1::bigint[]) AND s.history_key IS NULL AND ${PERCENT} >= ${LEAST_PERCENT}
  ON CONFLICT (server_id, history_key) DO UPDATE SET
    completion = GREATEST(p.completion, EXCLUDED.completion), viewed_at = EXCLUDED.viewed_at`;

/** How much was seen of what the history tells of, once the viewing is over. $1 ids of sessions. */
export const COMPLETE = `
  UPDATE plays p SET completion = GREATEST(${PERCENT}, ${FINISHED_PERCENT}) FROM play_sessions s
  WHERE s.id = ANY ($1::bigint[]) AND s.ended_at IS NOT NULL AND s.duration_ms IS NOT NULL
    AND p.server_id = s.server_id AND p.history_key = s.history_key
    AND p.completion <> GREATEST(${PERCENT}, ${FINISHED_PERCENT})`;
