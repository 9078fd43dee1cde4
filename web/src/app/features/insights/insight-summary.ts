import { Injectable, computed, inject } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { InsightsApi } from '../../api/insights.api';

/** Counts and sizes of all insights, for the tabs and what stands above the lists; provided by the page. */
@Injectable()
export class InsightSummaryStore {
  private readonly api = inject(InsightsApi);
  private readonly answer = rxResource({ stream: () => this.api.summary() });
  /** Null while, or because, it is not known. */
  readonly summary = computed(() => (this.answer.hasValue() ? this.answer.value() : null));
  readonly failed = computed(() => this.answer.error() !== undefined);

  reload(): void {
    this.answer.reload();
  }

  /** After a fault that the lists share with the summary. */
  retry(): void {
    if (this.failed()) this.answer.reload();
  }
}
