import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { RouterLink } from '@angular/router';
import { Problem } from '../../api/problem';
import { StatsApi } from '../../api/stats.api';
import { figuresOf } from '../../core/stats/stats-figures';
import { Figures } from '../../ui/figures';
import { ProblemPanel } from '../../ui/problem-panel';

/** One's own last 30 days in four figures. */
@Component({
  selector: 'sp-month-card',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Figures, ProblemPanel, RouterLink],
  template: `
    <section aria-labelledby="month">
      <header>
        <h2 id="month">Your last 30 days</h2>
        <a routerLink="/statistics">Statistics</a>
      </header>
      @if (problem(); as fault) {
        <sp-problem [problem]="fault" (retry)="month.reload()" />
      } @else {
        <sp-figures class="sp-card" [figures]="figures()" />
      }
    </section>
  `,
  styles: `
    section {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: 12px;
    }
    header {
      display: flex;
      align-items: baseline;
      justify-content: space-between;
    }
  `,
})
export class MonthCard {
  private readonly api = inject(StatsApi);
  protected readonly month = rxResource({ stream: () => this.api.mine('30d') });
  protected readonly figures = computed(() => (this.month.hasValue() ? figuresOf(this.month.value()) : []));
  protected readonly problem = computed(() => {
    const error = this.month.error();
    return error ? Problem.from(error) : null;
  });
}
