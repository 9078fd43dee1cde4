import { ChangeDetectionStrategy, Component, computed, inject, input, linkedSignal } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { RouterLink } from '@angular/router';
import { type Observable, map } from 'rxjs';
import { Problem } from '../../api/problem';
import { StatsApi } from '../../api/stats.api';
import type { ServerStats, Stats } from '../../api/types';
import { SessionStore } from '../../core/session/session-store';
import { PERIODS } from '../../core/stats/periods';
import { figuresOf } from '../../core/stats/stats-figures';
import { BarChart } from '../../ui/charts/bar-chart';
import { ChartCard } from '../../ui/charts/chart-card';
import { HeatMap } from '../../ui/charts/heat-map';
import { Figures } from '../../ui/figures';
import { ProblemPanel } from '../../ui/problem-panel';
import { CompletionCard } from './completion-card';
import { NothingWatched } from './nothing-watched';
import { RankedList } from './ranked-list';
import { dayChart, namesOf, playsWords, ranking, titleFigures, weekChart } from './stats-charts';
import { PERIOD_NAMES, type Whose, readPeriod, readWhose, writePeriod, writeWhose } from './stats-state';
import { TitleRow } from './title-row';

/** What was watched, and when: one's own, and for administrators everybody's. */
@Component({
  selector: 'sp-stats-page',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [
    BarChart,
    ChartCard,
    CompletionCard,
    Figures,
    HeatMap,
    NothingWatched,
    ProblemPanel,
    RankedList,
    RouterLink,
    TitleRow,
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
  protected readonly periods = PERIOD_NAMES.map((name) => ({ name, ...PERIODS[name], params: writePeriod(name) }));
  protected readonly sides = SIDES.map((side) => ({ ...side, params: writeWhose(side.whose) }));

  protected readonly answer = rxResource({
    params: () => ({ period: this.chosen(), whose: this.whose() }),
    stream: ({ params: { period, whose } }): Observable<Answer> =>
      (whose === 'server' ? this.api.server(period) : this.api.mine(period)).pipe(map((stats) => ({ whose, stats }))),
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
    return stats ? `What is shown below is of ${PERIODS[stats.period].during}.` : '';
  });
  protected readonly spoken = computed(() => {
    const stats = this.stats();
    return stats && !this.stale() ? `${playsWords(stats.plays)} in ${PERIODS[stats.period].during}` : '';
  });

  protected readonly figures = computed(() => charted(this.stats(), figuresOf) ?? []);
  protected readonly days = computed(() => charted(this.stats(), dayChart));
  protected readonly week = computed(() => charted(this.stats(), (stats) => weekChart(stats, aheadMinutes())));
  protected readonly titles = computed(() => charted(this.stats(), ({ topTitles }) => titleFigures(topTitles)));
  protected readonly genres = computed(() =>
    charted(this.stats(), ({ topGenres }) =>
      ranking(
        'Genre',
        topGenres.map(({ genre, plays, durationMs }) => ({ name: genre, plays, durationMs })),
      ),
    ),
  );
  protected readonly people = computed(() => {
    const people = this.stats()?.topPeople;
    if (!people) return null;
    const names = namesOf(people);
    return ranking(
      'Person',
      people.map(({ plays, durationMs }, i) => ({ name: names[i], plays, durationMs })),
    );
  });
  protected readonly daysHeading = computed(() => `Plays by ${this.days()?.data.size ?? 'day'}`);
  protected readonly hours = HOURS;
}

interface Answer {
  whose: Whose;
  /** With the people of the server, where it was the server that was asked about. */
  stats: Stats & Partial<Pick<ServerStats, 'topPeople'>>;
}

const SIDES: readonly { whose: Whose; label: string }[] = [
  { whose: 'me', label: 'Yours' },
  { whose: 'server', label: 'Whole server' },
];
const HOURS = Array.from({ length: 24 }, (_, hour) => String(hour));

function charted<T>(stats: Stats | null, draw: (stats: Stats) => T): T | null {
  return stats === null ? null : draw(stats);
}

function aheadMinutes(): number {
  return -new Date().getTimezoneOffset();
}
