import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Sums of a section that its rows have outrun. What is stored already may be wrong: the next sync sums it up. */
export class FlagStaleTotals1764000400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE library_sections ADD COLUMN totals_stale boolean NOT NULL DEFAULT false;
      UPDATE library_sections SET totals_stale = true;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE library_sections DROP COLUMN totals_stale');
  }
}
