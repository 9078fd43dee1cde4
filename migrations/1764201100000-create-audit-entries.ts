import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who did what to which part of the installation. Names are kept as they were, so nothing here refers to a row that may go. */
export class CreateAuditEntries1764201100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE audit_entries (
        id          uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        at          timestamptz(3) NOT NULL DEFAULT now(),
        action      text NOT NULL CHECK (action <> ''),
        actor_kind  text CHECK (actor_kind IN ('user', 'api-key')),
        actor_id    uuid,
        actor_name  text NOT NULL DEFAULT '',
        target_kind text NOT NULL CHECK (target_kind <> ''),
        target_id   text,
        target_name text,
        changes     jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(changes) = 'array'),
        address     text NOT NULL DEFAULT '',
        user_agent  text NOT NULL DEFAULT '' CHECK (length(user_agent) <= 200),
        request_id  text,
        outcome     text CHECK (outcome IN ('done', 'refused', 'failed')),
        error_code  text,
        search_text text NOT NULL DEFAULT '',
        CHECK ((actor_kind IS NULL) = (actor_id IS NULL)),
        CHECK ((COALESCE(outcome, 'done') = 'done') = (error_code IS NULL))
      );
      CREATE INDEX audit_entries_at ON audit_entries (at, id);
      CREATE INDEX audit_entries_actor ON audit_entries (actor_id, at, id);
      CREATE INDEX audit_entries_action ON audit_entries (action, at, id);
      CREATE INDEX audit_entries_search ON audit_entries USING gin (search_text gin_trgm_ops);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE audit_entries');
  }
}
