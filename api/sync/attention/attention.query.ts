import { Injectable } from '@nestjs/common';
import { Database } from '../../infra/database';
import { REMOVALS_HELD } from '../run/sync-run.types';
import type { Matter } from './matter';

/** More than a run of single libraries follows another that fast. */
const RUNS_PER_MODE = 10;
/** What the schedule's lease may be behind by while one process follows another. */
const GRACE = `interval '2 minutes'`;

/** Rows without `code` and `detail` are nothing yet: each statement says which matter it finds. */
const STATEMENTS = {
  accounts: `
    SELECT 'account-token-revoked' AS code, a.account_id::text AS key, u.display_name AS subject, a.checked_at AS since
    FROM plex_accounts a LEFT JOIN users u ON u.plex_account_id = a.account_id
    WHERE a.token_state = 'revoked' AND EXISTS (SELECT FROM plex_servers p WHERE p.owner_account_id = a.account_id)`,

  servers: `
    SELECT 'server-' || p.status AS code, p.id::text AS key, p.name AS subject, p.last_seen_at AS since, p.id AS "serverId"
    FROM plex_servers p WHERE p.status <> 'online'
    UNION ALL
    SELECT 'never-synced', p.id::text, p.name, p.created_at, p.id FROM plex_servers p
    WHERE p.status = 'online' AND EXISTS (SELECT FROM library_sections s WHERE s.server_id = p.id AND s.enabled)
      AND NOT EXISTS (SELECT FROM sync_runs r WHERE r.server_id = p.id AND r.state <> 'cancelled')`,

  libraries: `
    SELECT 'library-vanished' AS code, s.id AS key, s.title AS subject, s.missing_at AS since, s.server_id AS "serverId",
      s.id AS "sectionId"
    FROM library_sections s WHERE s.enabled AND s.missing_at IS NOT NULL`,

  /** Of a server that is away every run fails: that is told once. */
  runs: `
    SELECT 'run-' || run.state AS code, run.id AS key, p.name AS subject, run.finished_at AS since, p.id AS "serverId",
      run.id AS "runId", run.error_code AS "errorCode"
    FROM plex_servers p CROSS JOIN LATERAL (
      SELECT one.* FROM unnest(ARRAY['full', 'incremental', 'sweep']) AS kind (mode) CROSS JOIN LATERAL (
        SELECT id, state, finished_at, error_code, created_at FROM sync_runs
        WHERE server_id = p.id AND mode = kind.mode AND state IN ('succeeded', 'incomplete', 'failed')
        ORDER BY created_at DESC LIMIT 1
      ) one ORDER BY one.created_at DESC LIMIT 1
    ) run
    WHERE p.status = 'online' AND run.state <> 'succeeded' AND run.error_code IS DISTINCT FROM '${REMOVALS_HELD}'`,

  /** What the newest reading of each section found. */
  removals: `
    SELECT 'removals-held' AS code, newest.id AS key, newest.title AS subject, newest.finished_at AS since,
      newest.server_id AS "serverId", newest.id AS "sectionId", newest.run_id AS "runId", newest.error_code AS "errorCode"
    FROM (
      SELECT DISTINCT ON (s.id) s.id, s.title, s.server_id, rs.error_code, rs.run_id, run.finished_at
      FROM plex_servers p CROSS JOIN unnest(ARRAY['full', 'incremental', 'sweep']) AS kind (mode)
      CROSS JOIN LATERAL (
        SELECT id, created_at, finished_at FROM sync_runs
        WHERE server_id = p.id AND mode = kind.mode AND state IN ('succeeded', 'incomplete')
        ORDER BY created_at DESC LIMIT ${RUNS_PER_MODE}
      ) run
      JOIN sync_run_sections rs ON rs.run_id = run.id
      JOIN library_sections s ON s.id = rs.section_id AND s.enabled
      ORDER BY s.id, run.created_at DESC
    ) newest WHERE newest.error_code = '${REMOVALS_HELD}'`,

  histories: `
    SELECT 'history-import-failing' AS code, p.id AS key, p.name AS subject, h.imported_at AS since, p.id AS "serverId",
      h.error_code AS "errorCode"
    FROM history_imports h JOIN plex_servers p ON p.id = h.server_id WHERE h.error_code IS NOT NULL AND p.status = 'online'`,

  /** Not those that a later one of the same key made up for, nor those whose failure is told as a run's or an import's. */
  jobs: `
    SELECT 'job-failed' AS code, j.name AS key, j.name AS subject, min(j.finished_at) AS since, count(*)::float8 AS count,
      (array_agg(j.error_code ORDER BY j.finished_at DESC))[1] AS "errorCode"
    FROM jobs j
    WHERE j.state = 'failed' AND j.name NOT IN ('sync-run', 'import-history')
      AND NOT EXISTS (SELECT FROM jobs later WHERE later.name = j.name AND later.dedupe_key = j.dedupe_key
                      AND later.finished_at > j.finished_at)
      AND NOT EXISTS (SELECT FROM jobs next WHERE next.name = j.name AND next.dedupe_key = j.dedupe_key
                      AND next.state IN ('queued', 'running'))
    GROUP BY j.name`,

  schedule: `
    SELECT 'push-off' AS code, 'push' AS key FROM sync_schedule WHERE NOT push`,

  scheduler: `
    SELECT 'scheduler-stopped' AS code, 'scheduler' AS key, scheduler_until AS since FROM sync_schedule
    WHERE COALESCE(scheduler_until, '-infinity') < now() - ${GRACE}
      AND EXISTS (SELECT FROM sync_runs WHERE state IN ('succeeded', 'incomplete'))`,
} as const;

/** Finds in the database what somebody should see to. */
@Injectable()
export class AttentionQuery {
  constructor(private readonly database: Database) {}

  async find(): Promise<Matter[]> {
    const found = await Promise.all(Object.values(STATEMENTS).map((text) => this.database.rows<Row>(text)));
    return found.flat();
  }
}

type Row = Matter & Record<string, unknown>;
