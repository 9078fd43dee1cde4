import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which process listens to which server, and the rows that a server told about and that are still to be asked for. */
export class CreateSyncStreams1764100100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE sync_streams (
        server_id     uuid PRIMARY KEY REFERENCES plex_servers (id) ON DELETE CASCADE,
        owner         uuid NOT NULL,
        lease_until   timestamptz(3) NOT NULL,
        state         text NOT NULL CHECK (state IN ('connecting', 'connected')),
        connected_at  timestamptz(3),
        last_event_at timestamptz(3)
      );

      CREATE TABLE sync_changes (
        server_id  uuid NOT NULL REFERENCES plex_servers (id) ON DELETE CASCADE,
        rating_key text NOT NULL CHECK (rating_key <> ''),
        told_at    timestamptz(3) NOT NULL,
        after_run  boolean NOT NULL DEFAULT false,
        PRIMARY KEY (server_id, rating_key)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE sync_changes, sync_streams');
  }
}
