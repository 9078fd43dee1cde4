import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whether an item is HDR, so that its card can say so. */
export class AddItemHdr1764203500000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE media_items ADD COLUMN hdr boolean;
      UPDATE media_items i SET hdr = p.hdr
      FROM (SELECT item_id, bool_or(hdr) AS hdr FROM media_parts WHERE hdr IS NOT NULL GROUP BY item_id) p
      WHERE i.id = p.item_id;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE media_items DROP COLUMN hdr');
  }
}
