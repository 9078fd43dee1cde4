import { COUNTED_FILES, FILE } from '../item/section-totals.repository';
import { namesATitle } from '../item/same-title.statement';
import { BYTES_PER_HOUR } from './insight-words';

/** Where a file lies: versions and parts are numbered below 1000. */
const PLACE = 'p.item_id * 1000000 + p.version_index * 1000 + p.part_index';
const VERSION_PLACE = 'p.item_id * 1000 + p.version_index';

const GB_PER_HOUR = '(t.bytes::float8 * 3600000 / t.watched_ms / 1000000000)';
const RATES = BYTES_PER_HOUR.filter((key) => key.includes('-'));
/** `t` has what is known of a title. */
const BYTES_PER_HOUR_SQL = `CASE WHEN t.knowledge <> 'viewed' THEN t.knowledge
  WHEN t.bytes IS NULL OR COALESCE(t.watched_ms, 0) = 0 THEN 'unknown'
  ${RATES.slice(0, -1)
    .map((key) => `WHEN ${GB_PER_HOUR} < ${key.split('-')[1]} THEN '${key}'`)
    .join(' ')} ELSE '${RATES.at(-1)}' END`;

const SEEN = 'COALESCE(v.plays, 0) > 0 OR l.viewed';

const table = (name: string, select: string): string[] => [
  `CREATE TEMP TABLE ${name} ON COMMIT DROP AS ${select}`,
  `ANALYZE ${name}`,
];

/**
 * Gathers what is known of a section in temporary tables of the transaction: nothing else is locked or written.
 * Both ids are uuids from our own tables: what makes a table takes no parameters.
 */
export function gatherSection(sectionId: string, serverId: string): string[] {
  const [section, server] = [`'${sectionId}'::uuid`, `'${serverId}'::uuid`];
  return [
    ...table('insight_leaf', leaves(section)),
    ...table('insight_version', VERSIONS),
    ...table('insight_view', views(server)),
    ...table('insight_known_title', titles(section, server)),
  ];
}

/** Movies, episodes and tracks that are not gone. */
const leaves = (section: string): string => `
  SELECT i.id, i.type, i.available, i.year, i.added_at, i.sort_key, i.size_bytes, i.duration_ms,
    CASE i.type WHEN 'movie' THEN i.id ELSE i.grandparent_id END AS title_id,
    GREATEST(i.last_viewed_at, u.last_viewed_at) AS last_viewed_at, (i.view_count > 0 OR u.item_id IS NOT NULL) AS viewed
  FROM media_items i LEFT JOIN (
    SELECT uv.item_id, max(uv.last_viewed_at) AS last_viewed_at FROM user_views uv
    WHERE uv.section_id = ${section} AND uv.view_count > 0 GROUP BY uv.item_id
  ) u ON u.item_id = i.id
  WHERE i.section_id = ${section} AND i.deleted_at IS NULL AND i.type IN ('movie', 'episode', 'track')`;

/** Every version but optimised copies, with what it adds: a file counts for the first place that it backs. */
const VERSIONS = `
  WITH file AS (
    SELECT min(${PLACE}) AS place, max(p.size_bytes) AS bytes
    FROM insight_leaf l JOIN media_parts p ON p.item_id = l.id
    WHERE l.available AND ${COUNTED_FILES} GROUP BY ${FILE}
  ), added AS (
    SELECT place / 1000 AS place, sum(bytes)::bigint AS bytes FROM file GROUP BY 1
  )
  SELECT p.item_id, p.version_index, COALESCE(min(p.resolution), '') AS resolution,
    COALESCE(min(p.video_codec), '') AS video_codec, COALESCE(min(p.container), '') AS container,
    max(p.bitrate_kbps) AS bitrate_kbps, bool_and(p.accessible) AS accessible,
    COALESCE(min(a.bytes), CASE WHEN count(p.size_bytes) > 0 THEN 0 END) AS bytes
  FROM insight_leaf l JOIN media_parts p ON p.item_id = l.id LEFT JOIN added a ON a.place = ${VERSION_PLACE}
  WHERE NOT p.optimized GROUP BY p.item_id, p.version_index`;

/** Views by everybody on the server. */
const views = (server: string): string => `
  SELECT p.item_id, p.title_id, count(*)::int AS plays, max(p.viewed_at) AS last_viewed_at, min(p.viewed_at) AS first_viewed_at,
    sum((COALESCE(p.duration_ms, l.duration_ms) * p.completion / 100)::float8)::bigint AS watched_ms
  FROM plays p LEFT JOIN insight_leaf l ON l.id = p.item_id
  WHERE p.server_id = ${server} GROUP BY p.item_id, p.title_id`;

/** Movies, shows and artists, and what is known of whether anybody watches them. */
const titles = (section: string, server: string): string => `
  WITH history AS (
    SELECT COALESCE((SELECT whole_at IS NOT NULL FROM history_imports WHERE server_id = ${server}), false) AS whole,
      (SELECT min(first_viewed_at) FROM insight_view) AS since
  ), below AS (
    SELECT title_id, count(*)::int AS leaves, min(added_at) AS first_added_at, max(last_viewed_at) AS last_viewed_at,
      bool_or(viewed) AS viewed
    FROM insight_leaf WHERE available AND title_id IS NOT NULL GROUP BY title_id
  ), watched AS (
    SELECT title_id, sum(plays)::int AS plays, max(last_viewed_at) AS last_viewed_at, sum(watched_ms)::bigint AS watched_ms
    FROM insight_view WHERE title_id IS NOT NULL GROUP BY title_id
  ), known AS (
    SELECT i.id, i.type, i.year, i.sort_key, i.added_at, i.size_bytes AS bytes, l.leaves, h.whole,
      i.available AND i.deleted_at IS NULL AND i.section_id = ${section} AS listed,
      CASE WHEN h.whole THEN COALESCE(v.plays, 0) END AS plays, CASE WHEN h.whole THEN v.watched_ms END AS watched_ms,
      GREATEST(l.last_viewed_at, v.last_viewed_at) AS last_viewed_at,
      CASE WHEN NOT h.whole THEN 'unknown'
        WHEN GREATEST(l.last_viewed_at, v.last_viewed_at) IS NOT NULL THEN 'viewed'
        WHEN ${SEEN} OR h.since IS NULL OR l.first_added_at < h.since THEN 'unknown' ELSE 'never' END AS knowledge
    FROM below l CROSS JOIN history h JOIN media_items i ON i.id = l.title_id LEFT JOIN watched v ON v.title_id = l.title_id
  )
  SELECT t.*, ${BYTES_PER_HOUR_SQL} AS bytes_per_hour FROM known t`;

/** Whether an agent or a catalogue knows `m`. */
export const isIdentified = (m: string): string =>
  `(COALESCE(${namesATitle(m)}, false) OR COALESCE(${m}.imdb_id, ${m}.tmdb_id, ${m}.tvdb_id) IS NOT NULL)`;
