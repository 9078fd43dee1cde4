import { signal } from '@angular/core';
import type { Observable, Subscription } from 'rxjs';
import { Problem } from '../../api/problem';
import type { Anchor, ItemCard, Page } from '../../api/types';
import { ANCHOR_EVERY, PAGE_SIZE, knownTotal, nextPage, pagesOf, pagesToForget } from './page-plan';

/** What a listing reads from; one for each set of filters and sort. */
export interface ListingSource {
  page(cursor: string | undefined): Observable<Page<ItemCard>>;
  count(): Observable<{ count: number }>;
  anchors(every: number): Observable<{ items: Anchor[] }>;
}

/** Pages held in memory: 4,000 rows. */
const PAGES_HELD = 40;

/**
 * A listing of any length of which only what is looked at is read. Rows come in keyset pages; anchors make any place
 * reachable. One request for rows is under way at a time, and it is dropped when the view has moved on.
 */
export class ItemListing {
  private readonly pages = new Map<number, ItemCard[]>();
  private readonly cursors = new Map<number, string | undefined>([[0, undefined]]);
  private readonly rows = signal<number | null>(null);
  private readonly matches = signal<number | null>(null);
  private readonly revision = signal(0);
  private readonly fault = signal<Problem | null>(null);
  private wanted: number[] = [0];
  private request: { page: number; subscription: Subscription } | null = null;
  private anchorRequest: Subscription | null = null;
  private anchorState: 'none' | 'asked' | 'here' = 'none';
  private counting: Subscription;

  readonly openedAt = Date.now();
  /** Rows, as far as known; null until the first answer. */
  readonly total = this.rows.asReadonly();
  /** Available titles that match; null until counted. */
  readonly count = this.matches.asReadonly();
  /** Goes up whenever rows arrive or leave. */
  readonly changes = this.revision.asReadonly();
  readonly problem = this.fault.asReadonly();

  constructor(private readonly source: ListingSource) {
    this.counting = this.askCount();
    this.pump();
  }

  /** The row, or undefined while it is not here. Reads `changes`, so a template follows. */
  item(index: number): ItemCard | undefined {
    this.revision();
    return this.pages.get(Math.floor(index / PAGE_SIZE))?.[index % PAGE_SIZE];
  }

  /** Rows from `first` to before `end` are in view. */
  want(first: number, end: number): void {
    this.wanted = pagesOf(first, Math.min(end, this.rows() ?? end));
    this.dropSkipped();
    this.pump();
  }

  retry(): void {
    this.fault.set(null);
    if (this.matches() === null) {
      this.counting.unsubscribe();
      this.counting = this.askCount();
    }
    this.pump();
  }

  close(): void {
    this.counting.unsubscribe();
    this.request?.subscription.unsubscribe();
    this.request = null;
    this.anchorRequest?.unsubscribe();
    this.wanted = [];
  }

  private askCount(): Subscription {
    return this.source.count().subscribe({
      next: ({ count }) => this.counted(count),
      error: (error: unknown) => this.fault.set(Problem.from(error)),
    });
  }

  private counted(count: number): void {
    this.matches.set(count);
    // A page that has already proved more, or the exact end, knows better.
    if (this.rows() === null || !this.endKnown()) this.rows.set(Math.max(this.rows() ?? 0, count));
    if (count > ANCHOR_EVERY) this.askAnchors();
  }

  private endKnown(): boolean {
    return [...this.pages.values()].some((rows) => rows.length < PAGE_SIZE);
  }

  private askAnchors(): void {
    if (this.anchorState !== 'none') return;
    this.anchorState = 'asked';
    this.anchorRequest = this.source.anchors(ANCHOR_EVERY).subscribe({
      next: ({ items }) => this.anchored(items),
      error: () => {
        // Every place can still be walked to, only slower.
        this.anchorState = 'here';
        this.pump();
      },
    });
  }

  private anchored(anchors: Anchor[]): void {
    this.anchorState = 'here';
    for (const { index, cursor } of anchors) {
      const page = index / PAGE_SIZE;
      if (Number.isInteger(page) && !this.cursors.has(page)) this.cursors.set(page, cursor);
      if (index >= (this.rows() ?? 0) && !this.endKnown()) this.rows.set(index + 1);
    }
    this.pump();
  }

  private pump(): void {
    if (this.request || this.fault()) return;
    const page = nextPage(this.wanted, (each) => this.pages.has(each), this.cursors.keys());
    if (page === null) return;
    const target = this.wanted.find((each) => !this.pages.has(each)) ?? page;
    // Anchors are on their way: walking there page by page would be slower than waiting.
    if (this.anchorState === 'asked' && target - page > ANCHOR_EVERY / PAGE_SIZE) return;
    this.read(page);
  }

  private read(page: number): void {
    const request = { page, subscription: undefined as unknown as Subscription };
    this.request = request;
    request.subscription = this.source.page(this.cursors.get(page)).subscribe({
      next: (answer) => {
        this.request = null;
        this.arrived(page, answer);
        this.pump();
      },
      error: (error: unknown) => {
        this.request = null;
        this.fault.set(Problem.from(error));
      },
    });
  }

  private arrived(page: number, { items, nextCursor }: Page<ItemCard>): void {
    this.pages.set(page, items);
    if (nextCursor !== null && !this.cursors.has(page + 1)) this.cursors.set(page + 1, nextCursor);
    this.rows.set(knownTotal(this.rows() ?? 0, page, items.length, nextCursor === null));
    for (const far of pagesToForget(this.pages.keys(), this.wanted[0] ?? page, PAGES_HELD)) this.pages.delete(far);
    this.revision.update((revision) => revision + 1);
  }

  /** A page on the way to what is wanted is still needed; one that the view has flown past is not. */
  private dropSkipped(): void {
    if (!this.request || this.wanted.length === 0) return;
    const { page } = this.request;
    const last = this.wanted[this.wanted.length - 1];
    if (page <= last && page >= this.wanted[0] - ANCHOR_EVERY / PAGE_SIZE) return;
    this.request.subscription.unsubscribe();
    this.request = null;
  }
}
