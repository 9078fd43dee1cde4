import { Injectable, computed, inject } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { InsightsApi } from '../../api/insights.api';
import { lastValueOf } from '../../core/paging/last-value';

/** Counts and sizes of all insights, for the tabs and what stands above the lists; provided by the page. */
@Injectable()
export class InsightSummaryStore {
  private readonly api = inject(InsightsApi);
  private readonly answer = rxResource({ stream: () => this.api.summary() });
  /** What was read last stays through faults; null until something was. */
  readonly summary = lastValueOf(this.answer).asReadonly();
  readonly loading = this.answer.isLoading;
  readonly failed = computed(() => this.answer.error() !== undefined);

  reload(): void {
    this.answer.reload();
  }

  /** After a fault that the lists share with the summary. */
  retry(): void {
    if (this.failed()) this.answer.reload();
  }
}
