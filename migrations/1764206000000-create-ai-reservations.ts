import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tokens that answers on their way may still use, so that many at once cannot spend one budget many times. */
export class CreateAiReservations1764206000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE ai_reservations (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        tokens integer NOT NULL CHECK (tokens >= 0),
        expires_at timestamptz(3) NOT NULL
      );
      CREATE INDEX ai_reservations_user ON ai_reservations (user_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE ai_reservations');
  }
}
