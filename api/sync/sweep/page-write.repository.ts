import { Injectable } from '@nestjs/common';
import { Database, withoutConflict } from '../../infra/database';
import { JobLease } from '../../infra/queue';
import { MediaItemTombstone, MediaItemUpsert, type PageWritten, type SectionRef } from '../../library';
import type { PlexItem } from '../../plex';
import { SyncRunSectionRepository } from '../run/sync-run-section.repository';

/** Writes to the library: rows and the counters of the run in one transaction. `runId` null: no run asked for it. */
@Injectable()
export class PageWriteRepository {
  constructor(
    private readonly database: Database,
    private readonly upsert: MediaItemUpsert,
    private readonly tombstones: MediaItemTombstone,
    private readonly sections: SyncRunSectionRepository,
    private readonly lease: JobLease,
  ) {}

  writePage(runId: string | null, section: SectionRef, items: PlexItem[]): Promise<PageWritten> {
    return withoutConflict(() =>
      this.database.transaction(async (sql) => {
        const written = await this.upsert.writePage(section, items, sql);
        if (runId !== null) await this.sections.addCounts(runId, section.id, written, sql);
        await this.lease.hold(sql);
        return written;
      }),
    );
  }

  /** @returns how many of the rows were not gone already */
  tombstone(runId: string | null, sectionId: string, itemIds: string[]): Promise<number> {
    return withoutConflict(() =>
      this.database.transaction(async (sql) => {
        const removed = await this.tombstones.tombstone(itemIds, sql);
        if (runId !== null) await this.sections.addCounts(runId, sectionId, { removed }, sql);
        await this.lease.hold(sql);
        return removed;
      }),
    );
  }
}
