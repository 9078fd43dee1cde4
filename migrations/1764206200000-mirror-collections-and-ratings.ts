import type { MigrationInterface, QueryRunner } from 'typeorm';
import { Online } from './online';

/** Which of Plex's collections a title is in, and what people rated it. */
export class MirrorCollectionsAndRatings1764206200000 implements MigrationInterface {
  transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    const online = new Online(runner);
    await runner.query(`
      ALTER TABLE media_items
        ADD COLUMN IF NOT EXISTS collections text[] NOT NULL DEFAULT '{}',
        ADD COLUMN IF NOT EXISTS user_rating double precision
    `);
    await runner.query('ALTER TABLE user_views ADD COLUMN IF NOT EXISTS user_rating double precision');
    for (const table of ['media_items', 'user_views']) {
      await online.check(table, `${table}_user_rating_check`, 'user_rating > 0 AND user_rating <= 10');
    }
    // Servers that leave collections out of listings tell them in details: these are read once more, in the background.
    await online.update(
      'media_items',
      `UPDATE media_items SET details_at = NULL
       WHERE type IN ('movie', 'show') AND details_at IS NOT NULL AND id BETWEEN $1 AND $2`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE user_views DROP COLUMN user_rating;
      ALTER TABLE media_items DROP COLUMN user_rating, DROP COLUMN collections;
    `);
  }
}
