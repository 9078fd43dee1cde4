import { type Signal, computed, inject, untracked } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, Router } from '@angular/router';
import { type Observable, map } from 'rxjs';
import type { DatedPage } from '../../api/types';
import { type DatedList, KeptLists } from './kept-lists';
import { type ListShape, type ListState, readList, sortedBy, toQuery, writeList } from './list-state';
import { afterPaint } from '../../ui/after-paint';

interface ListingOptions<T, F extends string, S extends string> {
  tab: string;
  shape: ListShape<F, S>;
  page: (query: ReturnType<typeof toQuery<F, S>>, cursor?: string) => Observable<DatedPage<T>>;
}

/** A list that the address filters and sorts; call in an injection context. */
export class InsightListing<T, F extends string, S extends string> {
  private readonly kept = inject(KeptLists);
  private readonly router = inject(Router);
  private readonly route = inject(ActivatedRoute);
  readonly state: Signal<ListState<F, S>>;
  readonly query: Signal<ReturnType<typeof toQuery<F, S>>>;
  readonly list: Signal<DatedList<T>>;
  readonly filtered: Signal<boolean>;
  /** When the figures were made; null while that is not known. */
  readonly asOf: Signal<string | null>;

  constructor(private readonly options: ListingOptions<T, F, S>) {
    const { tab, shape, page } = options;
    this.state = toSignal(this.route.queryParamMap.pipe(map((params) => readList(shape, params))), {
      requireSync: true,
    });
    this.query = computed(() => toQuery(this.state()));
    this.list = computed(() => {
      const query = this.query();
      return untracked(() => this.kept.open(tab, JSON.stringify(query), (cursor) => page(query, cursor)));
    });
    this.filtered = computed(() => Object.values(this.state().filters).some((value) => value !== null));
    this.asOf = computed(() => this.list().head()?.asOf ?? null);
  }

  filter(change: Partial<Record<F, string | null>>): void {
    const state = this.state();
    // Words grow letter by letter: "back" is to lead before all of them.
    const typing = Object.keys(change).every((name) => name === 'q') && state.filters['q' as F] !== null;
    this.show({ ...state, filters: { ...state.filters, ...change } }, typing);
  }

  clear(): void {
    const { shape } = this.options;
    const none = Object.fromEntries(Object.keys(shape.filters).map((name) => [name, null])) as Record<F, null>;
    this.show({ ...this.state(), filters: none });
  }

  sortBy(sort: S): void {
    this.show(sortedBy(this.state(), sort));
  }

  /** Reads the list anew, e.g. after a sync. */
  refresh(): void {
    this.kept.refresh(this.options.tab, this.list() as unknown as DatedList<unknown>);
  }

  private show(state: ListState<F, S>, replaceUrl = false): void {
    const queryParams = writeList(this.options.shape, state);
    afterPaint(() => void this.router.navigate([], { relativeTo: this.route, queryParams, replaceUrl }));
  }
}
