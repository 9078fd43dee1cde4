import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { RouterLink } from '@angular/router';
import { of } from 'rxjs';
import { StatsApi } from '../../api/stats.api';
import type { Stats } from '../../api/types';
import { SessionStore } from '../../core/session/session-store';
import { PERIODS } from '../../core/stats/periods';
import { EmptyState } from '../../ui/empty-state';
import { type Whose, writePeriod } from './stats-state';
import { playsWords } from './stats-charts';

/** A period without plays: whether there were any at other times, and if not, when there will be. */
@Component({
  selector: 'sp-nothing-watched',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [EmptyState, RouterLink],
  template: `
    @if (ever(); as plays) {
      <sp-empty-state icon="statistics" [heading]="'Nothing watched in ' + during()" [text]="beforeWords()">
        <a class="sp-button sp-button--primary" [routerLink]="[]" [queryParams]="allTime" queryParamsHandling="merge"
          >Show all time, {{ playsWords(plays) }}</a
        >
      </sp-empty-state>
    } @else if (ever() === 0) {
      <sp-empty-state icon="statistics" heading="Nothing watched yet" [text]="arrival()">
        @if (isAdmin()) {
          <a class="sp-button" routerLink="/sync">Go to sync</a>
        } @else {
          <a class="sp-button" routerLink="/library">Go to the library</a>
        }
      </sp-empty-state>
    } @else {
      <sp-empty-state icon="statistics" [heading]="'Nothing watched in ' + during()" [text]="beforeWords()" />
    }
  `,
})
export class NothingWatched {
  readonly whose = input.required<Whose>();
  readonly stats = input.required<Stats>();
  private readonly api = inject(StatsApi);
  protected readonly isAdmin = inject(SessionStore).isAdmin;
  protected readonly allTime = writePeriod('all');
  protected readonly playsWords = playsWords;
  protected readonly during = computed(() => PERIODS[this.stats().period].during);
  protected readonly beforeWords = computed(() => {
    const { period, previous } = this.stats();
    const { before } = PERIODS[period];
    return previous.plays === 0 ? '' : `${playsWords(previous.plays)} in ${before}.`;
  });
  private readonly allTimes = rxResource({
    params: () => ({ whose: this.whose(), stats: this.stats() }),
    stream: ({ params: { whose, stats } }) => {
      if (stats.period === 'all') return of(stats);
      return whose === 'server' ? this.api.server('all') : this.api.mine('all');
    },
  });
  /** Plays of all time; null while, or because, nobody knows. */
  protected readonly ever = computed(() => (this.allTimes.hasValue() ? this.allTimes.value().plays : null));
  protected readonly arrival = computed(() =>
    this.whose() === 'server'
      ? 'What people watch on Plex appears here within minutes, and what Plex remembers of earlier arrives with the next sync.'
      : 'What you watch on Plex appears here within minutes, and what Plex remembers of earlier arrives with the next sync.',
  );
}
