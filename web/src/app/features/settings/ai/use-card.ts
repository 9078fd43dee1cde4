import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { ActivatedRoute, Router } from '@angular/router';
import type { Problem } from '../../../api/problem';
import type { MonthOfUse } from '../../../api/types';
import { EmptyState } from '../../../ui/empty-state';
import { formatMonth } from '../../../ui/format-month';
import { formatCount } from '../../../ui/format';
import { plural } from '../../../ui/plural';
import { ProblemPanel } from '../../../ui/problem-panel';
import { RelativeTime } from '../../../ui/relative-time';
import { Skeleton } from '../../../ui/skeleton';
import { SortHead } from '../../../ui/sort-head';
import {
  COLUMNS,
  type UseSort,
  cellsOf,
  costWords,
  monthsOf,
  orderOf,
  pressed,
  rowOf,
  sorted,
  totalsOf,
} from './use-table';

/** What each person used of the model in a month. The address says which month and in which order. */
@Component({
  selector: 'sp-use-card',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [EmptyState, ProblemPanel, RelativeTime, Skeleton, SortHead],
  templateUrl: './use-card.html',
  styleUrl: './use-card.scss',
})
export class UseCard {
  /** What was read last; null until there is an answer. */
  readonly use = input.required<MonthOfUse | null>();
  readonly loading = input.required<boolean>();
  readonly problem = input.required<Problem | null>();
  readonly sort = input<string>();
  readonly order = input<string>();
  readonly retry = output<void>();
  private readonly router = inject(Router);
  private readonly route = inject(ActivatedRoute);
  protected readonly columns = COLUMNS;
  protected readonly places = [0, 1, 2];
  protected readonly ordered = computed(() => orderOf(this.sort(), this.order()));
  protected readonly shown = computed(() => {
    const use = this.use();
    if (!use) return null;
    const totals = totalsOf(use);
    return {
      month: use.month,
      name: formatMonth(use.month),
      months: monthsOf(use, new Date().toISOString().slice(0, 7)),
      rows: sorted(use.items, this.ordered()).map(rowOf),
      totals: cellsOf(totals),
      cost: costWords(totals),
      estimated: totals.estimatedCalls === 0 ? '' : estimatedWords(totals.estimatedCalls),
      unpriced: totals.unpricedCalls === 0 ? '' : unpricedWords(totals.unpricedCalls),
    };
  });
  protected readonly stillTrue = computed(() => {
    const shown = this.shown();
    return shown ? $localize`What is listed for ${shown.name}:month: was read before.` : '';
  });

  protected choose(month: string): void {
    this.show({ month });
  }

  protected sortBy(sort: UseSort): void {
    this.show({ ...pressed(sort, this.ordered()) });
  }

  private show(queryParams: Record<string, string | null>): void {
    void this.router.navigate([], {
      relativeTo: this.route,
      queryParams,
      queryParamsHandling: 'merge',
      replaceUrl: true,
    });
  }
}

function estimatedWords(calls: number): string {
  const count = formatCount(calls);
  return plural(
    calls,
    $localize`The tokens of one request were reckoned from the length of the texts: the provider did not count them.`,
    $localize`The tokens of ${count}:count: requests were reckoned from the length of the texts: the provider did not count them.`,
  );
}

function unpricedWords(calls: number): string {
  const count = formatCount(calls);
  return plural(
    calls,
    $localize`What one request cost is not known: no prices were set then.`,
    $localize`What ${count}:count: requests cost is not known: no prices were set then.`,
  );
}
