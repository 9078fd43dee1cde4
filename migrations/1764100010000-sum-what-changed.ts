import type { MigrationInterface, QueryRunner } from 'typeorm';
import { Online } from './online';

/** Small changes are summed where they happen, without a walk over their section. */
export class SumWhatChanged1764100010000 implements MigrationInterface {
  transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    const online = new Online(runner);
    await runner.query(`
      ALTER TABLE library_sections
        ADD COLUMN IF NOT EXISTS writes_to_sum integer NOT NULL DEFAULT 0 CHECK (writes_to_sum >= 0),
        ADD COLUMN IF NOT EXISTS writes_to_walk integer NOT NULL DEFAULT 0 CHECK (writes_to_walk >= 0),
        ADD COLUMN IF NOT EXISTS totals_stale boolean NOT NULL DEFAULT false;
      UPDATE library_sections SET writes_to_sum = 1, writes_to_walk = 1 WHERE totals_stale;
      ALTER TABLE library_sections DROP COLUMN totals_stale;
    `);
    const present = 'deleted_at IS NULL';
    await online.index(
      'media_items_grandparent',
      `media_items (grandparent_id) WHERE grandparent_id IS NOT NULL AND ${present}`,
    );
    await online.index(
      'media_items_awaits_parent',
      `media_items (server_id, parent_rating_key) WHERE parent_id IS NULL AND parent_rating_key IS NOT NULL AND ${present}`,
    );
    await online.index(
      'media_items_awaits_grandparent',
      `media_items (server_id, grandparent_rating_key)
        WHERE grandparent_id IS NULL AND grandparent_rating_key IS NOT NULL AND ${present}`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX media_items_awaits_grandparent, media_items_awaits_parent, media_items_grandparent;
      ALTER TABLE library_sections ADD COLUMN totals_stale boolean NOT NULL DEFAULT false;
      UPDATE library_sections SET totals_stale = true WHERE writes_to_sum + writes_to_walk > 0;
      ALTER TABLE library_sections DROP COLUMN writes_to_walk, DROP COLUMN writes_to_sum;
    `);
  }
}
