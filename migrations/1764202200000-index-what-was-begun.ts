import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Finds what a person has begun and not finished, and jobs that failed, without reading what is in order. */
export class IndexWhatWasBegun1764202200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX media_items_begun ON media_items (section_id, last_viewed_at, id)
        WHERE view_offset_ms > 0 AND deleted_at IS NULL;
      CREATE INDEX user_views_begun ON user_views (plex_account_id, last_viewed_at) WHERE view_offset_ms > 0;
      CREATE INDEX play_sessions_person ON play_sessions (plex_account_id, last_seen_at);
      CREATE INDEX plays_partial ON plays (plex_account_id, viewed_at) WHERE completion < 90;
      CREATE INDEX jobs_failed ON jobs (finished_at) WHERE state = 'failed';
      CREATE INDEX jobs_ended ON jobs (name, dedupe_key, finished_at) WHERE finished_at IS NOT NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX jobs_ended, jobs_failed, plays_partial, play_sessions_person, user_views_begun, media_items_begun;
    `);
  }
}
