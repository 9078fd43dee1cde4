import type { MigrationInterface, QueryRunner } from 'typeorm';

/** From where an API key was used last. */
export class NoteKeyAddresses1764201000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE api_keys ADD COLUMN last_used_address text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE api_keys DROP COLUMN last_used_address');
  }
}
