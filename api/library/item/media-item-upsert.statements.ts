import { unnestParameters } from './column-arrays';
import { ITEM_COLUMNS } from './media-item.columns';

const OLD = 'media_items';
const UNTOUCHED = `${OLD}.plex_updated_at IS NOT DISTINCT FROM EXCLUDED.plex_updated_at`;

/** Lists carry the first two or three tags: they never shorten what details brought while Plex left the item alone. */
const keepLonger = (name: string): string =>
  `CASE WHEN ${UNTOUCHED} AND ${OLD}.${name} @> EXCLUDED.${name} THEN ${OLD}.${name} ELSE EXCLUDED.${name} END`;

/** Older servers tell external ids in details only. */
const keepKnown = (name: string): string =>
  `CASE WHEN ${UNTOUCHED} THEN COALESCE(EXCLUDED.${name}, ${OLD}.${name}) ELSE EXCLUDED.${name} END`;

/** Sizes of containers are sums of their leaves (SectionTotals), which Plex does not tell. */
const keepSum = `CASE WHEN EXCLUDED.type IN ('movie', 'episode', 'track') THEN EXCLUDED.size_bytes ELSE ${OLD}.size_bytes END`;

const ASSIGNMENTS: Record<string, string> = {
  genres: keepLonger('genres'),
  directors: keepLonger('directors'),
  actors: keepLonger('actors'),
  countries: keepLonger('countries'),
  collections: keepLonger('collections'),
  imdb_id: keepKnown('imdb_id'),
  tmdb_id: keepKnown('tmdb_id'),
  tvdb_id: keepKnown('tvdb_id'),
  size_bytes: keepSum,
};

const names = ITEM_COLUMNS.map(({ name }) => name);

const idOf = (key: string): string =>
  `(SELECT p.id FROM media_items p WHERE p.server_id = $1 AND p.rating_key = k.${key})`;

/** Lazy: only rows for which Plex names no date look for when they were first seen. */
const FIRST_SEEN = `(SELECT p.created_at FROM media_items p WHERE p.server_id = $1 AND p.rating_key = k.rating_key)`;

function selected({ name, list }: (typeof ITEM_COLUMNS)[number]): string {
  if (list) return `string_to_array(k.${name}, E'\\x1f')`;
  return name === 'added_at' ? `COALESCE(k.added_at, ${FIRST_SEEN}, now())` : `k.${name}`;
}

/**
 * Which rows of a page are new or changed. $1 server, $2 section, $3 ratingKeys, $4 hashes.
 * Sub-selects instead of a join: always one index look-up a row, whatever the planner believes about a
 * table that is being filled.
 */
export const COMPARE_PAGE = `
  SELECT k.rating_key, i.id, COALESCE(i.same, false) AS same, i.left_section_id
  FROM unnest($3::text[], $4::uuid[]) AS k (rating_key, content_hash)
  LEFT JOIN LATERAL (
    SELECT m.id, m.content_hash = k.content_hash AND m.section_id = $2 AND m.deleted_at IS NULL AS same,
           NULLIF(m.section_id, $2) AS left_section_id
    FROM media_items m WHERE m.server_id = $1 AND m.rating_key = k.rating_key
    OFFSET 0
  ) i ON true`;

/** $1 server, $2 section, then one array per column. Parents that were not seen yet stay null (ParentLinks). */
const INSERT = `
  INSERT INTO media_items (server_id, section_id, parent_id, grandparent_id, ${names.join(', ')})
  SELECT $1, $2, ${idOf('parent_rating_key')}, ${idOf('grandparent_rating_key')}, ${ITEM_COLUMNS.map(selected).join(', ')}
  FROM unnest(${unnestParameters(ITEM_COLUMNS, 3)}) AS k (${names.join(', ')})`;

/** For rows that are not stored: a fifth faster than with ON CONFLICT, and it fails where one is stored after all. */
export const INSERT_ITEMS = `${INSERT} RETURNING id, rating_key, true AS added`;

export const UPSERT_ITEMS = `${INSERT}
  ON CONFLICT (server_id, rating_key) DO UPDATE SET
    section_id = EXCLUDED.section_id, parent_id = EXCLUDED.parent_id, grandparent_id = EXCLUDED.grandparent_id,
    ${names.map((name) => `${name} = ${ASSIGNMENTS[name] ?? `EXCLUDED.${name}`}`).join(', ')},
    details_at = CASE WHEN ${UNTOUCHED} THEN ${OLD}.details_at END,
    deleted_at = NULL, written_at = now()
  WHERE ${OLD}.content_hash <> EXCLUDED.content_hash OR ${OLD}.section_id <> EXCLUDED.section_id
     OR ${OLD}.deleted_at IS NOT NULL
  RETURNING id, rating_key, (xmax = 0) AS added`;
