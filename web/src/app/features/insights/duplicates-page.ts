import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { type DuplicatesQuery, InsightsApi } from '../../api/insights.api';
import type { DuplicateCopy, DuplicateGroup } from '../../api/types';
import { oneOf } from '../../core/lists/address';
import { EmptyState } from '../../ui/empty-state';
import { Skeleton } from '../../ui/skeleton';
import { ChoiceBar } from './choice-bar';
import { DuplicateCard } from './duplicate-card';
import { type KeptCopy, keep } from './duplicate-rows';
import { PLACED, sectionChoice, typeChoice } from './filter-choices';
import { type FilterChoice, InsightFilters } from './insight-filters';
import { InsightListing } from './insight-listing';
import { InsightSummaryStore } from './insight-summary';
import { kindWord } from './insight-words';
import { KeptLists } from './kept-lists';
import { ListEnd } from './list-end';
import { ListHead } from './list-head';
import { ListStale } from './list-stale';
import type { ListShape } from './list-state';
import { PendingNote } from './pending-note';

const KINDS = ['versions', 'sameTitle', 'servers'] as const;
const TYPES = ['movie', 'episode', 'track'] as const;
const SORTS = ['freeable', 'title'] as const;
type Sort = (typeof SORTS)[number];
type Filter = 'kind' | 'type' | 'sectionId' | 'q';

const SHAPE: ListShape<Filter, Sort> = {
  filters: {
    ...PLACED,
    kind: (value) => oneOf(value, KINDS),
    type: (value) => oneOf(value, TYPES),
  },
  sorts: SORTS,
  usual: 'freeable',
};

/** Titles that are there more than once, and what keeping one copy of each would free. */
@Component({
  selector: 'sp-duplicates-page',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [ChoiceBar, DuplicateCard, EmptyState, InsightFilters, ListEnd, ListHead, ListStale, PendingNote, Skeleton],
  host: { class: 'sp-stack' },
  templateUrl: './duplicates-page.html',
  styles: `
    :host {
      grid-template-columns: minmax(0, 1fr);
    }
    .cards {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: 16px;
    }
    .order {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 8px;
    }
    .order select {
      width: auto;
    }
  `,
})
export class DuplicatesPage {
  private readonly api = inject(InsightsApi);
  protected readonly store = inject(InsightSummaryStore);
  protected readonly kept = inject(KeptLists).selection<KeptCopy>('duplicates');
  protected readonly listing = new InsightListing<DuplicateGroup, Filter, Sort>({
    tab: 'duplicates',
    shape: SHAPE,
    page: (query, cursor) => this.api.duplicates(query as DuplicatesQuery, cursor),
  });
  protected readonly groups = computed(() => {
    const chosen = new Map(this.kept.rows().map(({ id, copy }) => [id, copy]));
    return this.listing
      .list()
      .items()
      .map((group) => ({ group, kept: chosen.get(group.id) ?? null }));
  });
  protected readonly exported = computed(() => this.api.exports.duplicates(this.listing.query() as DuplicatesQuery));
  protected readonly sorts: readonly { value: Sort; label: string }[] = [
    { value: 'freeable', label: $localize`Most to free first` },
    { value: 'title', label: $localize`By title` },
  ];
  protected readonly chips: FilterChoice = {
    name: 'kind',
    label: $localize`Why they are duplicates`,
    any: $localize`All`,
    options: KINDS.map((value) => ({ value, label: kindWord(value) })),
  };
  private readonly sections = sectionChoice();
  protected readonly choices = computed<FilterChoice[]>(() => [this.sections(), typeChoice(TYPES)]);
  protected readonly places = [0, 1, 2, 3];

  protected choose(group: DuplicateGroup, copy: DuplicateCopy): void {
    this.kept.set([keep(group, copy)], true);
  }

  protected clear(group: DuplicateGroup): void {
    this.kept.set([keep(group, group.copies[0])], false);
  }

  /** Copies come best first. */
  protected keepBest(): void {
    const groups = this.listing.list().items();
    this.kept.set(
      groups.filter(({ copies }) => copies.length > 0).map((group) => keep(group, group.copies[0])),
      true,
    );
  }

  protected sortBy(value: string): void {
    const sort = SORTS.find((each) => each === value);
    if (sort && sort !== this.listing.state().sort) this.listing.sortBy(sort);
  }

  protected refresh(): void {
    this.listing.refresh();
    this.store.reload();
  }
}
