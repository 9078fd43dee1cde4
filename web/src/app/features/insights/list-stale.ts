import { ChangeDetectionStrategy, Component, computed, input, output } from '@angular/core';
import type { PagedList } from '../../core/lists/paged-list';
import { ProblemPanel } from '../../ui/problem-panel';

/** Above rows that could not be read anew: why, and that they are from before. */
@Component({
  selector: 'sp-list-stale',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [ProblemPanel],
  template: `
    @if (fault(); as problem) {
      <sp-problem
        [problem]="problem"
        i18n-stillTrue
        stillTrue="What is shown below was read before."
        (retry)="retry()"
      />
    }
  `,
  styles: `
    :host:empty {
      display: none;
    }
  `,
})
export class ListStale {
  readonly list = input.required<PagedList<unknown>>();
  readonly retried = output<void>();
  protected readonly fault = computed(() => (this.list().stale() ? this.list().problem() : null));

  protected retry(): void {
    this.list().retry();
    this.retried.emit();
  }
}
