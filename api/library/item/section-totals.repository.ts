import { Injectable } from '@nestjs/common';
import { Database, type SqlExecutor } from '../../infra/database';

/** What counts: trash and what is gone are left out. */
const counted = (section: string): string => `i.section_id = ${section} AND i.deleted_at IS NULL AND i.available`;
export const COUNTED = counted('$1');
export const LEAF = `i.type IN ('movie', 'episode', 'track')`;
export const LEAVES = `${COUNTED} AND ${LEAF}`;
export const COUNTED_FILES = 'NOT p.optimized AND p.size_bytes IS NOT NULL';
/** Files without a name are told apart by their place. */
export const FILE = `COALESCE(p.file, p.item_id || '/' || p.version_index || '/' || p.part_index)`;

/**
 * A file that backs several episodes counts once in each of the containers above them. Sections of movies
 * have no containers: they are spared the walk.
 */
const REFRESH_CONTAINERS = `
  WITH file AS MATERIALIZED (
    SELECT i.parent_id, i.grandparent_id, p.size_bytes, ${FILE} AS file
    FROM media_items i JOIN media_parts p ON p.item_id = i.id WHERE ${LEAVES} AND ${COUNTED_FILES}
  ), counted AS (
    SELECT parent_id AS id, max(size_bytes) AS bytes FROM file WHERE parent_id IS NOT NULL GROUP BY parent_id, file
    UNION ALL
    SELECT grandparent_id, max(size_bytes) FROM file WHERE grandparent_id IS NOT NULL GROUP BY grandparent_id, file
  ), total AS (SELECT id, sum(bytes)::bigint AS bytes FROM counted GROUP BY id)
  UPDATE media_items c SET size_bytes = t.bytes, written_at = now()
  FROM (
    SELECT i.id, total.bytes FROM media_items i LEFT JOIN total ON total.id = i.id
    WHERE i.section_id = $1 AND i.type NOT IN ('movie', 'episode', 'track') AND i.deleted_at IS NULL
      AND EXISTS (SELECT FROM library_sections s WHERE s.id = $1 AND s.type <> 'movie')
  ) t
  WHERE c.id = t.id AND c.size_bytes IS DISTINCT FROM t.bytes`;

/**
 * $1 items that were written, $2 containers that they were in before. Locked in the order of their ids and
 * before they are summed, so that of two writers the later one sees what the earlier one wrote.
 */
const LOCK_CONTAINERS = `
  SELECT c.id FROM media_items c JOIN library_sections s ON s.id = c.section_id
  WHERE c.deleted_at IS NULL AND c.type NOT IN ('movie', 'episode', 'track') AND s.type <> 'movie' AND c.id IN (
    SELECT unnest($2::bigint[])
    UNION SELECT unnest(ARRAY[i.id, i.parent_id, i.grandparent_id]) FROM media_items i WHERE i.id = ANY ($1::bigint[])
  )
  ORDER BY c.id FOR UPDATE OF c`;

const filesBelow = (parent: string): string => `
  SELECT max(p.size_bytes) AS bytes FROM media_items i JOIN media_parts p ON p.item_id = i.id
  WHERE i.${parent} = c.id AND ${counted('c.section_id')} AND ${LEAF} AND ${COUNTED_FILES} GROUP BY ${FILE}`;

/** What REFRESH_CONTAINERS does to these containers, by way of the indexes on parents. */
const SUM_CONTAINERS = `
  UPDATE media_items m SET size_bytes = t.bytes, written_at = now()
  FROM (
    SELECT c.id, (SELECT sum(f.bytes)::bigint
                  FROM (${filesBelow('parent_id')} UNION ALL ${filesBelow('grandparent_id')}) f) AS bytes
    FROM media_items c WHERE c.id = ANY ($1::bigint[])
  ) t
  WHERE m.id = t.id AND m.size_bytes IS DISTINCT FROM t.bytes`;

/** Ids and availability stand in the index by date: the wide rows themselves are not read. */
const REFRESH_SECTION = `
  WITH total AS MATERIALIZED (
    SELECT
      (SELECT COALESCE(sum(bytes), 0)::bigint FROM (
         SELECT max(p.size_bytes) AS bytes FROM media_items i JOIN media_parts p ON p.item_id = i.id
         WHERE ${LEAVES} AND ${COUNTED_FILES} GROUP BY ${FILE}) f) AS bytes,
      (SELECT count(*)::int FROM media_items i WHERE ${LEAVES}) AS leaves,
      (SELECT count(*)::int FROM media_items i WHERE ${COUNTED} AND i.type IN ('movie', 'show', 'artist')) AS items
  ), changed AS (
    UPDATE library_sections s
    SET item_count = t.items, leaf_count = t.leaves, size_bytes = t.bytes
    FROM total t, library_sections old
    WHERE s.id = $1 AND old.id = s.id
      AND (s.item_count, s.leaf_count, s.size_bytes) IS DISTINCT FROM (t.items, t.leaves, t.bytes)
    RETURNING abs(t.leaves - old.leaf_count) AS moved, t.leaves
  )
  SELECT moved, leaves FROM changed`;

/** Shares and counts of leaves from which on the planner's picture of the tables is out of date. */
const ANALYZE_SHARE = 0.1;
const ANALYZE_LEAVES = 1000;

/** Figures that sum what lies below: sizes of containers, counts and size of the section. */
@Injectable()
export class SectionTotals {
  constructor(private readonly database: Database) {}

  /** Writes only rows whose figures changed. To be called once a pass over the section has ended. */
  async refresh(sectionId: string, sql: SqlExecutor = this.database): Promise<void> {
    await this.refreshContainers(sectionId, sql);
    await this.refreshSection(sectionId, sql);
  }

  /** Sizes of all containers of the section: a walk over all of it. */
  async refreshContainers(sectionId: string, sql: SqlExecutor = this.database): Promise<void> {
    await sql.run(REFRESH_CONTAINERS, [sectionId]);
  }

  /** Counts and size of the section itself. */
  async refreshSection(sectionId: string, sql: SqlExecutor = this.database): Promise<void> {
    const changed = await sql.row<{ moved: number; leaves: number }>(REFRESH_SECTION, [sectionId]);
    if (changed && changed.moved > Math.max(ANALYZE_LEAVES, changed.leaves * ANALYZE_SHARE)) {
      await sql.run('ANALYZE media_items, media_parts');
    }
  }

  /**
   * Sizes of the containers that these items are or lie in.
   * @param formerContainers where they lay before they were written
   */
  async refreshAbove(itemIds: readonly string[], formerContainers: readonly string[], sql: SqlExecutor): Promise<void> {
    const locked = await sql.rows<{ id: string }>(LOCK_CONTAINERS, [itemIds, formerContainers]);
    if (locked.length > 0) await sql.run(SUM_CONTAINERS, [locked.map(({ id }) => id)]);
  }
}
