import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { rxResource, takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { RouterLink } from '@angular/router';
import { DashboardApi } from '../../api/dashboard.api';
import { RunFeed } from '../../core/runs/run-feed';
import { longWords } from '../../core/stats/day-bins';
import { BytesPipe } from '../../ui/format.pipes';
import { PageSection } from '../../ui/page-section';
import { Poster } from '../../ui/poster';
import { Skeleton } from '../../ui/skeleton';
import { arrivalWords, byDay } from './arrival-words';
import { kept } from './kept';
import { problemOf } from './problem-of';

const LENGTH = 12;

/** What came into the libraries lately, a season as one row. */
@Component({
  selector: 'sp-arrivals-card',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [BytesPipe, PageSection, Poster, RouterLink, Skeleton],
  template: `
    <sp-section
      class="sp-card"
      heading="What is new"
      i18n-heading
      [problem]="problem()"
      [stillTrue]="days() ? stillTrue : ''"
      (retry)="answer.reload()"
    >
      <a routerLink="/library" [queryParams]="{ sort: 'addedAt' }" i18n>All</a>
      @if (days(); as list) {
        @for (day of list; track day.date) {
          <h3 class="sp-small sp-muted">{{ day.words }}</h3>
          <ul>
            @for (row of day.rows; track row.id) {
              <li>
                <sp-poster [title]="row.title" [url]="row.posterUrl" sizes="36px" />
                <span class="words">
                  <a class="title sp-clip" dir="auto" [routerLink]="['/items', row.id]">{{ row.title }}</a>
                  <span class="sp-small sp-muted sp-clip" dir="auto">{{ row.words }}</span>
                </span>
                <span class="sp-small sp-muted">{{ row.sizeBytes | spBytes }}</span>
              </li>
            }
          </ul>
        } @empty {
          <p class="sp-muted" i18n>Nothing came in the last 14 days.</p>
        }
      } @else {
        @for (each of places; track each) {
          <sp-skeleton height="54px" />
        }
      }
    </sp-section>
  `,
  styles: `
    ul {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: 8px;
    }
    li {
      display: flex;
      align-items: center;
      gap: 12px;
      min-height: 54px;
    }
    sp-poster {
      flex: 0 0 36px;
      border-radius: 4px;
    }
    .words {
      display: grid;
      flex: 1 1 0;
      gap: 2px;
      min-width: 0;
    }
    .title {
      color: var(--sp-text);
      font-weight: 600;
      text-decoration: none;
    }
    .title:hover {
      text-decoration: underline;
    }
  `,
})
export class ArrivalsCard {
  private readonly api = inject(DashboardApi);
  protected readonly answer = rxResource({ stream: () => this.api.arrivals(LENGTH) });
  private readonly last = kept(this.answer);
  protected readonly places = [0, 1, 2, 3];
  protected readonly problem = problemOf(this.answer);
  protected readonly stillTrue = $localize`What is shown below may be out of date.`;
  protected readonly days = computed(() => {
    const answer = this.last();
    if (!answer) return null;
    return byDay(answer.items).map(({ date, items }) => ({
      date,
      words: longWords({ from: date, to: date }),
      rows: items.map((arrival) => ({
        id: arrival.item.id,
        title: arrival.item.title,
        posterUrl: arrival.item.posterUrl,
        words: arrivalWords(arrival),
        sizeBytes: arrival.sizeBytes,
      })),
    }));
  });

  constructor() {
    inject(RunFeed)
      .ended.pipe(takeUntilDestroyed())
      .subscribe(() => this.answer.reload());
  }
}
