import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { decodeCursor, encodeCursor, toPage, type Page } from '../../common';
import { Database } from '../../infra/database';

import { isActive, REMOVALS_HELD, type SyncRun, type SyncState } from './sync-run.types';

export interface SyncRunFilter {
  serverId?: string;
  state?: SyncState;
  limit: number;
  cursor?: string;
}

const LISTING = 'sync-runs';

const SELECT = `
  SELECT run.id, run.server_id AS "serverId", run.mode, run.trigger, run.state, run.section_ids AS "sectionIds",
         run.error_code AS "errorCode", run.requested_by AS "requestedBy",
         run.cancel_requested_at AS "cancelRequestedAt", run.removals_approved_at AS "removalsApprovedAt",
         run.created_at AS "createdAt", run.started_at AS "startedAt", run.finished_at AS "finishedAt",
         run.updated_at AS "updatedAt", COALESCE(section.rows, '[]') AS sections
  FROM sync_runs run
  LEFT JOIN LATERAL (
    SELECT jsonb_agg(jsonb_build_object(
             'sectionId', section_id, 'title', title, 'state', state, 'seen', seen, 'total', total, 'added', added,
             'updated', updated, 'removed', removed, 'errorCode', error_code) ORDER BY position) AS rows
    FROM sync_run_sections WHERE run_id = run.id
  ) section ON true`;

/** Reads runs with their sections. */
@Injectable()
export class SyncRunQuery {
  constructor(private readonly database: Database) {}

  async find(runId: string): Promise<SyncRun | null> {
    if (!isUUID(runId)) return null;
    return this.database.row<SyncRun>(`${SELECT} WHERE run.id = $1`, [runId]);
  }

  /** Newest first. */
  async list(filter: SyncRunFilter): Promise<Page<SyncRun>> {
    const [createdAt, id] = filter.cursor ? cursorValues(filter.cursor) : [null, null];
    const rows = await this.database.rows<SyncRun>(
      `${SELECT}
       WHERE ($1::uuid IS NULL OR run.server_id = $1)
         AND ($2::text IS NULL OR run.state = $2)
         AND ($3::timestamptz IS NULL OR (run.created_at, run.id) < ($3, $4::uuid))
       ORDER BY run.created_at DESC, run.id DESC LIMIT $5`,
      [filter.serverId ?? null, filter.state ?? null, createdAt, id, filter.limit + 1],
    );
    return toPage(
      rows,
      filter.limit,
      (run) => encodeCursor(LISTING, [run.createdAt.getTime(), run.id]),
      (run) => run,
    );
  }

  listActive(): Promise<SyncRun[]> {
    return this.database.rows<SyncRun>(`${SELECT} WHERE run.state IN ('queued', 'running') ORDER BY run.created_at`);
  }

  /** Active runs and, where `since` is given, those written after it (the 100 last written at most), oldest write first. */
  async listChangedSince(since: Date | null): Promise<SyncRun[]> {
    const active = await this.listActive();
    if (!since) return active;
    const changed = await this.database.rows<SyncRun>(
      `${SELECT} WHERE run.updated_at > $1 ORDER BY run.updated_at DESC LIMIT 100`,
      [since],
    );
    const known = new Set(changed.map((run) => run.id));
    return [...active.filter((run) => !known.has(run.id)), ...changed.reverse()];
  }

  /** Database time of the latest write to any run. */
  async lastWrittenAt(): Promise<Date | null> {
    return (await this.database.row<{ at: Date | null }>('SELECT max(updated_at) AS at FROM sync_runs'))?.at ?? null;
  }

  /** Those of the sections in which a run found so much missing, within the last quarter of an hour, that it waits for a person. */
  async listHeldLately(sectionIds: readonly string[]): Promise<string[]> {
    const rows = await this.database.rows<{ id: string }>(
      `SELECT DISTINCT section.section_id AS id FROM sync_run_sections section JOIN sync_runs run ON run.id = section.run_id
       WHERE section.section_id = ANY ($1::uuid[]) AND section.error_code = $2 AND run.state = 'incomplete'
         AND run.finished_at > now() - interval '15 minutes'`,
      [sectionIds, REMOVALS_HELD],
    );
    return rows.map(({ id }) => id);
  }

  /** Whether a run of the server is waiting or at work. */
  async isServerBusy(serverId: string): Promise<boolean> {
    const text = `SELECT 1 AS busy FROM sync_runs WHERE server_id = $1 AND state IN ('queued', 'running')`;
    return (await this.database.row(text, [serverId])) !== null;
  }

  /** Whether the run may still work: false once a person asked it to stop, it is over, or its server was removed. */
  async mayGoOn(runId: string): Promise<boolean> {
    const row = await this.database.row<{ state: SyncState; stop: boolean }>(
      'SELECT state, cancel_requested_at IS NOT NULL AS stop FROM sync_runs WHERE id = $1',
      [runId],
    );
    return row !== null && isActive(row.state) && !row.stop;
  }
}

/** Year 2100 in ms: no run is younger, and PostgreSQL cannot read every date that JavaScript can write. */
const LATEST = 4_102_444_800_000;

function cursorValues(cursor: string): [Date, string] {
  const [createdAt, id] = decodeCursor(LISTING, cursor, ['number', 'string']) as [number, string];
  // What decodes but was never given out is refused like any other forgery.
  if (!(createdAt >= 0 && createdAt <= LATEST) || !isUUID(id)) decodeCursor(LISTING, '', []);
  return [new Date(createdAt), id];
}
