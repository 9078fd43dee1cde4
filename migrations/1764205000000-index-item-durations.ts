import type { MigrationInterface, QueryRunner } from 'typeorm';
import { Online } from './online';

/** Titles by their length, and those of a range of lengths. */
export class IndexItemDurations1764205000000 implements MigrationInterface {
  transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await new Online(runner).index(
      'media_items_duration',
      `media_items (section_id, type, COALESCE(duration_ms, -1), id) INCLUDE (duration_ms) WHERE deleted_at IS NULL`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX media_items_duration');
  }
}
