import { Injectable } from '@nestjs/common';
import { DomainError } from '../../common';
import { Database, type SqlExecutor } from '../../infra/database';
import { JobLease } from '../../infra/queue';
import { REMOVALS_HELD, type SyncMode, type SyncState, type SyncTrigger } from './sync-run.types';

export interface NewSyncRun {
  serverId: string;
  mode: SyncMode;
  trigger: SyncTrigger;
  sectionIds: string[] | null;
  requestedBy: string | null;
  /** Known at the time of asking; the run itself looks again. */
  sections: { id: string; title: string }[];
}

/** Something that has to happen in the transaction that changes a run: its job, that is. */
export type AlongWithRun = (runId: string, sql: SqlExecutor) => Promise<unknown>;

const ACTIVE = `state IN ('queued', 'running')`;
const NOW = 'clock_timestamp()';

/** Writes the life of runs. Every write moves `updated_at`, by which listeners in other processes find it. */
@Injectable()
export class SyncRunRepository {
  constructor(
    private readonly database: Database,
    private readonly lease: JobLease,
  ) {}

  /** @throws DomainError `sync-already-running` when the server has an active run; two callers at once get one run. */
  create(run: NewSyncRun, along: AlongWithRun): Promise<string> {
    return this.database.transaction(async (sql) => {
      const row = await sql.row<{ id: string }>(
        `INSERT INTO sync_runs (server_id, mode, trigger, section_ids, requested_by)
         VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (server_id) WHERE ${ACTIVE} DO NOTHING
         RETURNING id`,
        [run.serverId, run.mode, run.trigger, run.sectionIds, run.requestedBy],
      );
      if (!row) throw alreadyRunning();
      await this.addSections(row.id, run.sections, sql);
      await along(row.id, sql);
      return row.id;
    });
  }

  /** Adds the sections that the run does not have yet, behind those that it has. */
  async addSections(
    runId: string,
    sections: { id: string; title: string }[],
    sql: SqlExecutor = this.database,
  ): Promise<void> {
    await sql.run(
      `INSERT INTO sync_run_sections (run_id, section_id, position, title)
       SELECT $1, section.id, base.position + section.ordinal, section.title
       FROM unnest($2::uuid[], $3::text[]) WITH ORDINALITY AS section (id, title, ordinal),
            (SELECT COALESCE(max(position), 0) AS position FROM sync_run_sections WHERE run_id = $1) AS base
       ON CONFLICT (run_id, section_id) DO NOTHING`,
      [runId, sections.map((section) => section.id), sections.map((section) => section.title)],
    );
  }

  /** Takes up a queued run or one that was interrupted; false when it is over or gone. */
  async begin(runId: string): Promise<boolean> {
    return this.changed(`state = 'running', started_at = COALESCE(started_at, ${NOW})`, `id = $1 AND ${ACTIVE}`, [
      runId,
    ]);
  }

  /** False when the run is no longer running. Sections that were not worked on end like the run. */
  finish(runId: string, state: SyncState, errorCode: string | null, where = 'true'): Promise<boolean> {
    return this.database.transaction(async (sql) => {
      const finished = await this.changed(
        `state = $2, error_code = $3, finished_at = ${NOW}`,
        `id = $1 AND ${ACTIVE} AND ${where}`,
        [runId, state, errorCode],
        sql,
      );
      if (finished && state !== 'succeeded') {
        await sql.run(`UPDATE sync_run_sections SET state = $2, error_code = $3 WHERE run_id = $1 AND ${ACTIVE}`, [
          runId,
          state,
          errorCode,
        ]);
      }
      await this.lease.hold(sql);
      return finished;
    });
  }

  /**
   * A queued run ends at once, a running one is asked to stop. Answers the state that it has now, or
   * null when it was not active.
   */
  cancel(runId: string): Promise<SyncState | null> {
    return this.database.transaction(async (sql) => {
      const row = await sql.row<{ state: SyncState }>(
        `UPDATE sync_runs SET
           cancel_requested_at = COALESCE(cancel_requested_at, ${NOW}),
           state = CASE state WHEN 'queued' THEN 'cancelled' ELSE state END,
           finished_at = CASE state WHEN 'queued' THEN ${NOW} END,
           updated_at = ${NOW}
         WHERE id = $1 AND ${ACTIVE} RETURNING state`,
        [runId],
      );
      if (row?.state === 'cancelled') {
        await sql.run(`UPDATE sync_run_sections SET state = 'cancelled' WHERE run_id = $1 AND state = 'queued'`, [
          runId,
        ]);
      }
      return row?.state ?? null;
    });
  }

  /** Ends a running run that was asked to stop; false when it has ended by itself. */
  endCancelled(runId: string): Promise<boolean> {
    return this.finish(runId, 'cancelled', null, 'cancel_requested_at IS NOT NULL');
  }

  /**
   * Sends a run that holds removals back to work, with leave to remove.
   * @throws DomainError `no-removals-held`, or `sync-already-running` while the server has another run.
   */
  approveRemovals(runId: string, along: AlongWithRun): Promise<void> {
    return this.database.transaction(async (sql) => {
      const run = await sql.row<{ server_id: string }>(
        `SELECT server_id FROM sync_runs WHERE id = $1 AND state = 'incomplete' FOR UPDATE`,
        [runId],
      );
      const held = run
        ? await sql.run(
            `UPDATE sync_run_sections
             SET state = 'queued', error_code = NULL, checkpoint = checkpoint || '{"approved": true}'
             WHERE run_id = $1 AND error_code = $2 AND checkpoint IS NOT NULL AND seen_item_ids IS NOT NULL`,
            [runId, REMOVALS_HELD],
          )
        : 0;
      if (held === 0) {
        throw new DomainError('conflict', 'no-removals-held', 'This run holds no removals that wait for approval.');
      }
      await this.reopen(runId, sql);
      await along(runId, sql);
    });
  }

  private async reopen(runId: string, sql: SqlExecutor): Promise<void> {
    try {
      await this.changed(
        `state = 'queued', error_code = NULL, finished_at = NULL, cancel_requested_at = NULL, removals_approved_at = ${NOW}`,
        'id = $1',
        [runId],
        sql,
      );
    } catch (error) {
      if ((error as { constraint?: string }).constraint === 'sync_runs_one_per_server') throw alreadyRunning();
      throw error;
    }
  }

  private async changed(
    set: string,
    where: string,
    values: unknown[],
    sql: SqlExecutor = this.database,
  ): Promise<boolean> {
    return (await sql.run(`UPDATE sync_runs SET ${set}, updated_at = ${NOW} WHERE ${where}`, values)) > 0;
  }
}

function alreadyRunning(): DomainError {
  return new DomainError('conflict', 'sync-already-running', 'A sync of this server is already waiting or running.');
}
