import { Injectable } from '@nestjs/common';
import { Database, PATIENTLY, type SqlExecutor } from '../../infra/database';
import { ParentLinks } from './parent-links.repository';
import { SectionTotals } from './section-totals.repository';

/** A section whose figures lag behind its rows. */
export interface DueSection {
  id: string;
  /** As it was summed last. */
  leafCount: number;
  needsWalk: boolean;
}

/** What a section still has to sum up. */
interface Due {
  sum: number;
  walk: number;
}

/** Settled writes share it, a walk has it alone: one that began earlier would write older sums over theirs. */
const SHARE_WALK = `SELECT ${PATIENTLY}, pg_advisory_xact_lock_shared(hashtextextended('section-walk:' || $1, 0))`;
const HOLD_WALK = `SELECT ${PATIENTLY}, pg_advisory_xact_lock(hashtextextended('section-walk:' || $1, 0))`;
const HOLD_SUMS = `SELECT ${PATIENTLY}, pg_advisory_xact_lock(hashtextextended('section-sums:' || $1, 0))`;

/**
 * Keeps what sums up other rows exact. A writer either settles its rows within its transaction (small
 * changes) or leaves that to a walk over the section (sweeps); the section's own figures follow later in
 * both cases. How much is due stands in the section's row, written along with the rows themselves, so that
 * no crash can make it be forgotten.
 */
@Injectable()
export class SectionSums {
  constructor(
    private readonly database: Database,
    private readonly links: ParentLinks,
    private readonly totals: SectionTotals,
  ) {}

  /** To be called before rows of these keys are settled: the containers that they are in now. */
  async containersOf(serverId: string, ratingKeys: readonly string[], sql: SqlExecutor): Promise<string[]> {
    const rows = await sql.rows<{ id: string }>(
      `SELECT DISTINCT c.id FROM media_items i CROSS JOIN LATERAL (VALUES (i.parent_id), (i.grandparent_id)) AS c (id)
       WHERE i.server_id = $1 AND i.rating_key = ANY ($2) AND c.id IS NOT NULL`,
      [serverId, ratingKeys],
    );
    return rows.map(({ id }) => id);
  }

  /** Links the rows that were written and sums the containers above them; part of the writer's transaction. */
  async settle(
    sectionId: string,
    itemIds: readonly string[],
    formerContainers: readonly string[],
    sql: SqlExecutor,
  ): Promise<void> {
    await sql.run(SHARE_WALK, [sectionId]);
    const linked = await this.links.linkTouched(itemIds, sql);
    await this.totals.refreshAbove([...itemIds, ...linked], formerContainers, sql);
  }

  /** Notes within a writer's transaction that figures are due, and the walk where the rows are not settled. */
  async owe(sectionIds: readonly string[], { walk }: { walk: boolean }, sql: SqlExecutor): Promise<void> {
    await sql.run(
      `UPDATE library_sections SET writes_to_sum = writes_to_sum + 1, writes_to_walk = writes_to_walk + $2,
         writes_to_insight = writes_to_insight + 1
       WHERE id = ANY ($1)`,
      [sectionIds, walk ? 1 : 0],
    );
  }

  /** Sections of the server in which anything is due. */
  listDue(serverId: string): Promise<DueSection[]> {
    return this.database.rows(
      `SELECT id, leaf_count AS "leafCount", writes_to_walk > 0 AS "needsWalk" FROM library_sections
       WHERE server_id = $1 AND writes_to_sum + writes_to_walk > 0 ORDER BY id`,
      [serverId],
    );
  }

  /** Null where nothing is due. */
  async findDue(sectionId: string, sql: SqlExecutor = this.database): Promise<Due | null> {
    const due = await sql.row<{ sum: number; walk: number }>(
      'SELECT writes_to_sum AS sum, writes_to_walk AS walk FROM library_sections WHERE id = $1',
      [sectionId],
    );
    return due && due.sum + due.walk > 0 ? due : null;
  }

  /** Sums up what is due; what is written meanwhile stays due. Two callers at once wait for each other. */
  catchUp(sectionId: string): Promise<void> {
    return this.database.transaction(async (sql) => {
      await sql.run(HOLD_SUMS, [sectionId]);
      const due = await this.findDue(sectionId, sql);
      if (!due) return;
      if (due.walk > 0) {
        await sql.run(HOLD_WALK, [sectionId]);
        await this.links.link(sectionId, sql);
        await this.totals.refreshContainers(sectionId, sql);
      }
      await this.totals.refreshSection(sectionId, sql);
      await sql.run(
        `UPDATE library_sections SET writes_to_sum = writes_to_sum - $2, writes_to_walk = writes_to_walk - $3
         WHERE id = $1`,
        [sectionId, due.sum, due.walk],
      );
    });
  }
}
