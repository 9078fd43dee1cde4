import { EFFICIENT_CODECS, EFFICIENT_SHARE, LOW_BITRATES, OLD_CODECS } from './quality-rules';
import { isIdentified } from './section-facts.statements';

/** What storage can be told apart by where an item has several versions: bits of `grain`. */
export const GRAINS = { resolution: 1, video_codec: 2, container: 4 } as const;
const VERSION_COLUMNS = Object.keys(GRAINS) as (keyof typeof GRAINS)[];
const WAYS = 'generate_series(0, 7) AS way (grain)';

/** The value of a version where a way of asking tells it, and '' where not. */
const told = (way: string, column: keyof typeof GRAINS): string =>
  `CASE WHEN ${way} & ${GRAINS[column]} <> 0 THEN ${column} ELSE '' END`;
const TOLD = VERSION_COLUMNS.map((column) => told('way.grain', column)).join(', ');

const DECADE = `COALESCE(COALESCE(l.year, t.year) / 10 * 10, -1)`;

const KIND_COLUMNS = [
  'section_id',
  'grain',
  'type',
  'resolution',
  'video_codec',
  'container',
  'decade',
  'bytes_per_hour',
];

/** Rows of `insight_storage`, from the tables of `gatherSection`. $1 section. */
const STORAGE = `
  WITH version AS (
    SELECT item_id, resolution, video_codec, container, sum(bytes)::bigint AS bytes FROM insight_version
    GROUP BY item_id, resolution, video_codec, container
  ), several AS (
    SELECT item_id FROM version GROUP BY item_id HAVING count(*) > 1
  ), told AS (
    SELECT item_id, -1 AS grain, 1 AS ordinal, resolution, video_codec, container, bytes FROM version
    WHERE item_id NOT IN (SELECT item_id FROM several)
    UNION ALL
    SELECT item_id, grain, row_number() OVER (PARTITION BY item_id, grain ORDER BY resolution, video_codec, container),
      resolution, video_codec, container, bytes
    FROM (
      SELECT item_id, way.grain, ${VERSION_COLUMNS.map((column) => `${told('way.grain', column)} AS ${column}`).join(', ')},
        sum(bytes)::bigint AS bytes
      FROM version CROSS JOIN ${WAYS} WHERE item_id IN (SELECT item_id FROM several) GROUP BY item_id, way.grain, ${TOLD}
    ) split
  ), watched AS (
    SELECT item_id, sum(watched_ms)::bigint AS watched_ms FROM insight_view WHERE item_id IS NOT NULL GROUP BY item_id
  )
  SELECT r.*, hashtextextended(concat_ws('/', ${KIND_COLUMNS.join(', ')}), 0) AS kind FROM (
  SELECT l.id AS item_id, COALESCE(v.grain, -1)::smallint AS grain, COALESCE(v.ordinal, 1)::smallint AS ordinal,
    $1::uuid AS section_id, l.type, COALESCE(v.resolution, '') AS resolution, COALESCE(v.video_codec, '') AS video_codec,
    COALESCE(v.container, '') AS container, CASE WHEN l.type <> 'episode' THEN 0 ELSE COALESCE(l.title_id, -1) END AS show_id,
    ${DECADE}::smallint AS decade, COALESCE(t.bytes_per_hour, 'unknown') AS bytes_per_hour, v.bytes,
    CASE WHEN t.whole THEN COALESCE(w.watched_ms, 0) END AS watched_ms, l.sort_key, l.added_at
  FROM insight_leaf l LEFT JOIN told v ON v.item_id = l.id LEFT JOIN insight_known_title t ON t.id = l.title_id
  LEFT JOIN watched w ON w.item_id = l.id
  WHERE l.available) r`;

/** Rows of `insight_kinds`. $1 section. */
const KINDS = `SELECT DISTINCT kind, ${KIND_COLUMNS.join(', ')} FROM insight_storage WHERE section_id = $1`;

const BLOCK_KEY = 'section_id, type, show_id, decade, bytes_per_hour';
const BLOCK_SUMS = `COALESCE(sum(bytes), 0)::bigint AS bytes,
  CASE WHEN bool_and(watched_ms IS NOT NULL) THEN sum(watched_ms)::bigint END AS watched_ms`;

/** Rows of `insight_blocks`: what is alike in everything is added up once, then for each way of asking. $1 section. */
const BLOCKS = `
  WITH alike AS (
    SELECT ${BLOCK_KEY}, grain, resolution, video_codec, container, count(*)::int AS items, ${BLOCK_SUMS}
    FROM insight_storage WHERE section_id = $1
    GROUP BY ${BLOCK_KEY}, grain, resolution, video_codec, container
  )
  SELECT ${BLOCK_KEY}, way.grain::smallint AS grain, ${VERSION_COLUMNS.map((column) => `${told('way.grain', column)} AS ${column}`).join(', ')},
    sum(items)::int AS items, ${BLOCK_SUMS}
  FROM alike CROSS JOIN ${WAYS} WHERE alike.grain IN (-1, way.grain) GROUP BY ${BLOCK_KEY}, way.grain, ${TOLD}`;

/** Rows of `insight_titles`. $1 section. */
const TITLES = `
  SELECT id AS item_id, $1::uuid AS section_id, type, knowledge, bytes, leaves, plays, last_viewed_at, sort_key, added_at
  FROM insight_known_title WHERE listed`;

const LOW = `CASE v.resolution ${Object.entries(LOW_BITRATES)
  .map(([resolution, kbps]) => `WHEN '${resolution}' THEN ${kbps}`)
  .join(' ')} END * CASE WHEN v.video_codec IN (${quoted(EFFICIENT_CODECS)}) THEN ${EFFICIENT_SHARE} ELSE 1 END`;

/** Rows of `insight_issues`: an item is poor or old where no version of it is better. $1 section. */
const ISSUES = `
  WITH file AS (
    SELECT l.id, l.type, l.available, l.size_bytes,
      l.type <> 'track' AND COALESCE(bool_and(COALESCE(v.bitrate_kbps < ${LOW}, false)), false) AS low,
      COALESCE(bool_and(v.video_codec IN (${quoted(OLD_CODECS)})), false) AS old,
      NOT l.available OR NOT COALESCE(bool_and(v.accessible), EXISTS (SELECT FROM media_parts p WHERE p.item_id = l.id)) AS missing,
      (array_agg(v.version_index ORDER BY v.bitrate_kbps DESC NULLS LAST, v.version_index))[1] AS best
    FROM insight_leaf l LEFT JOIN insight_version v ON v.item_id = l.id
    GROUP BY l.id, l.type, l.available, l.size_bytes
  ), nameless AS (
    SELECT i.id FROM media_items i
    WHERE i.section_id = $1 AND i.deleted_at IS NULL AND i.available AND i.type IN ('movie', 'show', 'artist') AND NOT ${isIdentified('i')}
  ), found AS (
    SELECT COALESCE(f.id, n.id) AS id, f.best,
      (CASE WHEN f.low THEN 1 ELSE 0 END + CASE WHEN f.old THEN 2 ELSE 0 END + CASE WHEN f.missing THEN 4 ELSE 0 END
        + CASE WHEN n.id IS NOT NULL THEN 8 ELSE 0 END)::smallint AS issues
    FROM (SELECT * FROM file WHERE low OR old OR missing) f FULL JOIN nameless n ON n.id = f.id
  )
  SELECT i.id AS item_id, $1::uuid AS section_id, i.type, f.issues, i.available AS counted, i.size_bytes AS bytes,
    v.bitrate_kbps, NULLIF(v.video_codec, '') AS video_codec, NULLIF(v.container, '') AS container, i.sort_key, i.added_at
  FROM found f JOIN media_items i ON i.id = f.id LEFT JOIN insight_version v ON v.item_id = f.id AND v.version_index = f.best`;

interface Derived {
  table: string;
  key: readonly string[];
  rest: readonly string[];
  select: string;
}

const STORAGE_REST = [
  'kind',
  'section_id',
  'type',
  'resolution',
  'video_codec',
  'container',
  'show_id',
  'decade',
  'bytes_per_hour',
];
const SORTED = ['sort_key', 'added_at'];

const DERIVED: readonly Derived[] = [
  {
    table: 'insight_storage',
    key: ['item_id', 'grain', 'ordinal'],
    rest: [...STORAGE_REST, 'bytes', 'watched_ms', ...SORTED],
    select: STORAGE,
  },
  {
    table: 'insight_kinds',
    key: ['kind'],
    rest: KIND_COLUMNS,
    select: KINDS,
  },
  {
    table: 'insight_blocks',
    key: ['section_id', 'grain', 'type', 'show_id', 'decade', 'bytes_per_hour', ...VERSION_COLUMNS],
    rest: ['items', 'bytes', 'watched_ms'],
    select: BLOCKS,
  },
  {
    table: 'insight_titles',
    key: ['item_id'],
    rest: ['section_id', 'type', 'knowledge', 'bytes', 'leaves', 'plays', 'last_viewed_at', ...SORTED],
    select: TITLES,
  },
  {
    table: 'insight_issues',
    key: ['item_id'],
    rest: ['section_id', 'type', 'issues', 'counted', 'bytes', 'bitrate_kbps', 'video_codec', 'container', ...SORTED],
    select: ISSUES,
  },
];

/** Brings the tables in line with what was gathered, writing only rows that differ. */
export function deriveSection(sectionId: string): string[] {
  return DERIVED.flatMap((derived) => replaceRows({ ...derived, where: `section_id = '${sectionId}'` }, sectionId));
}

/** Makes the rows of `table` for which `where` holds those of `select`; equal ones are not written. */
function replaceRows({ table, key, rest, select, where }: Derived & { where: string }, sectionId: string): string[] {
  const columns = [...key, ...rest].join(', ');
  const wanted = `wanted_${table}`;
  const same = key.map((column) => `w.${column} = t.${column}`).join(' AND ');
  const tuple = (of: string) => rest.map((column) => `${of}.${column}`).join(', ');
  return [
    `CREATE TEMP TABLE ${wanted} ON COMMIT DROP AS SELECT ${columns} FROM (${select.replaceAll('$1', `'${sectionId}'`)}) s`,
    `ANALYZE ${wanted}`,
    `DELETE FROM ${table} t WHERE ${where} AND NOT EXISTS (SELECT FROM ${wanted} w WHERE ${same})`,
    `INSERT INTO ${table} AS t (${columns})
     SELECT ${[...key, ...rest].map((column) => `w.${column}`).join(', ')} FROM ${wanted} w
     WHERE NOT EXISTS (SELECT FROM ${table} t WHERE ${same} AND (${tuple('t')}) IS NOT DISTINCT FROM (${tuple('w')}))
     ON CONFLICT (${key.join(', ')}) DO UPDATE SET ${rest.map((column) => `${column} = EXCLUDED.${column}`).join(', ')}`,
  ];
}

function quoted(words: readonly string[]): string {
  return words.map((word) => `'${word}'`).join(', ');
}
