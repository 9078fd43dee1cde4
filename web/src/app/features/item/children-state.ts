import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { EmptyState } from '../../ui/empty-state';
import { ProblemPanel } from '../../ui/problem-panel';
import { Skeleton } from '../../ui/skeleton';
import type { ItemCard } from '../../api/types';
import type { PagedList } from '../../core/lists/paged-list';

/** What stands below, or instead of, a list of children: loading, empty, a problem, more. */
@Component({
  selector: 'sp-children-state',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [EmptyState, ProblemPanel, Skeleton],
  template: `
    @let children = list();
    @if (children.problem(); as problem) {
      <sp-problem [problem]="problem" [stillTrue]="stillTrue()" (retry)="children.retry()" />
    } @else if (!children.loaded()) {
      <div class="sp-stack" role="status" i18n-aria-label aria-label="Loading">
        <sp-skeleton height="56px" /><sp-skeleton height="56px" /><sp-skeleton height="56px" />
      </div>
    } @else if (children.items().length === 0) {
      <sp-empty-state [heading]="empty()" i18n-text text="The next sync brings what Plex has." />
    } @else if (children.hasMore()) {
      <button type="button" class="sp-button" [disabled]="children.loading()" (click)="children.more()">
        @if (children.loading()) {
          <ng-container i18n>Loading</ng-container>
        } @else {
          <ng-container i18n>Show more</ng-container>
        }
      </button>
    }
  `,
})
export class ChildrenState {
  readonly list = input.required<PagedList<ItemCard>>();
  readonly empty = input.required<string>();
  protected readonly stillTrue = computed(() =>
    this.list().loaded() ? $localize`The rows above are still good.` : '',
  );
}
