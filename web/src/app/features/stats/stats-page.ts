import { ChangeDetectionStrategy, Component, computed, inject, input, linkedSignal } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { RouterLink } from '@angular/router';
import { type Observable, map } from 'rxjs';
import { Problem } from '../../api/problem';
import { StatsApi } from '../../api/stats.api';
import type { MyStats, ServerStats, Stats, StatsPeriod } from '../../api/types';
import { SessionStore } from '../../core/session/session-store';
import { AbandonedList } from '../../core/stats/abandoned-list';
import { DaysCard } from '../../core/stats/days-card';
import { HoursCard } from '../../core/stats/hours-card';
import { PeopleCard } from '../../core/stats/people-card';
import { PERIOD_NAMES, daysOf, periodWord, playsDuring } from '../../core/stats/periods';
import { RankedList } from '../../core/stats/ranked-list';
import { playsWords, ranking } from '../../core/stats/stats-charts';
import { figuresOf, ownFiguresOf } from '../../core/stats/stats-figures';
import { TitlesCard } from '../../core/stats/titles-card';
import { ChartCard } from '../../ui/charts/chart-card';
import { Figures } from '../../ui/figures';
import { formatCount } from '../../ui/format';
import { ProblemPanel } from '../../ui/problem-panel';
import { CompletionCard } from './completion-card';
import { NothingWatched } from './nothing-watched';
import { type Whose, readPeriod, readWhose, writePeriod, writeWhose } from './stats-state';

/** What was watched, and when: one's own, and for administrators everybody's. */
@Component({
  selector: 'sp-stats-page',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [
    AbandonedList,
    ChartCard,
    CompletionCard,
    DaysCard,
    Figures,
    HoursCard,
    NothingWatched,
    PeopleCard,
    ProblemPanel,
    RankedList,
    RouterLink,
    TitlesCard,
  ],
  host: { class: 'sp-page' },
  templateUrl: './stats-page.html',
  styleUrl: './stats-page.scss',
})
export class StatsPage {
  private readonly api = inject(StatsApi);
  protected readonly isAdmin = inject(SessionStore).isAdmin;
  /** Both from the address. */
  readonly period = input<string>();
  readonly of = input<string>();
  protected readonly chosen = computed(() => readPeriod(this.period()));
  protected readonly whose = computed(() => readWhose(this.of(), this.isAdmin()));
  protected readonly choices = computed(() => {
    const period = {
      name: $localize`Period`,
      options: PERIOD_NAMES.map((name) => ({
        label: periodWord(name),
        params: writePeriod(name),
        chosen: name === this.chosen(),
      })),
    };
    const whose = {
      name: $localize`Whose plays`,
      options: SIDES.map((side) => ({
        label: side === 'me' ? $localize`Yours` : $localize`Whole server`,
        params: writeWhose(side),
        chosen: side === this.whose(),
      })),
    };
    return this.isAdmin() ? [period, whose] : [period];
  });

  protected readonly answer = rxResource({
    params: () => ({ period: this.chosen(), whose: this.whose() }),
    stream: ({ params: { period, whose } }): Observable<Answer> =>
      this.ask(whose, period).pipe(map((stats) => ({ whose, stats }))),
  });
  /** The last answer stays while the next one is fetched. */
  private readonly last = linkedSignal<Answer | null, Answer | null>({
    source: () => (this.answer.hasValue() ? this.answer.value() : null),
    computation: (fresh, kept) => fresh ?? kept?.value ?? null,
  });
  /** One person's plays never stand under another heading, not even for a moment. */
  protected readonly stats = computed(() => {
    const last = this.last();
    return last?.whose === this.whose() ? last.stats : null;
  });
  protected readonly stale = computed(() => this.stats() !== null && this.stats()?.period !== this.chosen());
  protected readonly problem = computed(() => {
    const error = this.answer.error();
    return error ? Problem.from(error) : null;
  });
  protected readonly stillTrue = computed(() => {
    const stats = this.stats();
    if (!stats) return '';
    const days = daysOf(stats.period);
    return days === null
      ? $localize`What is shown below is of all of time.`
      : $localize`What is shown below is of the last ${formatCount(days)}:days: days.`;
  });
  protected readonly spoken = computed(() => {
    const stats = this.stats();
    return stats && !this.stale() ? playsDuring(playsWords(stats.plays), stats.period) : '';
  });

  protected readonly figures = computed(() => {
    const stats = this.stats();
    if (!stats) return [];
    return isMine(stats) ? [...figuresOf(stats), ...ownFiguresOf(stats)] : figuresOf(stats);
  });
  protected readonly places = computed(() => (this.whose() === 'me' ? 6 : 4));
  protected readonly abandoned = computed(() => this.stats()?.abandoned ?? null);
  protected readonly genres = computed(() => {
    const stats = this.stats();
    if (!stats) return null;
    const sums = stats.topGenres.map(({ genre, plays, durationMs }) => ({ name: genre, plays, durationMs }));
    return ranking($localize`Genre`, sums);
  });

  private ask(whose: Whose, period: StatsPeriod): Observable<Answer['stats']> {
    return whose === 'server' ? this.api.server(period) : this.api.mine(period);
  }
}

interface Answer {
  whose: Whose;
  /** With what is known of one person only, or of the whole server only. */
  stats: Stats & Partial<ServerStats> & Partial<MyStats>;
}

function isMine(stats: Stats & Partial<MyStats>): stats is MyStats {
  return stats.streak !== undefined;
}

const SIDES: readonly Whose[] = ['me', 'server'];
