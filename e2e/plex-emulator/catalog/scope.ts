import { draw, hashText } from '../core/hash';
import type { Overlay } from './overlay';

/** Identity of a work, apart from the server that holds a copy: `h` seeds what it is, `n` numbers its external ids. */
export interface Content {
  h: number;
  n: number;
}

export type WorkKind = 'movie' | 'show' | 'artist';

/** Largest number of titles of one kind on one server, additions included. */
const SLOT_SIZE = 1_100_000;
/** Share of titles that a further server has in common with the first, in percent. */
const SHARED_PERCENT = 40;

/** What the builders of items need to know about the server they build for. */
export class Scope {
  readonly serverSeed: number;
  private readonly contentSeeds: Record<WorkKind, number>;
  private readonly firstSeeds: Record<WorkKind, number>;

  constructor(
    readonly seed: number,
    readonly slot: number,
    /** Nothing of the untouched library is younger than this (epoch seconds). */
    readonly epoch: number,
    readonly overlay: Overlay,
    public quirksOn: boolean,
  ) {
    this.serverSeed = hashText(`${seed}:server:${slot}`);
    this.contentSeeds = this.seedsOf(slot);
    this.firstSeeds = this.seedsOf(0);
  }

  private seedsOf(slot: number): Record<WorkKind, number> {
    const of = (kind: WorkKind): number => hashText(`${this.seed}:content:${slot}:${kind}`);
    return { movie: of('movie'), show: of('show'), artist: of('artist') };
  }

  /** Hash of what is particular to this server: files, dates, ids. */
  localHash(key: number): number {
    return draw(this.serverSeed, key);
  }

  content(kind: WorkKind, index: number, key: number): Content {
    // A title that was re-added under a new ratingKey is still the same work.
    const alias = this.overlay.aliases.get(key);
    const source = alias ?? index;
    const foreign = this.slot > 0 && draw(this.serverSeed, 7_000_000 + source) % 100 < SHARED_PERCENT;
    const slot = foreign ? 0 : this.slot;
    const seeds = foreign ? this.firstSeeds : this.contentSeeds;
    return { h: draw(seeds[kind], source), n: slot * SLOT_SIZE + source };
  }
}
