import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Small changes are summed where they happen, without a walk over their section. */
export class SumWhatChanged1764100010000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE library_sections
        ADD COLUMN writes_to_sum integer NOT NULL DEFAULT 0 CHECK (writes_to_sum >= 0),
        ADD COLUMN writes_to_walk integer NOT NULL DEFAULT 0 CHECK (writes_to_walk >= 0);
      UPDATE library_sections SET writes_to_sum = 1, writes_to_walk = 1 WHERE totals_stale;
      ALTER TABLE library_sections DROP COLUMN totals_stale;
      CREATE INDEX media_items_grandparent ON media_items (grandparent_id)
        WHERE grandparent_id IS NOT NULL AND deleted_at IS NULL;
      CREATE INDEX media_items_awaits_parent ON media_items (server_id, parent_rating_key)
        WHERE parent_id IS NULL AND parent_rating_key IS NOT NULL AND deleted_at IS NULL;
      CREATE INDEX media_items_awaits_grandparent ON media_items (server_id, grandparent_rating_key)
        WHERE grandparent_id IS NULL AND grandparent_rating_key IS NOT NULL AND deleted_at IS NULL;
    `);
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
