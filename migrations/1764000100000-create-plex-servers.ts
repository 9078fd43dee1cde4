import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Registered media servers, and who may enter because a server is shared with them. */
export class CreatePlexServers1764000100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE plex_servers (
        id                 uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        machine_identifier text NOT NULL UNIQUE CHECK (machine_identifier <> ''),
        name               text NOT NULL,
        version            text NOT NULL DEFAULT '',
        platform           text NOT NULL DEFAULT '',
        owned              boolean NOT NULL,
        uri                text NOT NULL CHECK (uri <> ''),
        sealed_token       text NOT NULL CHECK (sealed_token <> ''),
        owner_account_id   bigint NOT NULL REFERENCES plex_accounts (account_id),
        status             text NOT NULL DEFAULT 'online' CHECK (status IN ('online', 'offline', 'unauthorized')),
        last_seen_at       timestamptz(3),
        created_at         timestamptz(3) NOT NULL DEFAULT now()
      );

      CREATE TABLE server_members (
        user_id      uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        server_id    uuid NOT NULL REFERENCES plex_servers (id) ON DELETE CASCADE,
        section_keys text[] NOT NULL,
        sealed_token text NOT NULL CHECK (sealed_token <> ''),
        checked_at   timestamptz(3) NOT NULL DEFAULT now(),
        PRIMARY KEY (user_id, server_id)
      );
      CREATE INDEX server_members_server_id ON server_members (server_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE server_members, plex_servers');
  }
}
