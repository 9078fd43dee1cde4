import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { InsightsApi, type UnwatchedQuery } from '../../api/insights.api';
import type { UnwatchedItem } from '../../api/types';
import { oneOf, whole } from '../../core/lists/address';
import { formatBytes, formatCount } from '../../ui/format';
import { PLACED, sectionChoice, typeChoice } from './filter-choices';
import { type FilterChange, type FilterChoice, InsightFilters } from './insight-filters';
import { InsightList } from './insight-list';
import { InsightListing } from './insight-listing';
import type { Column, InsightRow } from './insight-row';
import { InsightSummaryStore } from './insight-summary';
import { unwatchedWord } from './insight-words';
import { KeptLists } from './kept-lists';
import { ListHead } from './list-head';
import type { ListShape } from './list-state';
import { PendingNote } from './pending-note';
import { UNWATCHED_CSV, historyWords, unwatchedRow } from './unwatched-rows';

const STATES = ['never', 'idle', 'unknown'] as const;
const TYPES = ['movie', 'show', 'artist'] as const;
const SORTS = ['bytes', 'addedAt', 'lastViewedAt', 'title'] as const;
type Sort = (typeof SORTS)[number];
type Filter = 'state' | 'type' | 'sectionId' | 'q' | 'idleDays' | 'sizeMin';

const USUAL_DAYS = 365;
const DAYS = [90, 180, 730, 1_095];
const SIZES = [1e9, 5e9, 10e9, 50e9, 100e9];

const SHAPE: ListShape<Filter, Sort> = {
  filters: {
    ...PLACED,
    state: (value) => oneOf(value, STATES),
    type: (value) => oneOf(value, TYPES),
    idleDays: (value) => days(value),
    sizeMin: (value) => whole(value, Number.MAX_SAFE_INTEGER)?.toString() ?? null,
  },
  sorts: SORTS,
  usual: 'bytes',
};

/** Titles that nobody watches, and those of which nobody knows. */
@Component({
  selector: 'sp-unwatched-page',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [InsightFilters, InsightList, ListHead, PendingNote],
  host: { class: 'sp-stack' },
  template: `
    <sp-pending-note />
    <sp-insight-filters
      [chips]="chips"
      [choices]="choices()"
      [values]="listing.state().filters"
      (changed)="filter($event)"
    />
    <sp-list-head [asOf]="listing.asOf()" [exported]="exported()" (refreshed)="refresh()">
      <span i18n
        >Never: nobody watched any of it. Idle: nobody did for {{ idleDays() }} days. Unknown: the history cannot
        tell.</span
      >
      @for (sentence of history(); track sentence) {
        <span class="sp-muted sp-small history" dir="auto">{{ sentence }}</span>
      } @empty {
        <span class="history" aria-hidden="true"></span>
      }
    </sp-list-head>
    <sp-insight-list
      [listing]="listing"
      [rows]="rows()"
      [columns]="columns"
      [picked]="picked"
      [file]="'smartplex-unwatched.csv'"
      [csvColumns]="csvColumns"
      caption="Titles that nobody watches"
      i18n-caption
      nothing="Everything is watched"
      i18n-nothing
      nothingText="Every title was watched within the last year."
      i18n-nothingText
      (retried)="store.retry()"
    />
  `,
  styles: `
    .history {
      min-height: 18px;
      overflow-wrap: anywhere;
    }
    @media (max-width: 1279.98px) {
      .history {
        min-height: 36px;
      }
    }
  `,
})
export class UnwatchedPage {
  private readonly api = inject(InsightsApi);
  protected readonly store = inject(InsightSummaryStore);
  protected readonly picked = inject(KeptLists).selection<InsightRow>('unwatched');
  protected readonly listing = new InsightListing<UnwatchedItem, Filter, Sort>({
    tab: 'unwatched',
    shape: SHAPE,
    page: (query, cursor) => this.api.unwatched(query as UnwatchedQuery, cursor),
  });
  protected readonly rows = computed(() => this.listing.list().items().map(unwatchedRow));
  protected readonly exported = computed(() => this.api.exports.unwatched(this.listing.query() as UnwatchedQuery));
  protected readonly csvColumns = UNWATCHED_CSV;
  protected readonly idleDays = computed(() =>
    formatCount(Number(this.listing.state().filters.idleDays ?? USUAL_DAYS)),
  );
  protected readonly history = computed(() => historyWords(this.store.summary()?.history ?? []));
  protected readonly columns: readonly Column<Sort>[] = [
    { name: 'title', label: $localize`Title`, sort: 'title' },
    { name: 'state', label: $localize`State`, sort: null },
    { name: 'type', label: $localize`Kind`, sort: null, extra: true },
    { name: 'added', label: $localize`Added`, sort: 'addedAt' },
    { name: 'viewed', label: $localize`Last watched`, sort: 'lastViewedAt' },
    { name: 'plays', label: $localize`Plays`, sort: null, number: true },
    { name: 'size', label: $localize`Size`, sort: 'bytes', number: true },
  ];
  protected readonly chips: FilterChoice = {
    name: 'state',
    label: $localize`State`,
    any: $localize`All`,
    options: STATES.map((value) => ({ value, label: unwatchedWord(value) })),
  };
  private readonly sections = sectionChoice();
  protected readonly choices = computed<FilterChoice[]>(() => [
    this.sections(),
    typeChoice(TYPES),
    {
      name: 'idleDays',
      label: $localize`Idle after`,
      any: daysWords(USUAL_DAYS),
      options: withOwn(DAYS, this.listing.state().filters.idleDays).map((value) => ({
        value: String(value),
        label: daysWords(value),
      })),
    },
    {
      name: 'sizeMin',
      label: $localize`Size`,
      any: $localize`Any size`,
      options: withOwn(SIZES, this.listing.state().filters.sizeMin).map((value) => ({
        value: String(value),
        label: $localize`From ${formatBytes(value)}:size:`,
      })),
    },
  ]);

  protected filter(change: FilterChange): void {
    this.listing.filter(change);
  }

  protected refresh(): void {
    this.listing.refresh();
    this.store.reload();
  }
}

function days(value: string | null): string | null {
  const count = whole(value, 36_500);
  return count === null || count === 0 || count === USUAL_DAYS ? null : String(count);
}

function daysWords(count: number): string {
  return $localize`${formatCount(count)}:count: days`;
}

/** What an address asks for can be seen among the choices, also where it is none of ours. */
function withOwn(values: readonly number[], own: string | null): number[] {
  const all = own === null ? values : [...new Set([...values, Number(own)])];
  return [...all].sort((a, b) => a - b);
}
