import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Statistics read nothing but these indexes: who watched, over time, and what a person watched. */
export class CoverPlays1764202300000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX plays_viewed_at, plays_account;
      CREATE INDEX plays_viewed_at ON plays (viewed_at) INCLUDE (title_id, duration_ms, completion, plex_account_id);
      CREATE INDEX plays_account ON plays (plex_account_id, viewed_at) INCLUDE (title_id, duration_ms, completion, item_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX plays_account, plays_viewed_at;
      CREATE INDEX plays_viewed_at ON plays (viewed_at) INCLUDE (title_id, duration_ms, completion);
      CREATE INDEX plays_account ON plays (plex_account_id, viewed_at) INCLUDE (title_id, duration_ms, completion);
    `);
  }
}
