import { Injectable, inject } from '@angular/core';
import type { DatedPage } from '../../api/types';
import { PagedList } from '../../core/lists/paged-list';
import { Selection } from '../../core/lists/selection';
import { RunFeed } from '../../core/runs/run-feed';

/** Coming back from a title within this time finds the list, and so the place in it, as it was left. */
const FRESH_MS = 5 * 60_000;

export type DatedList<T> = PagedList<T, DatedPage<T>>;

interface Kept {
  key: string;
  list: DatedList<unknown>;
  openedAt: number;
}

/** The last list of each tab, and what was picked in it. */
@Injectable({ providedIn: 'root' })
export class KeptLists {
  private readonly lists = new Map<string, Kept>();
  private readonly selections = new Map<string, Selection<never>>();

  constructor() {
    inject(RunFeed).ended.subscribe(() => this.lists.clear());
  }

  /** @param key lists with one key have the same rows in the same order */
  open<T>(tab: string, key: string, source: ConstructorParameters<typeof PagedList<T, DatedPage<T>>>[0]): DatedList<T> {
    const kept = this.lists.get(tab);
    const fresh = kept?.key === key && Date.now() - kept.openedAt < FRESH_MS && kept.list.loaded();
    if (kept && fresh) return kept.list as unknown as DatedList<T>;
    kept?.list.stop();
    const list = new PagedList<T, DatedPage<T>>(source);
    this.lists.set(tab, { key, list: list as unknown as DatedList<unknown>, openedAt: Date.now() });
    list.restart();
    return list;
  }

  /** Reads the tab's list anew; its rows stay in sight until the answer is here. */
  refresh(tab: string, list: DatedList<unknown>): void {
    const kept = this.lists.get(tab);
    if (kept?.list === list) kept.openedAt = Date.now();
    list.refresh();
  }

  selection<T extends { id: string; bytes: number | null }>(tab: string): Selection<T> {
    const kept = this.selections.get(tab) ?? new Selection<never>();
    this.selections.set(tab, kept);
    return kept as unknown as Selection<T>;
  }
}
