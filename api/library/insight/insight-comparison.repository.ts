import { Injectable } from '@nestjs/common';
import { Database, type SqlExecutor } from '../../infra/database';
import { DUPLICATES, gatherDuplicates, joinWorks, nameLeaves, nameShows } from './duplicate-facts.statements';
import {
  FEW_LEAVES,
  hold,
  MORE_MEMORY,
  OF_SECTIONS,
  runAll,
  settle,
  type MakeOptions,
} from './section-insights.repository';

/** A chain of common names is followed so many steps. */
const STEPS = 20;
const PAUSE = `interval '60 seconds' + c.leaves * interval '600 microseconds'`;

const CURRENT = `
  SELECT COALESCE(array_agg(s.id ORDER BY s.id), '{}') AS ids, max(s.insight_at) AS changed_at, COALESCE(sum(s.leaf_count), 0) AS leaves
  FROM library_sections s WHERE s.enabled AND s.insight_at IS NOT NULL`;

export interface ComparisonFreshness {
  due: boolean;
  /** Comparing takes a moment only. */
  quick: boolean;
  /** Not so recent that a changing library would be compared all the time. */
  ripe: boolean;
  madeAt: Date | null;
}

/** Looks for the same title in all enabled sections. */
@Injectable()
export class InsightComparison {
  constructor(private readonly database: Database) {}

  async freshness(): Promise<ComparisonFreshness> {
    const row = await this.database.row<ComparisonFreshness & Record<string, unknown>>(
      `SELECT m.made_at AS "madeAt", m.section_ids IS DISTINCT FROM c.ids OR m.made_at < c.changed_at AS due,
         c.leaves <= ${FEW_LEAVES} AS quick, m.section_ids IS DISTINCT FROM c.ids OR m.made_at < now() - (${PAUSE}) AS ripe
       FROM (${CURRENT}) c LEFT JOIN insight_comparisons m ON m.id = 1`,
      [],
      'insight-comparison',
    );
    return row!;
  }

  /** As SectionInsights.make, over all sections; clears away, too, what is left of sections that were removed. */
  async make({ wait, signal }: MakeOptions): Promise<boolean> {
    const leaves = await this.database.transaction((sql) => this.remake(sql, { wait, signal }));
    if (leaves !== null) await settle(this.database, leaves, ['insight_duplicates', 'insight_duplicate_items']);
    return leaves !== null;
  }

  /** Answers how many leaves were compared; null where nothing happened. */
  private async remake(sql: SqlExecutor, { wait, signal }: MakeOptions): Promise<number | null> {
    if (!(await hold(sql, wait))) return null;
    await sql.run(MORE_MEMORY);
    const { ids, leaves, at } = (await sql.row<{ ids: string[]; leaves: number; at: Date }>(
      `SELECT c.ids, c.leaves::int, clock_timestamp() AS at FROM (${CURRENT}) c`,
    ))!;
    await this.gather(sql, ids, signal);
    await this.write(sql);
    for (const table of OF_SECTIONS)
      await sql.run(`DELETE FROM ${table} WHERE section_id NOT IN (SELECT id FROM library_sections)`);
    await sql.run('DELETE FROM insight_histories WHERE server_id NOT IN (SELECT id FROM plex_servers)');
    await sql.run(
      `INSERT INTO insight_comparisons (id, made_at, section_ids) VALUES (1, $2, $1)
       ON CONFLICT (id) DO UPDATE SET made_at = EXCLUDED.made_at, section_ids = EXCLUDED.section_ids`,
      [ids, at],
    );
    return leaves;
  }

  private async gather(sql: SqlExecutor, sectionIds: string[], signal?: AbortSignal): Promise<void> {
    await runAll(sql, nameShows(sectionIds), signal);
    await this.join(sql, 'insight_show_work', 'insight_show_name');
    await runAll(sql, nameLeaves(sectionIds), signal);
    await this.join(sql, 'insight_leaf_work', 'insight_leaf_name');
    await runAll(sql, gatherDuplicates(sectionIds), signal);
  }

  private async join(sql: SqlExecutor, works: string, names: string): Promise<void> {
    for (let step = 0; step < STEPS; step++) if ((await sql.run(joinWorks(works, names))) === 0) return;
  }

  private async write(sql: SqlExecutor): Promise<void> {
    const columns = 'kind, key, type, sort_key, freeable_bytes, section_ids, server_ids';
    await sql.run(`CREATE TEMP TABLE wanted_duplicates ON COMMIT DROP AS SELECT ${columns} FROM (${DUPLICATES}) d`);
    await sql.run('ANALYZE wanted_duplicates');
    await sql.run(`DELETE FROM insight_duplicates d
      WHERE NOT EXISTS (SELECT FROM wanted_duplicates w WHERE w.kind = d.kind AND w.key = d.key)`);
    await sql.run(`
      INSERT INTO insight_duplicates AS d (${columns}) SELECT ${columns} FROM wanted_duplicates
      ON CONFLICT (kind, key) DO UPDATE SET type = EXCLUDED.type, sort_key = EXCLUDED.sort_key,
        freeable_bytes = EXCLUDED.freeable_bytes, section_ids = EXCLUDED.section_ids, server_ids = EXCLUDED.server_ids
      WHERE (d.type, d.sort_key, d.freeable_bytes, d.section_ids, d.server_ids)
        IS DISTINCT FROM (EXCLUDED.type, EXCLUDED.sort_key, EXCLUDED.freeable_bytes, EXCLUDED.section_ids, EXCLUDED.server_ids)`);
    await sql.run(`
      CREATE TEMP TABLE wanted_duplicate_items ON COMMIT DROP AS
      SELECT d.id AS duplicate_id, g.item_id FROM insight_group_item g JOIN insight_duplicates d USING (kind, key)`);
    await sql.run('ANALYZE wanted_duplicate_items');
    await sql.run(`DELETE FROM insight_duplicate_items i WHERE NOT EXISTS (
      SELECT FROM wanted_duplicate_items w WHERE w.duplicate_id = i.duplicate_id AND w.item_id = i.item_id)`);
    await sql.run(`INSERT INTO insight_duplicate_items (duplicate_id, item_id)
      SELECT duplicate_id, item_id FROM wanted_duplicate_items ON CONFLICT DO NOTHING`);
  }
}
