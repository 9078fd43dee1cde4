import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { InsightsApi, type QualityQuery } from '../../api/insights.api';
import type { ItemType, QualityItem } from '../../api/types';
import { oneOf } from '../../core/lists/address';
import { PLACED, sectionChoice, typeChoice } from './filter-choices';
import { type FilterChoice, InsightFilters } from './insight-filters';
import { InsightList } from './insight-list';
import { InsightListing } from './insight-listing';
import type { Column, InsightRow } from './insight-row';
import { InsightSummaryStore } from './insight-summary';
import { issueWord } from './insight-words';
import { KeptLists } from './kept-lists';
import { ListHead } from './list-head';
import type { ListShape } from './list-state';
import { PendingNote } from './pending-note';
import { QUALITY_CSV, qualityRow } from './quality-rows';

const ISSUES = ['lowBitrate', 'oldCodec', 'missingFile', 'missingIds'] as const;
const TYPES: readonly ItemType[] = ['movie', 'show', 'episode', 'artist', 'track'];
const SORTS = ['bytes', 'title', 'addedAt', 'bitrate'] as const;
type Sort = (typeof SORTS)[number];
type Filter = 'issue' | 'type' | 'sectionId' | 'q';

const SHAPE: ListShape<Filter, Sort> = {
  filters: {
    ...PLACED,
    issue: (value) => oneOf(value, ISSUES),
    type: (value) => oneOf(value, TYPES),
  },
  sorts: SORTS,
  usual: 'bytes',
};

/** Titles with something to mend. */
@Component({
  selector: 'sp-quality-page',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [InsightFilters, InsightList, ListHead, PendingNote],
  host: { class: 'sp-stack' },
  template: `
    <sp-pending-note />
    <sp-insight-filters
      [chips]="chips"
      [choices]="choices()"
      [values]="listing.state().filters"
      (changed)="listing.filter($event)"
    />
    <sp-list-head [asOf]="listing.asOf()" [exported]="exported()" (refreshed)="refresh()">
      <span i18n
        >Low bitrate: little for its resolution. Old codec: many players cannot play it directly. Missing file: Plex
        cannot read it. Missing ids: no agent recognised the title.</span
      >
    </sp-list-head>
    <sp-insight-list
      [listing]="listing"
      [rows]="rows()"
      [columns]="columns"
      [picked]="picked"
      [file]="'smartplex-quality.csv'"
      [csvColumns]="csvColumns"
      caption="Titles with something to mend"
      i18n-caption
      nothing="Nothing to mend"
      i18n-nothing
      nothingText="No file is missing, and no title has a low bitrate, an old codec or missing ids."
      i18n-nothingText
      (retried)="store.retry()"
    />
  `,
})
export class QualityPage {
  private readonly api = inject(InsightsApi);
  protected readonly store = inject(InsightSummaryStore);
  protected readonly picked = inject(KeptLists).selection<InsightRow>('quality');
  protected readonly listing = new InsightListing<QualityItem, Filter, Sort>({
    tab: 'quality',
    shape: SHAPE,
    page: (query, cursor) => this.api.quality(query as QualityQuery, cursor),
  });
  protected readonly rows = computed(() => this.listing.list().items().map(qualityRow));
  protected readonly exported = computed(() => this.api.exports.quality(this.listing.query() as QualityQuery));
  protected readonly csvColumns = QUALITY_CSV;
  protected readonly columns: readonly Column<Sort>[] = [
    { name: 'title', label: $localize`Title`, sort: 'title' },
    { name: 'issues', label: $localize`To mend`, sort: null },
    { name: 'type', label: $localize`Kind`, sort: null, extra: true },
    { name: 'video', label: $localize`File`, sort: null },
    { name: 'bitrate', label: $localize`Bitrate`, sort: 'bitrate', number: true },
    { name: 'added', label: $localize`Added`, sort: 'addedAt', extra: true },
    { name: 'size', label: $localize`Size`, sort: 'bytes', number: true },
  ];
  protected readonly chips: FilterChoice = {
    name: 'issue',
    label: $localize`What is to mend`,
    any: $localize`All`,
    options: ISSUES.map((value) => ({ value, label: issueWord(value) })),
  };
  private readonly sections = sectionChoice();
  protected readonly choices = computed<FilterChoice[]>(() => [this.sections(), typeChoice(TYPES)]);

  protected refresh(): void {
    this.listing.refresh();
    this.store.reload();
  }
}
