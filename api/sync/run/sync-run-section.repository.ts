import { Injectable } from '@nestjs/common';
import { Database, type SqlExecutor } from '../../infra/database';
import { JobLease } from '../../infra/queue';
import type { SyncState } from './sync-run.types';

export interface StoredSectionState {
  checkpoint: unknown;
  seenItemIds: Buffer | null;
}

export interface SectionSnapshot {
  seen: number;
  total: number;
  checkpoint: unknown;
  /** Undefined: the stored bitmap stays. */
  seenItemIds?: Buffer;
}

export interface RowCounts {
  added?: number;
  updated?: number;
  removed?: number;
}

export interface SectionEnd {
  state: SyncState;
  errorCode: string | null;
  seen?: number;
  total?: number;
  /** Leaves checkpoint and bitmap for an approval. */
  keep?: boolean;
}

/** Every write to a section moves its run's `updated_at` too, and answers it; null when the run is gone. */
const TOUCH = `touched AS (UPDATE sync_runs SET updated_at = clock_timestamp() WHERE id = $1 RETURNING updated_at)`;

/** Writes what a run does to each of its sections. */
@Injectable()
export class SyncRunSectionRepository {
  constructor(
    private readonly database: Database,
    private readonly lease: JobLease,
  ) {}

  async load(runId: string, sectionId: string): Promise<StoredSectionState> {
    const row = await this.database.row<StoredSectionState & { [column: string]: unknown }>(
      `SELECT checkpoint, seen_item_ids AS "seenItemIds" FROM sync_run_sections WHERE run_id = $1 AND section_id = $2`,
      [runId, sectionId],
    );
    return row ?? { checkpoint: null, seenItemIds: null };
  }

  begin(runId: string, sectionId: string): Promise<Date | null> {
    return this.write(`state = 'running', error_code = NULL`, [runId, sectionId]);
  }

  save(runId: string, sectionId: string, snapshot: SectionSnapshot): Promise<Date | null> {
    return this.write(
      'seen = $3, total = $4, checkpoint = $5::jsonb, seen_item_ids = COALESCE($6::bytea, seen_item_ids)',
      [
        runId,
        sectionId,
        snapshot.seen,
        snapshot.total,
        JSON.stringify(snapshot.checkpoint),
        snapshot.seenItemIds ?? null,
      ],
    );
  }

  /** Counts rows as part of the transaction that writes them, so that no crash can tear the two apart. */
  async addCounts(runId: string, sectionId: string, counts: RowCounts, sql: SqlExecutor): Promise<void> {
    const { added = 0, updated = 0, removed = 0 } = counts;
    if (added + updated + removed === 0) return;
    await sql.run(
      `UPDATE sync_run_sections SET added = added + $3, updated = updated + $4, removed = removed + $5
       WHERE run_id = $1 AND section_id = $2`,
      [runId, sectionId, added, updated, removed],
    );
  }

  /** Ends the section and drops what only a section under way needs. */
  finish(runId: string, sectionId: string, end: SectionEnd): Promise<Date | null> {
    const rest = end.keep ? '' : ', checkpoint = NULL, seen_item_ids = NULL';
    const set = `state = $3, error_code = $4, seen = COALESCE($5, seen), total = COALESCE($6, total)${rest}`;
    return this.write(set, [runId, sectionId, end.state, end.errorCode, end.seen ?? null, end.total ?? null]);
  }

  private async write(set: string, values: unknown[]): Promise<Date | null> {
    return this.database.transaction(async (sql) => {
      const row = await sql.row<{ updatedAt: Date }>(
        `WITH ${TOUCH}, written AS (UPDATE sync_run_sections SET ${set} WHERE run_id = $1 AND section_id = $2)
         SELECT updated_at AS "updatedAt" FROM touched`,
        values,
      );
      await this.lease.hold(sql);
      return row?.updatedAt ?? null;
    });
  }
}
