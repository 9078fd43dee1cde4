import type { LibrarySection } from '../../library';
import type { PlexItemType, PlexSectionPage, PlexServerClient } from '../../plex';
import type { RunSession } from '../run/run-session';
import type { PageMemory, RememberedPage } from './page-memory.repository';
import type { PageWriteRepository } from './page-write.repository';
import type { Patience } from './patience';
import type { PassCheckpoint } from './section-checkpoint';
import { typesOf } from './section-checkpoint';
import type { SectionCheckpoints } from './section-checkpoints';
import type { SectionProgress } from './section-progress';
import { SweepError } from './sweep.errors';
import { TypePass } from './type-pass';

const MAX_PASSES = 3;
/** An empty page may be a hiccup: asked for again this often before it ends the sweep. */
const EMPTY_PAGE_RETRIES = 2;

export interface SweepScope {
  session: RunSession;
  section: LibrarySection;
  client: PlexServerClient;
  progress: SectionProgress;
  checkpoints: SectionCheckpoints;
  patience: Patience;
  /** From where on to ask for a type; everything where it is absent. */
  updatedSince: Partial<Record<PlexItemType, Date>>;
  signal: AbortSignal;
}

/** A page on its way into the library: its items, or the ids of those that are stored exactly so already. */
interface SweptPage extends PlexSectionPage {
  unusable: number;
  knownIds: string[] | null;
}

/**
 * Reads every type of a section to its end and writes what it reads. Returns only when each listing
 * was complete: all rows received, the total the same from start to end, no row known to be missed.
 */
export class SectionSweep {
  /** Replies of the sweep before, by their start; none for a listing that is not asked for as a whole. */
  private remembered = new Map<number, RememberedPage>();

  constructor(
    private readonly scope: SweepScope,
    private readonly writer: PageWriteRepository,
    private readonly memory: PageMemory,
  ) {}

  async run(): Promise<void> {
    for (const type of typesOf(this.scope.section.type)) {
      if (this.scope.progress.isSwept(type)) continue;
      await this.open(type);
      this.remembered = this.isWhole(type) ? await this.memory.load(this.listing(type)) : new Map();
      await this.sweep(type);
      await this.scope.checkpoints.save();
    }
  }

  /** Asks for the number of rows and the newest change before the sweep, unless that is known. */
  private async open(type: PlexItemType): Promise<void> {
    const { progress, patience, client, section, updatedSince, signal } = this.scope;
    if (progress.checkpoint.totals[type] !== undefined) return;
    const page = await patience.bear(() => openType(client, section, type, updatedSince[type], signal), signal);
    progress.open(type, page.totalSize, page.newest);
  }

  private async sweep(type: PlexItemType): Promise<void> {
    const { progress } = this.scope;
    let wasShort = false;
    for (let pass = progress.passOf(type); ; pass = progress.nextPass(pass)) {
      const { moved, total } = await this.pass(pass);
      const short = !moved && progress.distinct(pass) < total;
      // Rows that a second quiet pass repeats the same way are the server's duplicates, not ours to find.
      if (!moved && (!short || wasShort)) return progress.finishType(pass, total);
      wasShort = short;
      if (pass.number >= MAX_PASSES) {
        throw new SweepError(
          moved ? 'section-moving' : 'sweep-incomplete',
          `The listing of ${type} does not hold still`,
        );
      }
    }
  }

  private pass(pass: PassCheckpoint): Promise<{ moved: boolean; total: number }> {
    const { progress, session, signal } = this.scope;
    const work = {
      type: pass.type,
      read: (start: number, size: number, pageSignal: AbortSignal) => this.read(pass.type, start, size, pageSignal),
      write: (page: SweptPage) => this.write(pass.type, page),
      advanced: (ledger: { offset: number; unusable: number }, startTotal: number, total: number) => {
        pass.startTotal = startTotal;
        progress.advance(pass, ledger.offset, ledger.unusable, total);
        session.changed();
      },
    };
    return new TypePass(work, { ...pass, expected: progress.checkpoint.totals[pass.type] ?? 0 }, signal).run();
  }

  private async read(type: PlexItemType, start: number, size: number, signal: AbortSignal): Promise<SweptPage> {
    const { client, section, patience, updatedSince } = this.scope;
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
        return { ...page, unusable: page.rowCount - page.items.length, knownIds: null };
      }
    }
  }

  private async write(type: PlexItemType, page: SweptPage): Promise<void> {
    const { session, progress, checkpoints } = this.scope;
    for (const id of page.knownIds ?? (await this.store(type, page))) progress.seen.add(id);
    progress.count();
    session.rowsDone(page.rowCount);
    await checkpoints.tick();
  }

  private async store(type: PlexItemType, page: SweptPage): Promise<string[]> {
    if (page.items.length === 0) return [];
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

/** Rows of a listing and the newest change among them, by one cheap request. */
export async function openType(
  client: PlexServerClient,
  section: LibrarySection,
  type: PlexItemType,
  updatedSince: Date | undefined,
  signal: AbortSignal,
): Promise<{ totalSize: number; newest: Date | null }> {
  const request = { sectionKey: section.key, type, start: 0, size: 1, sort: 'updatedAt:desc', updatedSince };
  const page = await client.sectionPage(request, signal);
  return { totalSize: page.totalSize, newest: page.items[0]?.updatedAt ?? null };
}
