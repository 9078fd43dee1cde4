import { isUnreadableBody, type PageRequest, type PlexItemType, type PlexSectionPage } from '../../plex';
import type { PageMemory, RememberedPage } from './page-memory.repository';
import type { PageWriteRepository } from './page-write.repository';
import type { PlannerStatistics } from './planner-statistics.repository';
import type { Reading, SweepScope, SweptPage } from './reading';
import { typesOf } from './section-checkpoint';
import { openType } from './type-opening';

/** So many rows that cannot be read are passed over; beyond that it is the server that fails. */
const MOST_UNREADABLE = 5;
/** An empty page may be a hiccup: asked for again this often before it ends the sweep. */
const EMPTY_PAGE_RETRIES = 2;

export interface RowScope extends SweepScope {
  /** From where on to ask for a type; everything where it is absent. */
  updatedSince: Partial<Record<PlexItemType, Date>>;
  /** Listings that were read whole when they were opened. */
  opened: Map<PlexItemType, PlexSectionPage>;
}

type RowPage = SweptPage & Pick<PlexSectionPage, 'digest'>;

/** Reads whole rows: all of them, or those that Plex touched since. */
export class RowReading implements Reading<RowPage> {
  /**
   * From here on larger pages gain nothing; smaller ones keep the memory and the pauses of the event
   * loop small.
   */
  readonly pageSize = 500;
  /** Replies of the sweep before, by their start; none for a listing that is not asked for as a whole. */
  private remembered = new Map<number, RememberedPage>();

  constructor(
    private readonly scope: RowScope,
    private readonly writer: PageWriteRepository,
    private readonly memory: PageMemory,
    private readonly statistics: PlannerStatistics,
  ) {}

  get types(): readonly PlexItemType[] {
    return typesOf(this.scope.section.type);
  }

  async begin(type: PlexItemType): Promise<void> {
    const { progress, patience, client, section, updatedSince, signal } = this.scope;
    if (progress.checkpoint.totals[type] === undefined) {
      const open = () => openType(client, section.key, type, updatedSince[type], signal);
      try {
        const { totalSize, since } = await patience.bear(open, signal);
        progress.open(type, totalSize, since);
      } catch (error) {
        // One of the rows that changed last cannot be read: the first page tells the total as well.
        if (!isUnreadableBody(error)) throw error;
      }
    }
    this.remembered = this.isWhole(type) ? await this.memory.load(this.listing(type)) : new Map();
  }

  async read(type: PlexItemType, start: number, size: number, signal: AbortSignal): Promise<RowPage> {
    const { section, opened } = this.scope;
    const held = opened.get(type);
    // Once only: a second pass is there to read what may have changed.
    opened.delete(type);
    if (held && start === 0) return fresh(held);
    for (let tried = 0; ; tried++) {
      const known = this.remembered.get(start);
      const page = await this.ask({ sectionKey: section.key, type, start, size, known }, signal);
      if (page.isKnown && known) {
        const knownIds = await this.memory.recall(this.listing(type), start);
        if (knownIds) return { ...page, unusable: known.unusable, knownIds };
        // The rows were changed since by something else: this time the reply is read.
        this.remembered.delete(start);
      } else if (page.rowCount > 0 || start >= page.totalSize || tried >= EMPTY_PAGE_RETRIES) {
        return fresh(page);
      }
    }
  }

  private async ask(request: PageRequest, signal: AbortSignal): Promise<PlexSectionPage> {
    const { client, patience, progress, updatedSince } = this.scope;
    const { type, start } = request;
    const page = await patience
      .bear(() => client.sectionPage({ ...request, updatedSince: updatedSince[type] }, signal), signal)
      .catch((error: unknown) => this.passOver(type, start, error));
    progress.checkpoint.totals[type] ??= page.totalSize;
    return page;
  }

  /** The page of one row that stands for a row that cannot be read. */
  private passOver(type: PlexItemType, start: number, error: unknown): PlexSectionPage {
    const { checkpoint } = this.scope.progress;
    const totalSize = checkpoint.totals[type];
    if (!isUnreadableBody(error) || totalSize === undefined || checkpoint.unreadable >= MOST_UNREADABLE) throw error;
    checkpoint.unreadable++;
    return { items: [], rowCount: 1, start, totalSize, digest: '', isKnown: false };
  }

  async write(type: PlexItemType, page: RowPage): Promise<string[]> {
    if (page.items.length === 0) return page.knownIds;
    const { session, section, progress } = this.scope;
    const sums = this.isWhole(type) ? 'defer' : 'settle';
    const written = await this.writer.writePage({ section, runId: session.run.id, sums }, page.items);
    const { added } = progress.row;
    progress.row.added += written.added;
    progress.row.updated += written.updated;
    await this.statistics.noticeGrowth(added, written.added);
    if (this.isWhole(type)) await this.memory.remember(this.listing(type), page.start, page, written);
    return written.itemIds;
  }

  private listing(type: PlexItemType): { sectionId: string; type: PlexItemType } {
    return { sectionId: this.scope.section.id, type };
  }

  private isWhole(type: PlexItemType): boolean {
    return this.scope.updatedSince[type] === undefined;
  }
}

function fresh(page: PlexSectionPage): RowPage {
  return { ...page, unusable: page.rowCount - page.items.length, knownIds: [] };
}
