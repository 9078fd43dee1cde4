import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Jobs (the truth behind every queue) and the history of sync runs. */
export class CreateJobsAndSyncRuns1764000300000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE jobs (
        id          uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        name        text NOT NULL CHECK (name <> ''),
        payload     jsonb NOT NULL,
        dedupe_key  text,
        state       text NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'running', 'succeeded', 'failed')),
        attempts    integer NOT NULL DEFAULT 0 CHECK (attempts >= 0),
        run_at      timestamptz(3) NOT NULL DEFAULT now(),
        lease_owner uuid,
        lease_until timestamptz(3),
        request_id  text,
        error_code  text,
        created_at  timestamptz(3) NOT NULL DEFAULT now(),
        finished_at timestamptz(3),
        CHECK ((state = 'running') = (lease_owner IS NOT NULL AND lease_until IS NOT NULL))
      );
      CREATE UNIQUE INDEX jobs_dedupe_key ON jobs (name, dedupe_key) WHERE state IN ('queued', 'running');
      CREATE INDEX jobs_due ON jobs (run_at) WHERE state IN ('queued', 'running');

      CREATE TABLE sync_runs (
        id                   uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        server_id            uuid NOT NULL REFERENCES plex_servers (id) ON DELETE CASCADE,
        mode                 text NOT NULL CHECK (mode IN ('full', 'incremental')),
        trigger              text NOT NULL CHECK (trigger IN ('manual', 'schedule', 'event', 'startup')),
        state                text NOT NULL DEFAULT 'queued'
                             CHECK (state IN ('queued', 'running', 'succeeded', 'incomplete', 'failed', 'cancelled')),
        section_ids          uuid[],
        error_code           text,
        requested_by         uuid REFERENCES users (id) ON DELETE SET NULL,
        cancel_requested_at  timestamptz(3),
        removals_approved_at timestamptz(3),
        created_at           timestamptz(3) NOT NULL DEFAULT now(),
        started_at           timestamptz(3),
        finished_at          timestamptz(3),
        updated_at           timestamptz(3) NOT NULL DEFAULT now(),
        CHECK ((state IN ('succeeded', 'incomplete', 'failed', 'cancelled')) = (finished_at IS NOT NULL))
      );
      CREATE UNIQUE INDEX sync_runs_one_per_server ON sync_runs (server_id) WHERE state IN ('queued', 'running');
      CREATE INDEX sync_runs_created_at ON sync_runs (created_at, id);
      CREATE INDEX sync_runs_updated_at ON sync_runs (updated_at);

      CREATE TABLE sync_run_sections (
        run_id        uuid NOT NULL REFERENCES sync_runs (id) ON DELETE CASCADE,
        section_id    uuid NOT NULL REFERENCES library_sections (id) ON DELETE CASCADE,
        position      smallint NOT NULL,
        title         text NOT NULL,
        state         text NOT NULL DEFAULT 'queued'
                      CHECK (state IN ('queued', 'running', 'succeeded', 'incomplete', 'failed', 'cancelled')),
        seen          integer NOT NULL DEFAULT 0,
        total         integer NOT NULL DEFAULT 0,
        added         integer NOT NULL DEFAULT 0,
        updated       integer NOT NULL DEFAULT 0,
        removed       integer NOT NULL DEFAULT 0,
        error_code    text,
        checkpoint    jsonb,
        seen_item_ids bytea,
        PRIMARY KEY (run_id, section_id)
      );

      CREATE TABLE sync_cursors (
        section_id    uuid NOT NULL REFERENCES library_sections (id) ON DELETE CASCADE,
        type          text NOT NULL CHECK (type <> ''),
        updated_since timestamptz(3) NOT NULL,
        PRIMARY KEY (section_id, type)
      );

      CREATE TABLE sync_pages (
        section_id      uuid NOT NULL REFERENCES library_sections (id) ON DELETE CASCADE,
        type            text NOT NULL CHECK (type <> ''),
        start           integer NOT NULL CHECK (start >= 0),
        mapping_version integer NOT NULL,
        reply_digest    uuid NOT NULL,
        content_digest  uuid NOT NULL,
        row_count       integer NOT NULL,
        total_size      integer NOT NULL,
        unusable        integer NOT NULL,
        item_ids        bigint[] NOT NULL,
        PRIMARY KEY (section_id, type, start)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE sync_pages, sync_cursors, sync_run_sections, sync_runs, jobs');
  }
}
