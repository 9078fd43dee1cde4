import { DestroyRef, type Signal, computed, effect, inject, signal, untracked } from '@angular/core';
import type { Subscription } from 'rxjs';
import { LibraryApi } from '../../api/library.api';
import { Problem } from '../../api/problem';
import type { ItemCard } from '../../api/types';

/** The children of an item, page by page. */
export class ChildrenList {
  private readonly rows = signal<readonly ItemCard[] | null>(null);
  private readonly next = signal<string | null>(null);
  private readonly fault = signal<Problem | null>(null);
  private readonly busy = signal(false);
  private request: Subscription | undefined;
  readonly items = computed(() => this.rows() ?? []);
  readonly loaded = computed(() => this.rows() !== null);
  readonly hasMore = computed(() => this.next() !== null);
  readonly problem = this.fault.asReadonly();
  readonly loading = this.busy.asReadonly();

  constructor(
    private readonly api: LibraryApi,
    private readonly parentId: Signal<string | null>,
  ) {}

  restart(): void {
    this.rows.set(null);
    this.next.set(null);
    this.read();
  }

  more(): void {
    this.read(this.next() ?? undefined);
  }

  retry(): void {
    if (this.loaded()) this.more();
    else this.read();
  }

  stop(): void {
    this.request?.unsubscribe();
  }

  private read(cursor?: string): void {
    const parentId = this.parentId();
    this.request?.unsubscribe();
    this.fault.set(null);
    if (parentId === null) return;
    this.busy.set(true);
    this.request = this.api.children(parentId, cursor).subscribe({
      next: ({ items, nextCursor }) => {
        this.rows.update((before) => [...(before ?? []), ...items]);
        this.next.set(nextCursor);
        this.busy.set(false);
      },
      error: (error: unknown) => {
        this.fault.set(Problem.from(error));
        this.busy.set(false);
      },
    });
  }
}

/** Follows a parent id; call in an injection context. */
export function childrenOf(parentId: Signal<string | null>): ChildrenList {
  const list = new ChildrenList(inject(LibraryApi), parentId);
  effect(() => {
    parentId();
    untracked(() => list.restart());
  });
  inject(DestroyRef).onDestroy(() => list.stop());
  return list;
}
