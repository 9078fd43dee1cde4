import { ChangeDetectionStrategy, Component, computed, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { Selection } from '../../core/lists/selection';
import { EmptyState } from '../../ui/empty-state';
import { Skeleton } from '../../ui/skeleton';
import { SortHead } from '../../ui/sort-head';
import { StatusChip } from '../../ui/status-chip';
import type { CellStatus, Column, InsightRow } from './insight-row';
import type { InsightListing } from './insight-listing';
import { ListEnd } from './list-end';
import { ListStale } from './list-stale';
import { SelectionBar } from './selection-bar';

/** What a list needs of its listing. */
type ShownListing<S extends string> = Pick<
  InsightListing<unknown, string, S>,
  'list' | 'state' | 'filtered' | 'sortBy' | 'clear'
>;

/** Titles as rows that can be sorted, picked and opened; on a phone each is a card. */
@Component({
  selector: 'sp-insight-list',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [EmptyState, ListEnd, ListStale, RouterLink, SelectionBar, Skeleton, SortHead, StatusChip],
  templateUrl: './insight-list.html',
  styleUrl: './insight-list.scss',
})
export class InsightList<S extends string> {
  readonly listing = input.required<ShownListing<S>>();
  readonly rows = input.required<readonly InsightRow[]>();
  /** The first one is the title. */
  readonly columns = input.required<readonly Column<S>[]>();
  readonly picked = input.required<Selection<InsightRow>>();
  readonly caption = input.required<string>();
  /** What an empty list means: good news. */
  readonly nothing = input.required<string>();
  readonly nothingText = input.required<string>();
  /** Name of the file that picked rows are saved as. */
  readonly file = input.required<string>();
  readonly csvColumns = input.required<readonly string[]>();
  readonly retried = output<void>();
  protected readonly list = computed(() => this.listing().list());
  protected readonly state = computed(() => this.listing().state());
  protected readonly places = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
  protected readonly noMatch = computed(() => $localize`No title fits the filters`);
  protected readonly allPicked = computed(() => {
    const [rows, picked] = [this.rows(), this.picked()];
    return rows.length > 0 && rows.every(({ id }) => picked.has(id));
  });

  protected pickWords(title: string): string {
    return $localize`Select ${title}:title:`;
  }

  protected pick(row: InsightRow, event: Event): void {
    this.picked().set([row], (event.target as HTMLInputElement).checked);
  }

  protected pickAll(event: Event): void {
    this.picked().set(this.rows(), (event.target as HTMLInputElement).checked);
  }

  protected statusesOf(cell: string | readonly CellStatus[] | undefined): readonly CellStatus[] | null {
    return typeof cell === 'object' ? cell : null;
  }
}
