import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { RouterLink } from '@angular/router';
import { StatsApi } from '../../api/stats.api';
import { DaysCard } from '../../core/stats/days-card';
import { HoursCard } from '../../core/stats/hours-card';
import { PeopleCard } from '../../core/stats/people-card';
import { TitlesCard } from '../../core/stats/titles-card';
import { PageSection } from '../../ui/page-section';
import { kept } from './kept';
import { problemOf } from './problem-of';

/** What everybody watched in the last 30 days: when, what and who. */
@Component({
  selector: 'sp-watched-section',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [DaysCard, HoursCard, PageSection, PeopleCard, RouterLink, TitlesCard],
  template: `
    <sp-section heading="Watched in the last 30 days" i18n-heading [problem]="problem()" (retry)="answer.reload()">
      <a routerLink="/statistics" [queryParams]="{ of: 'server' }" i18n>Statistics</a>
      @if (stats()?.plays === 0) {
        <p class="sp-card sp-muted" i18n>Nothing was watched in the last 30 days, as far as Plex tells.</p>
      } @else {
        <div class="charts" [attr.aria-busy]="stats() === null">
          <sp-days-card class="wide" [stats]="stats()" />
          <sp-hours-card [stats]="stats()" />
          <sp-people-card [people]="stats()?.topPeople ?? null" [height]="252" />
          <sp-titles-card class="wide" [stats]="stats()" />
        </div>
      }
    </sp-section>
  `,
  styles: `
    :host {
      display: block;
      min-width: 0;
    }
    .charts {
      display: grid;
      grid-template-columns: minmax(0, 1.8fr) minmax(0, 1fr);
      gap: 16px;
    }
    .wide {
      grid-column: 1 / -1;
    }
    @media (max-width: 1399.98px) {
      .charts {
        grid-template-columns: minmax(0, 1fr);
      }
    }
  `,
})
export class WatchedSection {
  private readonly api = inject(StatsApi);
  protected readonly answer = rxResource({ stream: () => this.api.server('30d') });
  protected readonly stats = kept(this.answer);
  protected readonly problem = problemOf(this.answer);
}
