import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When servers are synced by themselves, and who looks after it. */
export class CreateSyncSchedule1764100200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE sync_schedule (
        id                  boolean PRIMARY KEY DEFAULT true CHECK (id),
        push                boolean NOT NULL DEFAULT true,
        incremental_minutes integer NOT NULL DEFAULT 15 CHECK (incremental_minutes BETWEEN 1 AND 1440),
        key_sweep_at        text NOT NULL DEFAULT '03:30' CHECK (key_sweep_at ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
        full_sweep_weekday  smallint NOT NULL DEFAULT 0 CHECK (full_sweep_weekday BETWEEN 0 AND 6),
        nights_from         timestamptz(3) NOT NULL DEFAULT now(),
        scheduler           uuid,
        scheduler_until     timestamptz(3),
        scheduling_since    timestamptz(3),
        time_zone           text
      );
      INSERT INTO sync_schedule DEFAULT VALUES;
      CREATE INDEX sync_runs_server_mode ON sync_runs (server_id, mode, created_at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX sync_runs_server_mode; DROP TABLE sync_schedule');
  }
}
