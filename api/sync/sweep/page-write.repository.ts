import { Injectable } from '@nestjs/common';
import { Database, withoutConflict } from '../../infra/database';
import { JobLease } from '../../infra/queue';
import { MediaItemTombstone, MediaItemUpsert, type PageWritten, type SectionRef } from '../../library';
import type { PlexItem } from '../../plex';
import { SyncRunSectionRepository } from '../run/sync-run-section.repository';

/** Writes to the library on behalf of a run: rows and the run's counters in one transaction. */
@Injectable()
export class PageWriteRepository {
  constructor(
    private readonly database: Database,
    private readonly upsert: MediaItemUpsert,
    private readonly tombstones: MediaItemTombstone,
    private readonly sections: SyncRunSectionRepository,
    private readonly lease: JobLease,
  ) {}

  writePage(runId: string, section: SectionRef, items: PlexItem[]): Promise<PageWritten> {
    return withoutConflict(() =>
      this.database.transaction(async (sql) => {
        const written = await this.upsert.writePage(section, items, sql);
        await this.sections.addCounts(runId, section.id, written, sql);
        await this.lease.hold(sql);
        return written;
      }),
    );
  }

  /** @returns how many of the rows were not gone already */
  tombstone(runId: string, sectionId: string, itemIds: string[]): Promise<number> {
    return withoutConflict(() =>
      this.database.transaction(async (sql) => {
        const removed = await this.tombstones.tombstone(itemIds, sql);
        await this.sections.addCounts(runId, sectionId, { removed }, sql);
        await this.lease.hold(sql);
        return removed;
      }),
    );
  }
}
