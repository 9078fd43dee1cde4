import type { MigrationInterface, QueryRunner } from 'typeorm';

/** People, their sessions and keys, and the Plex account behind each person. */
export class CreateAccounts1764000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE plex_accounts (
        account_id   bigint PRIMARY KEY CHECK (account_id > 0),
        sealed_token text NOT NULL CHECK (sealed_token <> ''),
        token_state  text NOT NULL DEFAULT 'valid' CHECK (token_state IN ('valid', 'revoked')),
        checked_at   timestamptz(3) NOT NULL DEFAULT now()
      );

      CREATE TABLE users (
        id                    uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        plex_account_id       bigint NOT NULL UNIQUE REFERENCES plex_accounts (account_id),
        username              text NOT NULL,
        display_name          text NOT NULL CHECK (display_name <> ''),
        email                 text,
        avatar_url            text,
        role                  text NOT NULL DEFAULT 'user' CHECK (role IN ('admin', 'user')),
        disabled              boolean NOT NULL DEFAULT false,
        last_active_at        timestamptz(3),
        membership_checked_at timestamptz(3) NOT NULL DEFAULT now(),
        created_at            timestamptz(3) NOT NULL DEFAULT now()
      );
      CREATE INDEX users_created_at ON users (created_at, id);

      CREATE TABLE sessions (
        id           uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        user_id      uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        token_hash   bytea NOT NULL UNIQUE CHECK (length(token_hash) = 32),
        user_agent   text NOT NULL DEFAULT '',
        address      text NOT NULL DEFAULT '',
        created_at   timestamptz(3) NOT NULL DEFAULT now(),
        last_used_at timestamptz(3) NOT NULL DEFAULT now(),
        expires_at   timestamptz(3) NOT NULL
      );
      CREATE INDEX sessions_user_id ON sessions (user_id);

      CREATE TABLE api_keys (
        id           uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        user_id      uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        name         text NOT NULL CHECK (name <> ''),
        key_hash     bytea NOT NULL UNIQUE CHECK (length(key_hash) = 32),
        scopes       text[] NOT NULL CHECK (cardinality(scopes) > 0),
        created_at   timestamptz(3) NOT NULL DEFAULT now(),
        last_used_at timestamptz(3),
        expires_at   timestamptz(3)
      );
      CREATE INDEX api_keys_user_id ON api_keys (user_id);

      CREATE TABLE sign_in_pins (
        id           uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        plex_pin_id  bigint NOT NULL,
        code         text NOT NULL CHECK (code <> ''),
        browser_hash bytea NOT NULL CHECK (length(browser_hash) = 32),
        sealed_token text,
        expires_at   timestamptz(3) NOT NULL,
        created_at   timestamptz(3) NOT NULL DEFAULT now()
      );
      CREATE INDEX sign_in_pins_expires_at ON sign_in_pins (expires_at);

      CREATE TABLE settings (
        name       text PRIMARY KEY,
        value      jsonb NOT NULL,
        updated_at timestamptz(3) NOT NULL DEFAULT now()
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE settings, sign_in_pins, api_keys, sessions, users, plex_accounts');
  }
}
