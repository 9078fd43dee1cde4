import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What each server plays, as it was last seen: every process tells the same. */
export class CreateNowPlaying1764202100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE now_playing (
        server_id uuid PRIMARY KEY REFERENCES plex_servers (id) ON DELETE CASCADE,
        seen_at   timestamptz(3) NOT NULL,
        sessions  jsonb NOT NULL CHECK (jsonb_typeof(sessions) = 'array')
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE now_playing');
  }
}
