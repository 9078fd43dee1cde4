import { Injectable } from '@nestjs/common';
import { JobQueue } from '../../infra/queue';
import { isMirrored, SectionRepository, type StoredItem } from '../../library';
import { PLEX_ITEM_TYPES, type PlexItem } from '../../plex';
import { HistoryImportRepository } from '../history/history-import.repository';
import { ImportHistoryJob } from '../history/import-history.job';
import { SectionSumming } from '../sums/section-summing';
import { PageWriteRepository } from '../sweep/page-write.repository';
import { typesOf } from '../sweep/section-checkpoint';

/** No run asks for it; there are few rows, and people look at them. */
const BY_EVENT = { runId: null, sums: 'settle' } as const;

/** Stores what a server said about single rows, as a run would, and brings what depends on it in line. */
@Injectable()
export class ChangeWriter {
  constructor(
    private readonly sections: SectionRepository,
    private readonly pages: PageWriteRepository,
    private readonly summing: SectionSumming,
    private readonly history: HistoryImportRepository,
    private readonly queue: JobQueue,
  ) {}

  /**
   * Rows of sections that are not synced are passed over.
   * @param storedSection where a row was so far, for servers that do not say where it is
   * @returns how many rows were new
   */
  async write(
    serverId: string,
    items: Iterable<PlexItem>,
    storedSection: (ratingKey: string) => string | null,
  ): Promise<number> {
    const enabled = (await this.sections.listEnabled(serverId)).filter(({ type }) => isMirrored(type));
    const all = [...items];
    let added = 0;
    for (const section of enabled) {
      const here = all.filter(({ librarySectionKey, ratingKey }) =>
        librarySectionKey === null ? storedSection(ratingKey) === section.id : librarySectionKey === section.key,
      );
      // Parents first, each type by itself: children look for the rows of their parents.
      for (const type of PLEX_ITEM_TYPES.filter((name) => typesOf(section.type).includes(name))) {
        const rows = here.filter((item) => item.type === type);
        if (rows.length > 0) added += (await this.pages.writePage({ section, ...BY_EVENT }, rows)).added;
      }
    }
    return added;
  }

  /** Only what the server answered 404 for. */
  async remove(serverId: string, gone: readonly StoredItem[]): Promise<number> {
    let removed = 0;
    for (const sectionId of new Set(gone.map((item) => item.sectionId))) {
      const ids = gone.filter((item) => item.sectionId === sectionId).map(({ id }) => id);
      removed += await this.pages.tombstone({ section: { id: sectionId, serverId }, ...BY_EVENT }, ids);
    }
    return removed;
  }

  /** Figures of the sections; and plays follow what came and went. */
  async settle(serverId: string, cameOrWent: boolean): Promise<void> {
    await this.summing.now(serverId);
    if (!cameOrWent) return;
    await this.history.wantAttach(serverId);
    await this.queue.add(ImportHistoryJob, { serverId });
  }
}
