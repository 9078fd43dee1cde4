import { computed, signal } from '@angular/core';
import type { Observable, Subscription } from 'rxjs';
import { Problem } from '../../api/problem';
import type { Page } from '../../api/types';

/** Rows that come page by page; what has come stays through faults and retries. */
export class PagedList<T, P extends Page<T> = Page<T>> {
  private readonly pages = signal<readonly P[]>([]);
  private readonly fault = signal<Problem | null>(null);
  private readonly busy = signal(false);
  private readonly anew = signal(false);
  private request: Subscription | undefined;
  readonly items = computed(() => this.pages().flatMap(({ items }) => items));
  readonly loaded = computed(() => this.pages().length > 0);
  readonly hasMore = computed(() => (this.pages().at(-1)?.nextCursor ?? null) !== null);
  /** The first page, with what its answer says of the whole list; null until it is here. */
  readonly head = computed(() => this.pages()[0] ?? null);
  readonly problem = this.fault.asReadonly();
  readonly loading = this.busy.asReadonly();
  /** What is here was read before: it is being read anew, or that has failed. */
  readonly stale = computed(() => this.anew() && this.loaded());

  /** @param source the page behind a cursor; null while there is nothing to ask for */
  constructor(private readonly source: (cursor?: string) => Observable<P> | null) {}

  /** Forgets what has come and reads anew. */
  restart(): void {
    this.pages.set([]);
    this.read();
  }

  /** Reads anew; what has come stays until the answer is here. */
  refresh(): void {
    this.read(undefined, true);
  }

  more(): void {
    this.read(this.pages().at(-1)?.nextCursor ?? undefined);
  }

  retry(): void {
    // Such a list has been ordered anew since; its pages no longer fit together.
    if (this.fault()?.code === 'cursor-invalid') this.restart();
    else if (this.anew()) this.refresh();
    else this.more();
  }

  stop(): void {
    this.request?.unsubscribe();
    this.busy.set(false);
  }

  private read(cursor?: string, anew = false): void {
    this.stop();
    this.anew.set(anew);
    this.fault.set(null);
    const page = this.source(cursor);
    if (page === null) return;
    this.busy.set(true);
    this.request = page.subscribe({
      next: (answer) => {
        this.pages.update((before) => (anew ? [answer] : [...before, answer]));
        this.anew.set(false);
        this.busy.set(false);
      },
      error: (error: unknown) => {
        this.fault.set(Problem.from(error));
        this.busy.set(false);
      },
    });
  }
}
