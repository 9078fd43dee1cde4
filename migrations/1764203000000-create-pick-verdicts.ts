import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What people say about titles that were recommended to them. */
export class CreatePickVerdicts1764203000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE pick_verdicts (
        user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        item_id bigint NOT NULL REFERENCES media_items (id) ON DELETE CASCADE,
        verdict text NOT NULL CHECK (verdict IN ('more-like-this', 'not-interested')),
        said_at timestamptz(3) NOT NULL DEFAULT now(),
        PRIMARY KEY (user_id, item_id)
      );
      CREATE INDEX pick_verdicts_item ON pick_verdicts (item_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE pick_verdicts');
  }
}
