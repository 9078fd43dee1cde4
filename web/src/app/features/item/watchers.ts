import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { RouterLink } from '@angular/router';
import { LibraryApi } from '../../api/library.api';
import { Problem } from '../../api/problem';
import type { Watcher } from '../../api/types';
import { formatCount } from '../../ui/format';
import { plural } from '../../ui/plural';
import { ProblemPanel } from '../../ui/problem-panel';
import { RelativeTime } from '../../ui/relative-time';
import { Skeleton } from '../../ui/skeleton';

/** Who watched the title, for administrators. */
@Component({
  selector: 'sp-watchers',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [ProblemPanel, RelativeTime, RouterLink, Skeleton],
  template: `
    <h2 id="sp-watchers" i18n>Who watched</h2>
    @if (problem(); as fault) {
      <sp-problem [problem]="fault" (retry)="page.reload()" />
    } @else if (people(); as shown) {
      <ul aria-labelledby="sp-watchers">
        @for (person of shown; track $index) {
          <li>
            @if (person.userId; as id) {
              <a class="sp-clip" [routerLink]="['/users', id]" dir="auto">{{ person.displayName }}</a>
            } @else {
              <span class="sp-muted" i18n>Somebody who has not signed in here</span>
            }
            <span class="sp-muted">{{ words(person) }}</span>
            <sp-time class="sp-muted" [value]="person.lastViewedAt" />
          </li>
        } @empty {
          <li class="sp-muted" i18n>Nobody, as far as the history tells.</li>
        }
      </ul>
    } @else {
      <sp-skeleton height="20px" width="40%" />
    }
  `,
  styles: `
    ul,
    sp-skeleton {
      margin-top: 8px;
    }
    ul {
      display: grid;
      gap: 8px;
    }
    li {
      display: flex;
      flex-wrap: wrap;
      gap: 4px 16px;
      min-width: 0;
    }
  `,
})
export class Watchers {
  readonly itemId = input.required<string>();
  private readonly api = inject(LibraryApi);
  protected readonly page = rxResource({
    params: () => this.itemId(),
    stream: ({ params }) => this.api.watchers(params),
  });
  protected readonly problem = computed(() => (this.page.error() ? Problem.from(this.page.error()) : null));
  readonly settled = computed(() => this.people() !== null || this.problem() !== null);
  protected readonly people = computed(() => (this.page.hasValue() ? this.page.value().items : null));

  protected words({ plays, finished }: Watcher): string {
    const views = plural(plays, $localize`1 view`, $localize`${formatCount(plays)}:count: views`);
    return finished === plays ? views : $localize`${views}:views:, ${formatCount(finished)}:count: to the end`;
  }
}
