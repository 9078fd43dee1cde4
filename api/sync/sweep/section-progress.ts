import { SeenItems } from '../../library';
import type { PlexItemType } from '../../plex';
import type { SyncRunSection } from '../run/sync-run.types';
import { newCheckpoint, type PassCheckpoint, type SectionCheckpoint } from './section-checkpoint';

/** How far the sync of one section got. Changed in memory only; `SectionCheckpoints` writes it down. */
export class SectionProgress {
  constructor(
    readonly row: SyncRunSection,
    readonly checkpoint: SectionCheckpoint = newCheckpoint(),
    private seenItems: SeenItems = new SeenItems(),
  ) {
    this.count();
  }

  /** Items of the phase: what is removed may only be judged by a phase that lists everything. */
  get seen(): SeenItems {
    return this.seenItems;
  }

  /** From now on keys are listed, of these types; what was read of the others stays counted. */
  beginKeys(types: readonly PlexItemType[]): void {
    const { checkpoint } = this;
    const others = checkpoint.sweptTypes.filter((type) => !types.includes(type));
    const sum = (counts: Partial<Record<PlexItemType, number>>) =>
      others.reduce((total, type) => total + (counts[type] ?? 0), 0);
    checkpoint.before = { seen: sum(checkpoint.seen), total: sum(checkpoint.totals) };
    checkpoint.phase = 'keys';
    checkpoint.keyTypes = [...types];
    Object.assign(checkpoint, { sweptTypes: [], pass: null, totals: {}, unusable: 0 });
    this.seenItems = new SeenItems();
    this.count();
  }

  isSwept(type: PlexItemType): boolean {
    return this.checkpoint.sweptTypes.includes(type);
  }

  /** Whether the server was not asked yet how many rows of the type this phase has to read. */
  isUnknown(type: PlexItemType): boolean {
    const { phase, keyTypes, totals } = this.checkpoint;
    if (phase === 'keys' && !keyTypes.includes(type)) return false;
    return (phase === 'sweep' || phase === 'keys') && totals[type] === undefined;
  }

  /**
   * What the server said before the sweep: how many rows there are.
   * @param since from where on the next incremental run asks; null where that stays as it is
   */
  open(type: PlexItemType, total: number, since: Date | null): void {
    this.checkpoint.totals[type] = total;
    if (since) this.checkpoint.since[type] = since.toISOString();
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
    this.checkpoint.seen[pass.type] = this.distinct(pass);
    this.checkpoint.totals[pass.type] = total;
    this.checkpoint.unusable += pass.unusable;
    this.checkpoint.pass = null;
    this.count();
  }

  /** Brings the counters of the run up to date. */
  count(): void {
    const { totals, unusable, pass, before } = this.checkpoint;
    this.row.total = Object.values(totals).reduce((sum, total) => sum + total, before.total);
    this.row.seen = before.seen + this.seen.size + unusable + (pass?.unusable ?? 0);
  }

  private beginPass(type: PlexItemType, number: number, seenBefore: number): PassCheckpoint {
    const pass = { type, number, offset: 0, unusable: 0, startTotal: null, seenBefore };
    this.checkpoint.pass = pass;
    return pass;
  }
}
