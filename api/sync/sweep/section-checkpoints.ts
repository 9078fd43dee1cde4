import { SeenItems } from '../../library';
import type { RunSession } from '../run/run-session';
import type { SyncRunSectionRepository } from '../run/sync-run-section.repository';
import type { SyncRunSection } from '../run/sync-run.types';
import { readCheckpoint } from './section-checkpoint';
import { SectionProgress } from './section-progress';

const SAVE_INTERVAL_MS = 1_000;

/** Writes down the progress of a section every second and on demand, one write at a time. */
export class SectionCheckpoints {
  private writing: Promise<void> = Promise.resolve();
  private savedSeen = -1;
  private lastSavedAt = performance.now();

  constructor(
    private readonly sections: SyncRunSectionRepository,
    private readonly session: RunSession,
    private readonly progress: SectionProgress,
  ) {}

  /** What an earlier try of the run got to, or a new beginning. */
  static async load(sections: SyncRunSectionRepository, runId: string, row: SyncRunSection): Promise<SectionProgress> {
    const { checkpoint, seenItemIds } = await sections.load(runId, row.sectionId);
    const read = readCheckpoint(checkpoint);
    if (!read || !seenItemIds)
      return new SectionProgress(row, read && read.sweptTypes.length === 0 ? { ...read, pass: null } : undefined);
    return new SectionProgress(row, read, SeenItems.from(seenItemIds));
  }

  /** Saves when the last time is long enough ago. */
  async tick(): Promise<void> {
    if (performance.now() - this.lastSavedAt < SAVE_INTERVAL_MS) return;
    this.lastSavedAt = performance.now();
    await this.save();
  }

  save(): Promise<void> {
    const next = this.writing.then(() => this.write());
    // A failure is the caller's to see; the next save must not inherit it.
    this.writing = next.catch(() => undefined);
    return next;
  }

  private async write(): Promise<void> {
    const { row, checkpoint, seen } = this.progress;
    const unchanged = seen.size === this.savedSeen;
    const size = seen.size;
    const updatedAt = await this.sections.save(this.session.run.id, row.sectionId, {
      seen: row.seen,
      total: row.total,
      checkpoint,
      seenItemIds: unchanged ? undefined : seen.toBuffer(),
    });
    this.savedSeen = size;
    this.session.written(updatedAt);
  }
}
