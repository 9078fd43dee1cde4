import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which languages titles are spoken in, as far as their details were read. */
export class CreateItemLanguages1764206100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE item_languages (
        item_id bigint PRIMARY KEY REFERENCES media_items (id) ON DELETE CASCADE,
        source_id bigint NOT NULL REFERENCES media_items (id) ON DELETE CASCADE,
        source_updated_at timestamptz(3),
        languages text[],
        read_at timestamptz(3) NOT NULL DEFAULT now()
      );
      CREATE INDEX item_languages_source ON item_languages (source_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE item_languages');
  }
}
