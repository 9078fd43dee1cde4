import { Injectable } from '@nestjs/common';
import { Database } from '../../infra/database';
import { COUNTED_FILES, FILE, LEAF, LEAVES, COUNTED } from '../item/section-totals.repository';

/** Days before the first one that are told from dates of what is there; longer than any page shows. */
const DERIVED_DAYS = 120;
/** Older days are of no use to anybody. */
const KEEP_DAYS = 800;

/** $1 section, $2 today, $3 now. Dates in the future count as today. */
const DERIVE = `
  WITH file AS (
    SELECT max(p.size_bytes) AS bytes, min(i.added_at) AS added_at
    FROM media_items i JOIN media_parts p ON p.item_id = i.id WHERE ${LEAVES} AND ${COUNTED_FILES} GROUP BY ${FILE}
  ), came AS (
    SELECT added_at, bytes, 0 AS leaves, 0 AS items FROM file
    UNION ALL
    SELECT i.added_at, 0, (${LEAF})::int, (i.type IN ('movie', 'show', 'artist'))::int FROM media_items i WHERE ${COUNTED}
  ), per_day AS (
    SELECT GREATEST((LEAST(added_at, $3::timestamptz) AT TIME ZONE 'UTC')::date, $2::date - ${DERIVED_DAYS}) AS day,
      sum(bytes) AS bytes, sum(leaves) AS leaves, sum(items) AS items
    FROM came GROUP BY 1
  )
  INSERT INTO section_sizes (section_id, day, item_count, leaf_count, size_bytes, derived)
  SELECT $1, d.day, sum(COALESCE(c.items, 0)) OVER up_to, sum(COALESCE(c.leaves, 0)) OVER up_to,
    sum(COALESCE(c.bytes, 0)) OVER up_to, true
  FROM (SELECT $2::date - back AS day FROM generate_series(1, ${DERIVED_DAYS}) back) d LEFT JOIN per_day c ON c.day = d.day
  WINDOW up_to AS (ORDER BY d.day)
  ON CONFLICT (section_id, day) DO NOTHING`;

/** $1 section, $2 today. */
const MEASURE = `
  INSERT INTO section_sizes AS h (section_id, day, item_count, leaf_count, size_bytes, derived)
  SELECT id, $2::date, item_count, leaf_count, size_bytes, false FROM library_sections WHERE id = $1
  ON CONFLICT (section_id, day) DO UPDATE SET item_count = EXCLUDED.item_count, leaf_count = EXCLUDED.leaf_count,
    size_bytes = EXCLUDED.size_bytes, derived = false
  WHERE (h.item_count, h.leaf_count, h.size_bytes, h.derived) IS DISTINCT FROM
    (EXCLUDED.item_count, EXCLUDED.leaf_count, EXCLUDED.size_bytes, false)`;

/** Remembers what sections held, one row a day each. */
@Injectable()
export class SectionSizes {
  constructor(private readonly database: Database) {}

  /**
   * Writes today's figures of a section that was read to its end at some time; the first time also the days
   * before, as far as dates of what is there tell them. To be called whenever its figures were summed.
   */
  async record(sectionId: string, now = new Date()): Promise<void> {
    const today = now.toISOString().slice(0, 10);
    const section = await this.database.row<{ isNew: boolean }>(
      `SELECT NOT EXISTS (SELECT FROM section_sizes WHERE section_id = $1) AS "isNew"
       FROM library_sections WHERE id = $1 AND enabled AND last_synced_at IS NOT NULL`,
      [sectionId],
    );
    if (!section) return;
    if (section.isNew) await this.database.run(DERIVE, [sectionId, today, now]);
    await this.database.run(MEASURE, [sectionId, today]);
    await this.database.run('DELETE FROM section_sizes WHERE section_id = $1 AND day < $2::date - $3::int', [
      sectionId,
      today,
      KEEP_DAYS,
    ]);
  }
}
