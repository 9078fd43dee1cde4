import { Injectable } from '@nestjs/common';
import { SectionRepository, SectionSizes, type LibrarySection } from '../../library';
import type { PlexItemType } from '../../plex';
import { SyncCursorRepository } from '../run/sync-cursor.repository';
import type { SyncRunSection } from '../run/sync-run.types';
import { InsightSchedule } from '../insight/insight-schedule';
import { SectionSumming } from '../sums/section-summing';
import { PlannerStatistics } from './planner-statistics.repository';
import { typesOf } from './section-checkpoint';

/** Fewer new rows than this change no plan. */
const UNNOTICED_ROWS = 1_000;
const UNNOTICED_SHARE = 0.1;

/** What follows the reading of a section: sums, and from where the next incremental run asks. */
@Injectable()
export class SectionCompletion {
  constructor(
    private readonly statistics: PlannerStatistics,
    private readonly summing: SectionSumming,
    private readonly sections: SectionRepository,
    private readonly sizes: SectionSizes,
    private readonly storedCursors: SyncCursorRepository,
    private readonly insights: InsightSchedule,
  ) {}

  /**
   * Brings sums and links in line with the rows, after complete and incomplete reads alike: those of the
   * section, of others that it took rows from, and of what an earlier run was stopped in.
   */
  async settle(section: LibrarySection, { added, total }: SyncRunSection, complete: boolean): Promise<void> {
    const hasParents = typesOf(section.type).length > 1;
    if (hasParents && added > Math.max(UNNOTICED_ROWS, total * UNNOTICED_SHARE)) await this.statistics.refresh();
    await this.summing.now(section.serverId);
    if (complete) {
      await this.sections.markSynced(section.id);
      await this.sizes.record(section.id);
    }
    await this.insights.soon(section.serverId);
  }

  cursors(sectionId: string): Promise<Partial<Record<PlexItemType, Date>>> {
    return this.storedCursors.find(sectionId);
  }

  /** @param since from where on (ISO) the next incremental run asks for each type */
  rememberCursors(sectionId: string, since: Partial<Record<PlexItemType, string>>): Promise<void> {
    return this.storedCursors.save(sectionId, since);
  }
}
