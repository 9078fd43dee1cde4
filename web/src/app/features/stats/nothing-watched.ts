import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { RouterLink } from '@angular/router';
import { of } from 'rxjs';
import { StatsApi } from '../../api/stats.api';
import type { Stats } from '../../api/types';
import { SessionStore } from '../../core/session/session-store';
import { daysOf } from '../../core/stats/periods';
import { playsWords } from '../../core/stats/stats-charts';
import { EmptyState } from '../../ui/empty-state';
import { formatCount } from '../../ui/format';
import { type Whose, writePeriod } from './stats-state';

/** A period without plays: whether there were any at other times, and if not, when there will be. */
@Component({
  selector: 'sp-nothing-watched',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [EmptyState, RouterLink],
  template: `
    @if (ever(); as plays) {
      <sp-empty-state icon="statistics" [heading]="heading()" [text]="beforeWords()">
        <a
          class="sp-button sp-button--primary"
          [routerLink]="[]"
          [queryParams]="allTime"
          queryParamsHandling="merge"
          i18n
          >Show all time, {{ playsWords(plays) }}</a
        >
      </sp-empty-state>
    } @else if (ever() === 0) {
      <sp-empty-state icon="statistics" heading="Nothing watched yet" i18n-heading [text]="arrival()">
        @if (isAdmin()) {
          <a class="sp-button" routerLink="/sync" i18n>Go to sync</a>
        } @else {
          <a class="sp-button" routerLink="/library" i18n>Go to the library</a>
        }
      </sp-empty-state>
    } @else {
      <sp-empty-state icon="statistics" [heading]="heading()" [text]="beforeWords()" />
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
  protected readonly heading = computed(() => {
    const days = daysOf(this.stats().period);
    return days === null
      ? $localize`Nothing watched in all of time`
      : $localize`Nothing watched in the last ${formatCount(days)}:days: days`;
  });
  protected readonly beforeWords = computed(() => {
    const { period, previous } = this.stats();
    const days = formatCount(daysOf(period));
    return previous.plays === 0
      ? ''
      : $localize`${playsWords(previous.plays)}:plays: in the ${days}:days: days before.`;
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
      ? $localize`What people watch on Plex appears here within minutes, and what Plex remembers of earlier arrives with the next sync.`
      : $localize`What you watch on Plex appears here within minutes, and what Plex remembers of earlier arrives with the next sync.`,
  );
}
