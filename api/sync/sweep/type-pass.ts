import { RangeLedger, type PageRange } from './page-range';
import { Slots } from './slots';
import { IncompleteSweepError, WorkStopped } from './sweep.errors';

/** Requests in flight: enough to keep both sides busy and kind to a small machine. */
const FETCHES = 4;
/** Pages that are fetched or wait for the database: bounds the memory, whatever the size of the library. */
const PAGES_IN_MEMORY = 6;
const WRITES = 2;

/** What a pass needs to know of a page. */
export interface PassPage {
  rowCount: number;
  totalSize: number;
  /** Rows that no item could be made of. */
  unusable: number;
}

export interface PassWork<Page extends PassPage> {
  type: string;
  /** Rows to ask for at once. */
  pageSize: number;
  read(start: number, size: number, signal: AbortSignal): Promise<Page>;
  write(page: Page): Promise<void>;
  /** Called whenever more rows are read and written to the end without a gap. */
  advanced(ledger: RangeLedger, startTotal: number, total: number): void;
}

export interface PassStart {
  offset: number;
  unusable: number;
  /** `totalSize` of the first page of this pass, where the pass was begun before. */
  startTotal: number | null;
  /** Rows to expect; only tells how many requests to begin with. */
  expected: number;
}

/**
 * One pass over the listing of a type, from start to end: pages are fetched ahead while others are
 * written. Ends when every row up to `totalSize` was received; throws otherwise, after the writes
 * under way have ended.
 */
export class TypePass<Page extends PassPage> {
  private readonly pages = new Slots(PAGES_IN_MEMORY);
  private readonly writes = new Slots(WRITES);
  private readonly abort = new AbortController();
  private readonly ledger: RangeLedger;
  private readonly signal: AbortSignal;
  private readonly unsettled = new Set<Promise<void>>();
  private failures: unknown[] = [];
  private startTotal: number | null;
  private total: number;
  private moved = false;

  constructor(
    private readonly work: PassWork<Page>,
    start: PassStart,
    private readonly stop: AbortSignal,
  ) {
    this.ledger = new RangeLedger(work.pageSize, start);
    this.startTotal = start.startTotal;
    this.total = Math.max(start.expected, start.startTotal ?? 0, start.offset + 1);
    this.signal = AbortSignal.any([stop, this.abort.signal]);
  }

  /** `moved`: the listing grew or shrank meanwhile, so that rows may have slipped past. */
  async run(): Promise<{ moved: boolean; total: number }> {
    await Promise.all(Array.from({ length: FETCHES }, () => this.lane()));
    while (this.unsettled.size > 0) await Promise.all(this.unsettled);
    if (this.stop.aborted) throw new WorkStopped();
    if (this.failures.length > 0) throw this.failures[0];
    return { moved: this.moved, total: this.total };
  }

  private async lane(): Promise<void> {
    try {
      for (let range = this.next(); range; range = this.next()) await this.readRange(range);
    } catch (error) {
      this.fail(error);
    }
  }

  private next(): PageRange | null {
    return this.signal.aborted ? null : this.ledger.take(this.total);
  }

  private async readRange(range: PageRange): Promise<void> {
    const written: Promise<void>[] = [];
    let unusable = 0;
    let size = this.work.pageSize;
    // By rows received: a server may answer fewer than asked for.
    for (let offset = range.start; offset < Math.min(range.end, this.total) && !this.signal.aborted;) {
      const page = await this.fetch(offset, Math.min(size, range.end - offset));
      if (!page) return;
      if (page.rowCount === 0) {
        this.pages.release();
        // In a listing that moves the end may well have come nearer; the pass is repeated in any case.
        if (offset < page.totalSize && !this.moved)
          throw new IncompleteSweepError(this.work.type, offset, page.totalSize);
        break;
      }
      offset += page.rowCount;
      // Where only smaller pages can be read, each found by halving, the way from the largest is not gone every time.
      size = page.rowCount * 2;
      unusable += page.unusable;
      written.push(this.write(page));
    }
    if (!this.signal.aborted) this.track(this.settle(range, unusable, written));
  }

  /** Takes a place in memory for the page; null when the pass ended while waiting for one. */
  private async fetch(start: number, size: number): Promise<Page | null> {
    await this.pages.acquire();
    try {
      const page = this.signal.aborted ? null : await this.work.read(start, size, this.signal);
      if (page) this.note(page.totalSize);
      else this.pages.release();
      return page;
    } catch (error) {
      this.pages.release();
      throw error;
    }
  }

  private note(totalSize: number): void {
    this.startTotal ??= totalSize;
    if (totalSize !== this.startTotal) this.moved = true;
    this.total = totalSize;
  }

  private write(page: Page): Promise<void> {
    const writing = this.writes
      .use(async () => {
        if (!this.signal.aborted) await this.work.write(page);
      })
      .catch((error: unknown) => this.fail(error))
      .finally(() => this.pages.release());
    this.track(writing);
    return writing;
  }

  /** A range counts as done when all of its pages are written. */
  private async settle(range: PageRange, unusable: number, written: Promise<void>[]): Promise<void> {
    await Promise.all(written);
    if (this.signal.aborted) return;
    this.ledger.complete(range, unusable);
    this.work.advanced(this.ledger, this.startTotal ?? this.total, this.total);
  }

  private track(promise: Promise<void>): void {
    const settled = promise.catch((error: unknown) => this.fail(error)).finally(() => this.unsettled.delete(settled));
    this.unsettled.add(settled);
  }

  private fail(error: unknown): void {
    this.failures.push(error);
    this.abort.abort();
  }
}
