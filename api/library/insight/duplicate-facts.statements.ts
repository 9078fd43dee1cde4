import { FILE } from '../item/section-totals.repository';
import { namesATitle } from '../item/same-title.statement';

const CATALOGUES = ['imdb', 'tmdb', 'tvdb'] as const;

/** An episode that no agent and no catalogue knows is known by its number in its show. */
const NUMBERED = `i.type = 'episode' AND i.parent_index IS NOT NULL AND i.item_index IS NOT NULL`;

const table = (name: string, select: string): string[] => [
  `CREATE TEMP TABLE ${name} ON COMMIT DROP AS ${select}`,
  `ANALYZE ${name}`,
];

/** What names the rows of these types: (id, key), only keys that several rows have. */
const namesOf = (sections: string, types: string): string => `
  WITH named AS (
    SELECT i.id, i.type || ' ' || k.name AS name
    FROM media_items i CROSS JOIN LATERAL (VALUES
      (CASE WHEN ${namesATitle('i')} THEN i.guid END),
      ${CATALOGUES.map((catalogue) => `('${catalogue} ' || i.${catalogue}_id)`).join(', ')}
    ) AS k (name)
    WHERE i.section_id IN (${sections}) AND i.type IN (${types}) AND i.deleted_at IS NULL AND i.available AND k.name IS NOT NULL
  )
  SELECT id, name FROM named WHERE name IN (SELECT name FROM named GROUP BY name HAVING count(DISTINCT id) > 1)`;

/** Which work each row of `names` belongs to: the smallest id that a chain of common names leads to. */
const startWorks = (works: string, names: string): string[] => [
  ...table(works, `SELECT id, id AS work FROM ${names} GROUP BY id`),
];

/** One step along the chains; to be repeated until no row changes. */
export const joinWorks = (works: string, names: string): string => `
  UPDATE ${works} w SET work = nearer.work
  FROM (
    SELECT n.id, min(least.work) AS work FROM ${names} n JOIN (
      SELECT n.name, min(w.work) AS work FROM ${names} n JOIN ${works} w ON w.id = n.id GROUP BY n.name
    ) least ON least.name = n.name GROUP BY n.id
  ) nearer
  WHERE nearer.id = w.id AND nearer.work < w.work`;

const list = (ids: readonly string[]): string =>
  ids.length > 0 ? ids.map((id) => `'${id}'::uuid`).join(', ') : 'NULL';

/** Shows that are the same. */
export const nameShows = (sectionIds: readonly string[]): string[] => [
  ...table('insight_show_name', namesOf(list(sectionIds), `'show'`)),
  ...startWorks('insight_show_work', 'insight_show_name'),
];

/**
 * Names of movies, episodes and tracks, and of episodes by their number: only where those of the number do not
 * contradict each other, because shows are numbered in more than one way.
 */
export const nameLeaves = (sectionIds: readonly string[]): string[] => [
  ...table(
    'insight_leaf_name',
    `${namesOf(list(sectionIds), `'movie', 'episode', 'track'`)}
     UNION ALL
     SELECT unnest(ids), name FROM (
       SELECT array_agg(i.id) AS ids, 'number ' || w.work || ' ' || i.parent_index || ' ' || i.item_index AS name
       FROM insight_show_work w JOIN media_items i ON i.grandparent_id = w.id
       WHERE ${NUMBERED} AND i.section_id IN (${list(sectionIds)}) AND i.deleted_at IS NULL AND i.available
       GROUP BY w.work, i.parent_index, i.item_index
       HAVING count(*) > 1 AND count(DISTINCT CASE WHEN i.guid LIKE 'plex://%' THEN i.guid END) <= 1
         AND ${CATALOGUES.map((catalogue) => `count(DISTINCT i.${catalogue}_id) <= 1`).join(' AND ')}
     ) numbered`,
  ),
  ...startWorks('insight_leaf_work', 'insight_leaf_name'),
];

/** Groups and their items, then the copies with what each would free. */
export const gatherDuplicates = (sectionIds: readonly string[]): string[] => [
  ...table(
    'insight_group_item',
    `
    WITH same AS (
      SELECT i.id, i.section_id, i.server_id, w.work || ' ' || COALESCE(i.edition_title, '') AS key
      FROM insight_leaf_work w JOIN media_items i ON i.id = w.id
    ), several AS (
      SELECT p.item_id FROM media_parts p WHERE p.part_index = 0 AND NOT p.optimized GROUP BY p.item_id HAVING count(*) > 1
    )
    SELECT 'versions' AS kind, i.id::text AS key, i.id AS item_id, i.section_id, i.server_id
    FROM several s JOIN media_items i ON i.id = s.item_id
    WHERE i.section_id IN (${list(sectionIds)}) AND i.deleted_at IS NULL AND i.available AND i.type IN ('movie', 'episode', 'track')
    UNION ALL
    SELECT 'sameTitle', server_id || ' ' || key, id, section_id, server_id FROM same
    WHERE (server_id, key) IN (SELECT server_id, key FROM same GROUP BY server_id, key HAVING count(*) > 1)
    UNION ALL
    SELECT 'servers', key, id, section_id, server_id FROM same
    WHERE key IN (SELECT key FROM same GROUP BY key HAVING count(DISTINCT server_id) > 1)`,
  ),
  ...table(
    'insight_copy',
    `
    SELECT g.kind, g.key, p.item_id, p.version_index, g.server_id,
      ${FILE} AS file, p.size_bytes
    FROM insight_group_item g JOIN media_parts p ON p.item_id = g.item_id WHERE NOT p.optimized`,
  ),
];

/** Rows of `insight_duplicates`. */
export const DUPLICATES = `
  WITH copy AS (
    SELECT kind, key, item_id, version_index, bool_and(size_bytes IS NOT NULL) AS known, COALESCE(sum(bytes), 0) AS bytes
    FROM (
      SELECT kind, key, item_id, version_index, server_id, file, max(size_bytes) AS bytes, max(size_bytes) AS size_bytes
      FROM insight_copy GROUP BY kind, key, item_id, version_index, server_id, file
    ) f GROUP BY kind, key, item_id, version_index
  ), whole AS (
    SELECT kind, key, sum(bytes) AS bytes FROM (
      SELECT kind, key, server_id, file, max(size_bytes) AS bytes FROM insight_copy GROUP BY kind, key, server_id, file
    ) f GROUP BY kind, key
  ), choice AS (
    SELECT c.kind, c.key, count(*) AS copies,
      max(w.bytes - c.bytes) FILTER (WHERE u.unknown - (CASE WHEN c.known THEN 0 ELSE 1 END) = 0)::bigint AS freeable_bytes
    FROM copy c JOIN whole w USING (kind, key)
    JOIN (SELECT kind, key, count(*) FILTER (WHERE NOT known) AS unknown FROM copy GROUP BY kind, key) u USING (kind, key)
    GROUP BY c.kind, c.key
  )
  SELECT g.kind, g.key, min(i.type) AS type, min(i.sort_key) AS sort_key, min(c.freeable_bytes) AS freeable_bytes,
    array_agg(DISTINCT g.section_id) AS section_ids, array_agg(DISTINCT g.server_id) AS server_ids
  FROM insight_group_item g JOIN choice c USING (kind, key) JOIN media_items i ON i.id = g.item_id
  WHERE c.copies > 1 GROUP BY g.kind, g.key`;
