import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Runs that list keys only, and what an incremental run needs to see that something is gone. */
export class AllowKeySweeps1764100000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE sync_runs DROP CONSTRAINT sync_runs_mode_check,
        ADD CONSTRAINT sync_runs_mode_check CHECK (mode IN ('full', 'incremental', 'sweep'));
      ALTER TABLE sync_cursors ALTER COLUMN updated_since DROP NOT NULL,
        ADD COLUMN surplus integer NOT NULL DEFAULT 0;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    // A run of a mode that the older schema does not know is told as what comes closest to it.
    await runner.query(`
      UPDATE sync_runs SET mode = 'full' WHERE mode = 'sweep';
      ALTER TABLE sync_runs DROP CONSTRAINT sync_runs_mode_check,
        ADD CONSTRAINT sync_runs_mode_check CHECK (mode IN ('full', 'incremental'));
      DELETE FROM sync_cursors WHERE updated_since IS NULL;
      ALTER TABLE sync_cursors DROP COLUMN surplus, ALTER COLUMN updated_since SET NOT NULL;
    `);
  }
}
