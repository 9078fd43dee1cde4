import { Injectable } from '@nestjs/common';
import { Database, leaseIsOver, type SqlExecutor } from '../database';

/** Seconds that a claim holds without being renewed. */
const LEASE_SECONDS = 15;
const KEEP_FINISHED_DAYS = 7;

export interface NewJob {
  name: string;
  payload: unknown;
  dedupeKey: string | null;
  delayMs: number;
  requestId: string | null;
}

export interface ClaimedJob {
  id: string;
  name: string;
  payload: unknown;
  attempts: number;
  requestId: string | null;
}

/**
 * As it is told to people and metrics: `queued` could run now, also because whoever ran it is gone; `planned` is for
 * later, as is one that is tried again.
 */
export type JobState = ActiveJobState | 'succeeded' | 'failed';
export type ActiveJobState = 'planned' | 'queued' | 'running';

/** A job without its payload. */
export interface JobRow {
  id: string;
  name: string;
  state: JobState;
  attempts: number;
  errorCode: string | null;
  createdAt: Date;
  runAt: Date;
  finishedAt: Date | null;
}

export interface FailedJobRow {
  id: string;
  name: string;
  errorCode: string;
  attempts: number;
  failedAt: Date;
  requestId: string | null;
}

/** Room for more jobs of one name. */
export interface FreeSlots {
  name: string;
  free: number;
}

const CLAIMED_COLUMNS = `jobs.id, jobs.name, jobs.payload, jobs.attempts, jobs.request_id AS "requestId"`;
const CLAIM = `state = 'running', attempts = attempts + 1, lease_owner = $1,
               lease_until = now() + interval '${LEASE_SECONDS} seconds'`;
/** A job from the future was put off before the clock was set back, and has waited long enough. */
const WAITED = `(run_at <= now() OR created_at > now() + interval '1 minute')`;
const DUE = `((state = 'queued' AND ${WAITED}) OR (state = 'running' AND ${leaseIsOver('lease_until', LEASE_SECONDS)}))`;
const TOLD_STATE = `CASE WHEN ${DUE} THEN 'queued' WHEN state = 'queued' THEN 'planned' ELSE state END`;

/** Every statement about `jobs`. A lease names the process; whoever lost it changes nothing any more. */
@Injectable()
export class JobRepository {
  constructor(private readonly database: Database) {}

  /** Adds the job, or answers the one with the same name and key that is queued or running. */
  async add(job: NewJob, sql: SqlExecutor = this.database): Promise<{ jobId: string; created: boolean }> {
    for (;;) {
      const added = await sql.row<{ id: string }>(
        `INSERT INTO jobs (name, payload, dedupe_key, run_at, request_id)
         VALUES ($1, $2, $3, now() + $4 * interval '1 millisecond', $5)
         ON CONFLICT (name, dedupe_key) WHERE state IN ('queued', 'running') DO NOTHING
         RETURNING id`,
        [job.name, JSON.stringify(job.payload), job.dedupeKey, job.delayMs, job.requestId],
      );
      if (added) return { jobId: added.id, created: true };
      const waiting = await sql.row<{ id: string }>(
        `SELECT id FROM jobs WHERE name = $1 AND dedupe_key = $2 AND state IN ('queued', 'running')`,
        [job.name, job.dedupeKey],
      );
      if (waiting) return { jobId: waiting.id, created: false };
      // It finished between the two statements: now there is room.
    }
  }

  /** Claims due jobs and jobs whose lease ran out, the oldest first. `running` are this process's own. */
  claimDue(owner: string, slots: FreeSlots[], running: string[]): Promise<ClaimedJob[]> {
    return this.database.rows<ClaimedJob>(
      `WITH due AS (
         SELECT candidate.id FROM unnest($2::text[], $3::int[]) AS slot (name, free)
         CROSS JOIN LATERAL (
           SELECT id FROM jobs
           WHERE name = slot.name AND ${DUE} AND id <> ALL ($4::uuid[])
           ORDER BY run_at LIMIT slot.free FOR UPDATE SKIP LOCKED
         ) candidate
       )
       UPDATE jobs SET ${CLAIM} FROM due WHERE jobs.id = due.id RETURNING ${CLAIMED_COLUMNS}`,
      [owner, slots.map(({ name }) => name), slots.map(({ free }) => free), running],
      'jobs-claim-due',
    );
  }

  /** Claims one job, or answers null when it is not due or in other hands. */
  claimOne(owner: string, id: string): Promise<ClaimedJob | null> {
    return this.database.row<ClaimedJob>(
      `WITH due AS (SELECT id FROM jobs WHERE id = $2 AND ${DUE} FOR UPDATE SKIP LOCKED)
       UPDATE jobs SET ${CLAIM} FROM due WHERE jobs.id = due.id RETURNING ${CLAIMED_COLUMNS}`,
      [owner, id],
    );
  }

  /**
   * Jobs that may start now, `limit` of each name: for a queue that might not know them. A long line
   * of one kind keeps no other kind out.
   */
  listDue(names: string[], limit: number): Promise<{ id: string; name: string }[]> {
    return this.database.rows(
      `SELECT due.id, kind.name FROM unnest($1::text[]) AS kind (name)
       CROSS JOIN LATERAL (
         SELECT id FROM jobs WHERE name = kind.name AND ${DUE} ORDER BY run_at LIMIT $2
       ) due`,
      [names, limit],
      'jobs-list-due',
    );
  }

  /** Whether the process still has the job; if so, nobody takes it over before the end of the transaction. */
  async holds(owner: string, id: string, sql: SqlExecutor): Promise<boolean> {
    const row = await sql.row(`SELECT 1 FROM jobs WHERE id = $2 AND lease_owner = $1 AND state = 'running' FOR SHARE`, [
      owner,
      id,
    ]);
    return row !== null;
  }

  /** Answers those of the jobs that the process still holds. */
  async renewLeases(owner: string, ids: string[]): Promise<Set<string>> {
    const held = await this.database.rows<{ id: string }>(
      `UPDATE jobs SET lease_until = now() + interval '${LEASE_SECONDS} seconds'
       WHERE id = ANY ($2::uuid[]) AND lease_owner = $1 AND state = 'running' RETURNING id`,
      [owner, ids],
    );
    return new Set(held.map(({ id }) => id));
  }

  async markSucceeded(owner: string, id: string): Promise<void> {
    await this.finish(owner, id, 'succeeded', null);
  }

  async markFailed(owner: string, id: string, errorCode: string): Promise<void> {
    await this.finish(owner, id, 'failed', errorCode);
  }

  /** Back into the queue after a failed try. */
  async retryLater(owner: string, id: string, delayMs: number, errorCode: string): Promise<void> {
    await this.database.run(
      `UPDATE jobs SET state = 'queued', lease_owner = NULL, lease_until = NULL, error_code = $3,
              run_at = now() + $4 * interval '1 millisecond'
       WHERE id = $2 AND lease_owner = $1`,
      [owner, id, errorCode, delayMs],
    );
  }

  /** Back into the queue without counting the try, to start again `delayMs` from now. */
  async release(owner: string, id: string, delayMs = 0): Promise<void> {
    await this.database.run(
      `UPDATE jobs SET state = 'queued', lease_owner = NULL, lease_until = NULL,
              attempts = GREATEST(attempts - 1, 0), run_at = now() + $3 * interval '1 millisecond'
       WHERE id = $2 AND lease_owner = $1`,
      [owner, id, delayMs],
    );
  }

  pruneFinished(): Promise<number> {
    return this.database.run(`DELETE FROM jobs WHERE finished_at < now() - $1 * interval '1 day'`, [
      KEEP_FINISHED_DAYS,
    ]);
  }

  /** Of those that have not ended. */
  countActive(): Promise<{ name: string; state: ActiveJobState; count: number }[]> {
    return this.database.rows(
      `SELECT name, ${TOLD_STATE} AS state, count(*)::int AS count FROM jobs
       WHERE state IN ('queued', 'running') GROUP BY 1, 2`,
    );
  }

  /** Also of those that ended, as long as they are kept. */
  countAll(): Promise<{ name: string; state: JobState; count: number }[]> {
    return this.database.rows(
      `SELECT name, ${TOLD_STATE} AS state, count(*)::int AS count FROM jobs GROUP BY 1, 2 ORDER BY 1, 2`,
    );
  }

  /** One whose process is gone waits since its lease ran out. */
  async oldestWaitingAt(): Promise<Date | null> {
    const row = await this.database.row<{ at: Date | null }>(
      `SELECT min(LEAST(now(), CASE state WHEN 'running' THEN lease_until ELSE run_at END)) AS at FROM jobs WHERE ${DUE}`,
    );
    return row!.at;
  }

  lastFailures(limit: number): Promise<FailedJobRow[]> {
    return this.database.rows<FailedJobRow & Record<string, unknown>>(
      `SELECT id, name, COALESCE(error_code, 'internal') AS "errorCode", attempts, finished_at AS "failedAt",
              request_id AS "requestId"
         FROM jobs WHERE state = 'failed' ORDER BY finished_at DESC, id LIMIT $1`,
      [limit],
    );
  }

  recent(limit: number): Promise<JobRow[]> {
    return this.database.rows<JobRow & Record<string, unknown>>(
      `SELECT id, name, ${TOLD_STATE} AS state, attempts, error_code AS "errorCode", created_at AS "createdAt", run_at AS "runAt",
              finished_at AS "finishedAt"
         FROM jobs ORDER BY created_at DESC, id LIMIT $1`,
      [limit],
    );
  }

  private async finish(owner: string, id: string, state: 'succeeded' | 'failed', errorCode: string | null) {
    await this.database.run(
      `UPDATE jobs SET state = $3, lease_owner = NULL, lease_until = NULL, error_code = $4, finished_at = now()
       WHERE id = $2 AND lease_owner = $1`,
      [owner, id, state, errorCode],
    );
  }
}
