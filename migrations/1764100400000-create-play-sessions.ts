import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was seen being played, sitting by sitting, and which process looks. */
export class CreatePlaySessions1764100400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE play_sessions (
        id                bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        server_id         uuid NOT NULL REFERENCES plex_servers (id) ON DELETE CASCADE,
        session_key       text NOT NULL CHECK (session_key <> ''),
        account_id        bigint NOT NULL CHECK (account_id >= 0),
        plex_account_id   bigint CHECK (plex_account_id > 0),
        rating_key        text NOT NULL,
        type              text NOT NULL,
        title             text NOT NULL,
        parent_title      text,
        grandparent_title text,
        item_index        integer,
        parent_index      integer,
        duration_ms       bigint CHECK (duration_ms > 0),
        offset_ms         bigint NOT NULL CHECK (offset_ms >= 0),
        state             text NOT NULL CHECK (state IN ('playing', 'paused', 'buffering', 'stopped')),
        started_at        timestamptz(3) NOT NULL,
        last_seen_at      timestamptz(3) NOT NULL,
        ended_at          timestamptz(3),
        history_key       text,
        device_id         text,
        CHECK ((state = 'stopped') = (ended_at IS NOT NULL))
      );
      CREATE UNIQUE INDEX play_sessions_open ON play_sessions (server_id, session_key, account_id, rating_key)
        WHERE ended_at IS NULL;
      CREATE INDEX play_sessions_viewer ON play_sessions (server_id, account_id, rating_key, last_seen_at);
      CREATE INDEX play_sessions_unmatched ON play_sessions (server_id, last_seen_at) WHERE history_key IS NULL;

      CREATE TABLE session_watches (
        server_id   uuid PRIMARY KEY REFERENCES plex_servers (id) ON DELETE CASCADE,
        owner       uuid NOT NULL,
        lease_until timestamptz(3) NOT NULL
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE session_watches, play_sessions');
  }
}
