import { PacedLatest } from '../events/paced-latest';
import type { Pace, RunAnnouncer } from '../events/run-announcer';
import { RateMeter } from './rate-meter';
import type { SyncRun, SyncRunSection } from './sync-run.types';

/** At most four announcements a second. */
const ANNOUNCE_INTERVAL_MS = 300;

/** A run while this process works on it: its state in memory, its pace, and telling others of both. */
export class RunSession {
  private readonly meter = new RateMeter();
  private readonly paced: PacedLatest<null>;

  constructor(
    readonly run: SyncRun,
    announcer: RunAnnouncer,
  ) {
    this.paced = new PacedLatest(ANNOUNCE_INTERVAL_MS, () => announcer.announce(this.run, this.pace()));
  }

  get sections(): SyncRunSection[] {
    return this.run.sections;
  }

  /** Rows that were read and written, repeated ones included: what the pace is made of. */
  rowsDone(rows: number): void {
    this.meter.add(rows);
    this.changed();
  }

  /** The run was written to the database at this (database) time. */
  written(updatedAt: Date | null): void {
    if (updatedAt && updatedAt > this.run.updatedAt) this.run.updatedAt = updatedAt;
    this.changed();
  }

  changed(): void {
    this.paced.push(this.run.id, null);
  }

  close(): void {
    this.paced.close();
  }

  private pace(): Pace {
    const itemsPerSecond = this.meter.perSecond();
    const left = this.sections.reduce((sum, section) => sum + Math.max(0, section.total - section.seen), 0);
    return { itemsPerSecond, etaMs: itemsPerSecond ? Math.round((left / itemsPerSecond) * 1000) : null };
  }
}
