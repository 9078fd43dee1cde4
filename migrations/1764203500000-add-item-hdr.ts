import type { MigrationInterface, QueryRunner } from 'typeorm';
import { Online } from './online';

/** Whether an item is HDR, so that its card can say so. */
export class AddItemHdr1764203500000 implements MigrationInterface {
  transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE media_items ADD COLUMN IF NOT EXISTS hdr boolean');
    await new Online(runner).update(
      'media_items',
      `UPDATE media_items i SET hdr = p.hdr
       FROM (SELECT item_id, bool_or(hdr) AS hdr FROM media_parts
             WHERE hdr IS NOT NULL AND item_id BETWEEN $1 AND $2 GROUP BY item_id) p
       WHERE i.id = p.item_id AND i.hdr IS DISTINCT FROM p.hdr`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE media_items DROP COLUMN hdr');
  }
}
