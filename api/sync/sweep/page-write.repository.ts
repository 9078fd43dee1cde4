import { Injectable } from '@nestjs/common';
import { Database, withoutConflict, type SqlExecutor } from '../../infra/database';
import { JobLease } from '../../infra/queue';
import { MediaItemTombstone, MediaItemUpsert, SectionSums, type PageWritten, type SectionRef } from '../../library';
import type { PlexItem } from '../../plex';
import { SyncRunSectionRepository, type RowCounts } from '../run/sync-run-section.repository';

/** On whose behalf rows are written, and what becomes of the sums above them. */
export interface WriteTarget {
  section: SectionRef;
  /** The run whose counters grow; null for what no run asked for. */
  runId: string | null;
  /**
   * `settle`: links and sums are exact when the transaction ends, at some cost a row. `defer`: they are
   * left to a walk over the section, which is what sweeps that write whole sections do.
   */
  sums: 'settle' | 'defer';
}

/** Writes to the library: rows, the counters of the run, and what is due because of them, in one transaction. */
@Injectable()
export class PageWriteRepository {
  constructor(
    private readonly database: Database,
    private readonly upsert: MediaItemUpsert,
    private readonly tombstones: MediaItemTombstone,
    private readonly sums: SectionSums,
    private readonly sections: SyncRunSectionRepository,
    private readonly lease: JobLease,
  ) {}

  writePage(target: WriteTarget, items: PlexItem[]): Promise<PageWritten> {
    const { section } = target;
    return this.write(async (sql) => {
      const keys = items.map(({ ratingKey }) => ratingKey);
      const former = target.sums === 'settle' ? await this.sums.containersOf(section.serverId, keys, sql) : [];
      const written = await this.upsert.writePage(section, items, sql);
      if (written.writtenIds.length > 0) {
        if (target.sums === 'settle') await this.sums.settle(section.id, written.writtenIds, former, sql);
        await this.account(target, written, written.leftSectionIds, sql);
      }
      return written;
    });
  }

  /** @returns how many of the rows were not gone already */
  tombstone(target: WriteTarget, itemIds: string[]): Promise<number> {
    return this.write(async (sql) => {
      const removed = await this.tombstones.tombstone(itemIds, sql);
      if (removed > 0) {
        if (target.sums === 'settle') await this.sums.settle(target.section.id, itemIds, [], sql);
        await this.account(target, { removed }, [], sql);
      }
      return removed;
    });
  }

  private async account(
    { section, runId, sums }: WriteTarget,
    counts: RowCounts,
    leftSectionIds: string[],
    sql: SqlExecutor,
  ): Promise<void> {
    if (runId !== null) await this.sections.addCounts(runId, section.id, counts, sql);
    await this.sums.owe([section.id, ...leftSectionIds], { walk: sums === 'defer' }, sql);
  }

  private write<T>(work: (sql: SqlExecutor) => Promise<T>): Promise<T> {
    return withoutConflict(() =>
      this.database.transaction(async (sql) => {
        const result = await work(sql);
        await this.lease.hold(sql);
        return result;
      }),
    );
  }
}
