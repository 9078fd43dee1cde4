import { Injectable } from '@nestjs/common';
import { Database } from '../../infra/database';

const FIRST_STEP = 500;
/** Plans change by orders of magnitude; the cost of all refreshes together stays a small part of the writing. */
const STEP_FACTOR = 4;

/** The smallest step that `rows` are below: 500, 2,000, 8,000 and so on. */
function nextStep(rows: number): number {
  let step = FIRST_STEP;
  while (rows >= step) step *= STEP_FACTOR;
  return step;
}

/** What PostgreSQL's planner believes about the tables of the library. */
@Injectable()
export class PlannerStatistics {
  constructor(private readonly database: Database) {}

  /**
   * Tells of rows that a section just got. While the planner holds a section for empty, each listing of
   * it sorts all rows instead of reading the first of an index, so a first sync would slow down whoever
   * browses meanwhile.
   * @param before rows that the section got earlier in this run
   */
  async noticeGrowth(before: number, added: number): Promise<void> {
    if (nextStep(before) < nextStep(before + added)) await this.refresh();
  }

  /**
   * Statements that join a section with itself take minutes instead of seconds while the planner still
   * holds tables for empty that a sweep has just filled; autovacuum would notice too late.
   */
  async refresh(): Promise<void> {
    await this.database.run('ANALYZE media_items, media_parts');
  }
}
