import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { RouterLink } from '@angular/router';
import { Problem } from '../../api/problem';
import { StatsApi } from '../../api/stats.api';
import { AbandonedList } from '../../core/stats/abandoned-list';
import { figuresOf, ownFiguresOf } from '../../core/stats/stats-figures';
import { Figures } from '../../ui/figures';
import { PageSection } from '../../ui/page-section';

/** One's own last 30 days in figures, and what was left unfinished. */
@Component({
  selector: 'sp-month-card',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [AbandonedList, Figures, PageSection, RouterLink],
  template: `
    <sp-section heading="Your last 30 days" i18n-heading [problem]="problem()" (retry)="month.reload()">
      <a routerLink="/statistics" i18n>Statistics</a>
      <div class="cards">
        <sp-figures class="sp-card" [figures]="figures()" [count]="6" />
        <section class="sp-card left" aria-labelledby="left">
          <h3 id="left" i18n>Left unfinished</h3>
          <sp-abandoned-list [titles]="abandoned()" />
        </section>
      </div>
    </sp-section>
  `,
  styles: `
    .cards {
      display: grid;
      grid-template-columns: minmax(0, 1fr) minmax(260px, 340px);
      gap: 16px;
    }
    .left {
      display: grid;
      align-content: start;
      gap: 12px;
      min-height: 240px;
    }
    @media (max-width: 1023.98px) {
      .cards {
        grid-template-columns: minmax(0, 1fr);
      }
      .left {
        min-height: 0;
      }
    }
  `,
})
export class MonthCard {
  private readonly api = inject(StatsApi);
  protected readonly month = rxResource({ stream: () => this.api.mine('30d') });
  protected readonly figures = computed(() => {
    if (!this.month.hasValue()) return [];
    const stats = this.month.value();
    return [...figuresOf(stats), ...ownFiguresOf(stats)];
  });
  protected readonly abandoned = computed(() => (this.month.hasValue() ? this.month.value().abandoned : null));
  protected readonly problem = computed(() => {
    const error = this.month.error();
    return error ? Problem.from(error) : null;
  });
}
