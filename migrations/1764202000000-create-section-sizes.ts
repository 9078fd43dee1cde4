import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What each section held at the end of each day: how servers grow. */
export class CreateSectionSizes1764202000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE section_sizes (
        section_id uuid NOT NULL REFERENCES library_sections (id) ON DELETE CASCADE,
        day        date NOT NULL,
        item_count integer NOT NULL CHECK (item_count >= 0),
        leaf_count integer NOT NULL CHECK (leaf_count >= 0),
        size_bytes bigint NOT NULL CHECK (size_bytes >= 0),
        derived    boolean NOT NULL,
        PRIMARY KEY (section_id, day)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE section_sizes');
  }
}
