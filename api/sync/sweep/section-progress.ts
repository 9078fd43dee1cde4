import { SeenItems } from '../../library';
import type { PlexItemType } from '../../plex';
import type { SyncRunSection } from '../run/sync-run.types';
import { newCheckpoint, type PassCheckpoint, type SectionCheckpoint } from './section-checkpoint';

/** How far the sync of one section got. Changed in memory only; `SectionCheckpoints` writes it down. */
export class SectionProgress {
  constructor(
    readonly row: SyncRunSection,
    readonly checkpoint: SectionCheckpoint = newCheckpoint(),
    readonly seen: SeenItems = new SeenItems(),
  ) {
    this.count();
  }

  isSwept(type: PlexItemType): boolean {
    return this.checkpoint.sweptTypes.includes(type);
  }

  /** What the server said before the sweep: how many rows there are, and the newest change among them. */
  open(type: PlexItemType, total: number, newest: Date | null): void {
    this.checkpoint.totals[type] = total;
    if (newest) this.checkpoint.newest[type] = newest.toISOString();
    this.count();
  }

  /** The pass that was interrupted, or the first one. */
  passOf(type: PlexItemType): PassCheckpoint {
    const { pass } = this.checkpoint;
    return pass?.type === type ? pass : this.beginPass(type, 1, this.seen.size);
  }

  /** Begins the listing again; what was seen stays seen. */
  nextPass(pass: PassCheckpoint): PassCheckpoint {
    return this.beginPass(pass.type, pass.number + 1, pass.seenBefore);
  }

  /** Distinct rows of the type: items by ratingKey, and rows that no item could be made of. */
  distinct(pass: PassCheckpoint): number {
    return this.seen.size - pass.seenBefore + pass.unusable;
  }

  advance(pass: PassCheckpoint, offset: number, unusable: number, total: number): void {
    pass.offset = offset;
    pass.unusable = unusable;
    this.checkpoint.totals[pass.type] = total;
    this.count();
  }

  finishType(pass: PassCheckpoint, total: number): void {
    this.checkpoint.sweptTypes.push(pass.type);
    this.checkpoint.totals[pass.type] = total;
    this.checkpoint.unusable += pass.unusable;
    this.checkpoint.pass = null;
    this.count();
  }

  /** Brings the counters of the run up to date. */
  count(): void {
    const { totals, unusable, pass } = this.checkpoint;
    this.row.total = Object.values(totals).reduce((sum, total) => sum + total, 0);
    this.row.seen = this.seen.size + unusable + (pass?.unusable ?? 0);
  }

  private beginPass(type: PlexItemType, number: number, seenBefore: number): PassCheckpoint {
    const pass = { type, number, offset: 0, unusable: 0, startTotal: null, seenBefore };
    this.checkpoint.pass = pass;
    return pass;
  }
}
