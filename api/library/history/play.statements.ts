import type { PlexPlay } from '../../plex';
import { unnestParameters, type ColumnSource } from '../item/column-arrays';

export const PLAY_COLUMNS: readonly ColumnSource<PlexPlay>[] = [
  { name: 'history_key', type: 'text', read: (play) => play.historyKey },
  { name: 'account_id', type: 'bigint', read: (play) => play.accountId },
  { name: 'rating_key', type: 'text', read: (play) => play.ratingKey },
  { name: 'type', type: 'text', read: (play) => play.type },
  { name: 'title', type: 'text', read: (play) => play.title },
  { name: 'parent_title', type: 'text', read: (play) => play.parentTitle },
  { name: 'grandparent_title', type: 'text', read: (play) => play.grandparentTitle },
  { name: 'item_index', type: 'integer', read: (play) => play.index },
  { name: 'parent_index', type: 'integer', read: (play) => play.parentIndex },
  { name: 'viewed_at', type: 'timestamptz', read: (play) => play.viewedAt },
  { name: 'device_id', type: 'text', read: (play) => play.deviceId },
];

/** The movie, show or artist of an item `m`; null where the chain of parents has a gap. */
export const TITLE_ID = (m: string): string => `CASE ${m}.type
  WHEN 'episode' THEN ${m}.grandparent_id WHEN 'track' THEN ${m}.grandparent_id
  WHEN 'season' THEN ${m}.parent_id WHEN 'album' THEN ${m}.parent_id ELSE ${m}.id END`;

/** Who an account of a server is at plex.tv; `owner` is the server's owner. */
export const PLEX_ACCOUNT = (account: string, owner: string): string =>
  `CASE ${account} WHEN 1 THEN ${owner} WHEN 0 THEN NULL ELSE ${account} END`;

const names = PLAY_COLUMNS.map(({ name }) => name).join(', ');

/** What a later reply may fill in or change, but never take away: rows of deleted items come without a key. */
const KEPT = [
  'item_id',
  'title_id',
  'duration_ms',
  'rating_key',
  'type',
  'title',
  'parent_title',
  'grandparent_title',
  'item_index',
  'parent_index',
  'device_id',
];
/** What was attached once may have followed its title since. */
const OURS = ['item_id', 'title_id', 'duration_ms'];
const merged = (name: string): string =>
  OURS.includes(name) ? `COALESCE(plays.${name}, EXCLUDED.${name})` : `COALESCE(EXCLUDED.${name}, plays.${name})`;

/** $1 server, $2 owner's plex.tv id, then one array per column. Answers how many rows are new, and whose they are. */
export const UPSERT_PLAYS = `
  WITH written AS (
    INSERT INTO plays (server_id, plex_account_id, item_id, title_id, duration_ms, ${names})
    SELECT $1, ${PLEX_ACCOUNT('k.account_id', '$2::bigint')}, i.id, i.title_id, i.duration_ms,
      ${PLAY_COLUMNS.map(({ name }) => `k.${name}`).join(', ')}
    FROM unnest(${unnestParameters(PLAY_COLUMNS, 3)}) AS k (${names})
    LEFT JOIN LATERAL (
      SELECT m.id, ${TITLE_ID('m')} AS title_id, m.duration_ms FROM media_items m
      WHERE m.server_id = $1 AND m.rating_key = k.rating_key
      OFFSET 0
    ) i ON true
    ORDER BY k.history_key
    ON CONFLICT (server_id, history_key) DO UPDATE SET
      account_id = EXCLUDED.account_id, plex_account_id = EXCLUDED.plex_account_id,
      ${KEPT.map((name) => `${name} = ${merged(name)}`).join(', ')}
    WHERE (plays.account_id, plays.plex_account_id, ${KEPT.map((name) => `plays.${name}`).join(', ')})
      IS DISTINCT FROM (EXCLUDED.account_id, EXCLUDED.plex_account_id, ${KEPT.map(merged).join(', ')})
    RETURNING (xmax = 0) AS added, plays.plex_account_id
  )
  SELECT count(*) FILTER (WHERE added)::int AS added,
    COALESCE(array_agg(DISTINCT plex_account_id::text) FILTER (WHERE added AND plex_account_id IS NOT NULL), '{}') AS accounts
  FROM written`;
