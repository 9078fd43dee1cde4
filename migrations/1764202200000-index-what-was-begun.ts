import type { MigrationInterface, QueryRunner } from 'typeorm';
import { Online } from './online';

const INDEXES = {
  media_items_begun: `media_items (section_id, last_viewed_at, id) WHERE view_offset_ms > 0 AND deleted_at IS NULL`,
  user_views_begun: `user_views (plex_account_id, last_viewed_at) WHERE view_offset_ms > 0`,
  play_sessions_person: `play_sessions (plex_account_id, last_seen_at)`,
  plays_partial: `plays (plex_account_id, viewed_at) WHERE completion < 90`,
  jobs_failed: `jobs (finished_at) WHERE state = 'failed'`,
  jobs_ended: `jobs (name, dedupe_key, finished_at) WHERE finished_at IS NOT NULL`,
};

/** Finds what a person has begun and not finished, and jobs that failed, without reading what is in order. */
export class IndexWhatWasBegun1764202200000 implements MigrationInterface {
  transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    const online = new Online(runner);
    for (const [name, definition] of Object.entries(INDEXES)) await online.index(name, definition);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX ${Object.keys(INDEXES).join(', ')}
    `);
  }
}
