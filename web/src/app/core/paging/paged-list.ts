import { DestroyRef, inject, signal } from '@angular/core';
import type { Observable, Subscription } from 'rxjs';
import { Problem } from '../../api/problem';
import type { Page } from '../../api/types';

/**
 * A listing that grows page by page. What was read stays while the first page is asked for anew, and when a page
 * fails. To be made where things can be injected.
 */
export class PagedList<T> {
  private readonly rows = signal<readonly T[] | null>(null);
  private readonly next = signal<string | null>(null);
  private readonly asking = signal<'first' | 'more' | null>(null);
  private readonly fault = signal<Problem | null>(null);
  private request: Subscription | undefined;
  private failedAt: string | undefined;

  /** Null until the first answer. */
  readonly items = this.rows.asReadonly();
  /** Null on the last page. */
  readonly cursor = this.next.asReadonly();
  readonly loading = this.asking.asReadonly();
  readonly problem = this.fault.asReadonly();

  constructor(private readonly ask: (cursor: string | undefined) => Observable<Page<T>>) {
    inject(DestroyRef).onDestroy(() => this.request?.unsubscribe());
  }

  reload(): void {
    this.read(undefined);
  }

  more(): void {
    const cursor = this.next();
    if (cursor !== null) this.read(cursor);
  }

  /** What failed last. */
  retry(): void {
    this.read(this.failedAt);
  }

  update(change: (items: readonly T[]) => readonly T[]): void {
    this.rows.update((items) => items && change(items));
  }

  private read(cursor: string | undefined): void {
    this.request?.unsubscribe();
    this.fault.set(null);
    this.asking.set(cursor === undefined ? 'first' : 'more');
    this.request = this.ask(cursor).subscribe({
      next: ({ items, nextCursor }) => {
        this.rows.update((before) => (cursor === undefined ? items : [...(before ?? []), ...items]));
        this.next.set(nextCursor);
        this.asking.set(null);
      },
      error: (error: unknown) => {
        this.failedAt = cursor;
        this.fault.set(Problem.from(error));
        this.asking.set(null);
      },
    });
  }
}
