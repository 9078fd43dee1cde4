import type { PlexItemType, PlexSectionPage } from '../../plex';
import type { PageMemory, RememberedPage } from './page-memory.repository';
import type { PageWriteRepository } from './page-write.repository';
import type { Reading, SweepScope, SweptPage } from './reading';
import { typesOf } from './section-checkpoint';
import { openType } from './type-opening';

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
  ) {}

  get types(): readonly PlexItemType[] {
    return typesOf(this.scope.section.type);
  }

  async begin(type: PlexItemType): Promise<void> {
    const { progress, patience, client, section, updatedSince, signal } = this.scope;
    if (progress.checkpoint.totals[type] === undefined) {
      const open = () => openType(client, section.key, type, updatedSince[type], signal);
      const { totalSize, newest } = await patience.bear(open, signal);
      progress.open(type, totalSize, newest);
    }
    this.remembered = this.isWhole(type) ? await this.memory.load(this.listing(type)) : new Map();
  }

  async read(type: PlexItemType, start: number, size: number, signal: AbortSignal): Promise<RowPage> {
    const { client, section, patience, updatedSince, opened } = this.scope;
    const held = opened.get(type);
    // Once only: a second pass is there to read what may have changed.
    opened.delete(type);
    if (held && start === 0) return fresh(held);
    const request = { sectionKey: section.key, type, start, size, updatedSince: updatedSince[type] };
    for (let tried = 0; ; tried++) {
      const known = this.remembered.get(start);
      const page = await patience.bear(() => client.sectionPage({ ...request, known }, signal), signal);
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

  async write(type: PlexItemType, page: RowPage): Promise<string[]> {
    if (page.items.length === 0) return page.knownIds;
    const { session, section, progress } = this.scope;
    const written = await this.writer.writePage(session.run.id, section, page.items);
    progress.row.added += written.added;
    progress.row.updated += written.updated;
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
