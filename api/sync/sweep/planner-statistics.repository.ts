import { Injectable } from '@nestjs/common';
import { Database } from '../../infra/database';

/** What PostgreSQL's planner believes about the tables of the library. */
@Injectable()
export class PlannerStatistics {
  constructor(private readonly database: Database) {}

  /**
   * Statements that join a section with itself take minutes instead of seconds while the planner still
   * holds tables for empty that a sweep has just filled; autovacuum would notice too late.
   */
  async refresh(): Promise<void> {
    await this.database.run('ANALYZE media_items, media_parts');
  }
}
