import { ChangeDetectionStrategy, Component, input } from '@angular/core';
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
      <sp-problem
        [problem]="problem"
        [stillTrue]="children.loaded() ? 'The rows above are still good.' : ''"
        (retry)="children.retry()"
      />
    } @else if (!children.loaded()) {
      <div class="sp-stack" role="status" aria-label="Loading">
        <sp-skeleton height="56px" /><sp-skeleton height="56px" /><sp-skeleton height="56px" />
      </div>
    } @else if (children.items().length === 0) {
      <sp-empty-state [heading]="empty()" text="The next sync brings what Plex has." />
    } @else if (children.hasMore()) {
      <button type="button" class="sp-button" [disabled]="children.loading()" (click)="children.more()">
        {{ children.loading() ? 'Loading' : 'Show more' }}
      </button>
    }
  `,
})
export class ChildrenState {
  readonly list = input.required<PagedList<ItemCard>>();
  readonly empty = input.required<string>();
}
