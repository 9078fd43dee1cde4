import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which of Plex's collections a title is in, and what people rated it. */
export class MirrorCollectionsAndRatings1764206200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // Servers that leave collections out of listings tell them in details: these are read once more, in the background.
    await runner.query(`
      ALTER TABLE media_items
        ADD COLUMN collections text[] NOT NULL DEFAULT '{}',
        ADD COLUMN user_rating double precision CHECK (user_rating > 0 AND user_rating <= 10);
      ALTER TABLE user_views
        ADD COLUMN user_rating double precision CHECK (user_rating > 0 AND user_rating <= 10);
      UPDATE media_items SET details_at = NULL WHERE type IN ('movie', 'show') AND details_at IS NOT NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE user_views DROP COLUMN user_rating;
      ALTER TABLE media_items DROP COLUMN user_rating, DROP COLUMN collections;
    `);
  }
}
