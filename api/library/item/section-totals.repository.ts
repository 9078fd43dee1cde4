import { Injectable } from '@nestjs/common';
import { Database, type SqlExecutor } from '../../infra/database';

/** What counts: trash and what is gone are left out. */
const COUNTED = 'i.section_id = $1 AND i.deleted_at IS NULL AND i.available';
const LEAVES = `${COUNTED} AND i.type IN ('movie', 'episode', 'track')`;
const COUNTED_FILES = 'NOT p.optimized AND p.size_bytes IS NOT NULL';
/** Files without a name are told apart by their place. */
const FILE = `COALESCE(p.file, p.item_id || '/' || p.version_index || '/' || p.part_index)`;

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
    SET item_count = t.items, leaf_count = t.leaves, size_bytes = t.bytes, totals_stale = false
    FROM total t, library_sections old
    WHERE s.id = $1 AND old.id = s.id
      AND (s.item_count, s.leaf_count, s.size_bytes, s.totals_stale)
        IS DISTINCT FROM (t.items, t.leaves, t.bytes, false)
    RETURNING abs(t.leaves - old.leaf_count) AS moved, t.leaves
  )
  SELECT moved, leaves FROM changed`;

/** Shares and counts of leaves from which on the planner's picture of the tables is out of date. */
const ANALYZE_SHARE = 0.1;
const ANALYZE_LEAVES = 1000;

/**
 * To be called before the rows are written, so that writers queue for the section and not for each other's
 * rows. A run that stops before it summed up, or takes rows from another section, leaves the flag to the next.
 */
export async function markTotalsStale(sql: SqlExecutor, sectionIds: readonly string[]): Promise<void> {
  await sql.run('UPDATE library_sections SET totals_stale = true WHERE id = ANY ($1::uuid[]) AND NOT totals_stale', [
    sectionIds,
  ]);
}

/** Figures that sum what lies below: sizes of containers, counts and size of the section. */
@Injectable()
export class SectionTotals {
  constructor(private readonly database: Database) {}

  /** Sections of the server whose rows changed since they were summed up. */
  async listStale(serverId: string): Promise<string[]> {
    const text = 'SELECT id FROM library_sections WHERE server_id = $1 AND totals_stale ORDER BY id';
    return (await this.database.rows<{ id: string }>(text, [serverId])).map(({ id }) => id);
  }

  /** Writes only rows whose figures changed. To be called once a pass over the section has ended. */
  async refresh(sectionId: string): Promise<void> {
    await this.database.run(REFRESH_CONTAINERS, [sectionId]);
    const changed = await this.database.row<{ moved: number; leaves: number }>(REFRESH_SECTION, [sectionId]);
    if (changed && changed.moved > Math.max(ANALYZE_LEAVES, changed.leaves * ANALYZE_SHARE)) {
      await this.database.run('ANALYZE media_items, media_parts');
    }
  }
}
