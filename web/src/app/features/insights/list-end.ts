import { ChangeDetectionStrategy, Component, computed, input, output } from '@angular/core';
import type { PagedList } from '../../core/lists/paged-list';
import { ProblemPanel } from '../../ui/problem-panel';

/** What stands below the rows that have come: a problem, or the way to more. */
@Component({
  selector: 'sp-list-end',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [ProblemPanel],
  template: `
    @if (fault(); as problem) {
      <sp-problem [problem]="problem" [stillTrue]="stillTrue()" (retry)="retry()"><ng-content /></sp-problem>
    } @else if (list().loaded() && list().hasMore() && !list().problem()) {
      <button type="button" class="sp-button" [disabled]="list().loading()" (click)="list().more()">
        @if (list().loading()) {
          <ng-container i18n>Loading</ng-container>
        } @else {
          <ng-container i18n>Show more</ng-container>
        }
      </button>
    }
  `,
  styles: `
    :host {
      display: block;
    }
    :host:empty {
      display: none;
    }
  `,
})
export class ListEnd {
  readonly list = input.required<PagedList<unknown>>();
  readonly retried = output<void>();
  /** That rows could not be read anew is told above them. */
  protected readonly fault = computed(() => (this.list().stale() ? null : this.list().problem()));
  protected readonly stillTrue = computed(() =>
    this.list().loaded() ? $localize`The rows above are still good.` : '',
  );

  protected retry(): void {
    this.list().retry();
    this.retried.emit();
  }
}
