import { Injectable } from '@nestjs/common';
import { SectionRepository, type LibrarySection } from '../../library';
import type { PlexItemType } from '../../plex';
import { SyncCursorRepository } from '../run/sync-cursor.repository';
import type { SyncRunSection } from '../run/sync-run.types';
import { SectionSumming } from '../sums/section-summing';
import { PlannerStatistics } from './planner-statistics.repository';
import { typesOf } from './section-checkpoint';

/** Plex writes `updatedAt` a while before a listing shows it: an incremental run looks back this far. */
const OVERLAP_MS = 5 * 60_000;

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
    private readonly storedCursors: SyncCursorRepository,
  ) {}

  /**
   * Brings sums and links in line with the rows, after complete and incomplete reads alike: those of the
   * section, of others that it took rows from, and of what an earlier run was stopped in.
   */
  async settle(section: LibrarySection, { added, total }: SyncRunSection, complete: boolean): Promise<void> {
    const hasParents = typesOf(section.type).length > 1;
    if (hasParents && added > Math.max(UNNOTICED_ROWS, total * UNNOTICED_SHARE)) await this.statistics.refresh();
    await this.summing.now(section.serverId);
    if (complete) await this.sections.markSynced(section.id, new Date());
  }

  cursors(sectionId: string): Promise<Partial<Record<PlexItemType, Date>>> {
    return this.storedCursors.find(sectionId);
  }

  /**
   * @param newest `updatedAt` (ISO) that the server named before the sweep. One from the future would
   * hide every change until then, so ours is the latest time believed.
   */
  rememberCursors(sectionId: string, newest: Partial<Record<PlexItemType, string>>): Promise<void> {
    const cursors = Object.entries(newest).map(([type, at]) => {
      const since = Math.min(new Date(at).getTime(), Date.now()) - OVERLAP_MS;
      return [type, new Date(Math.max(0, since)).toISOString()];
    });
    return this.storedCursors.save(sectionId, Object.fromEntries(cursors) as Partial<Record<PlexItemType, string>>);
  }
}
