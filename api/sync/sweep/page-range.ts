/** Rows `start` (inclusive) to `end` (exclusive) of a listing. */
export interface PageRange {
  start: number;
  end: number;
}

/**
 * Hands out the ranges of a listing in order and remembers up to where all of them are done, which is
 * where an interrupted pass goes on. Ranges finish in any order.
 */
export class RangeLedger {
  private nextStart: number;
  private readonly doneBeyond = new Map<number, { end: number; unusable: number }>();
  private contiguousEnd: number;
  private unusableRows: number;

  constructor(
    private readonly size: number,
    from: { offset: number; unusable: number } = { offset: 0, unusable: 0 },
  ) {
    this.nextStart = from.offset;
    this.contiguousEnd = from.offset;
    this.unusableRows = from.unusable;
  }

  /** The next range below `total`, or null when all are handed out. */
  take(total: number): PageRange | null {
    if (this.nextStart >= total) return null;
    const range = { start: this.nextStart, end: this.nextStart + this.size };
    this.nextStart = range.end;
    return range;
  }

  /** @param unusable rows of the range that no item could be made of */
  complete(range: PageRange, unusable: number): void {
    this.doneBeyond.set(range.start, { end: range.end, unusable });
    for (;;) {
      const done = this.doneBeyond.get(this.contiguousEnd);
      if (!done) return;
      this.doneBeyond.delete(this.contiguousEnd);
      this.contiguousEnd = done.end;
      this.unusableRows += done.unusable;
    }
  }

  /** Everything before this row is read and written. */
  get offset(): number {
    return this.contiguousEnd;
  }

  /** Unusable rows before `offset`. */
  get unusable(): number {
    return this.unusableRows;
  }
}
