import { Injectable } from '@nestjs/common';
import type { Principal } from '../../common';
import { AppConfig } from '../../infra/config';
import { VisibleSections } from '../section/visible-sections.query';
import { MyStats } from './my-stats';
import type { MyStatsDto, ServerStatsDto, StatsDto } from './stats.dto';
import { toCompletion, toDays, toHoursOfWeek, toSum, toTitle } from './stats.mapper';
import { spansOf, type StatsPeriod, type StatsSpans } from './stats-period';
import { StatsQuery, type AccountRow } from './stats.query';

export type StatsBefore = Pick<MyStatsDto, 'plays' | 'durationMs' | 'completion' | 'topGenres' | 'finishedTitles'>;

/** What was watched, and when. */
@Injectable()
export class Stats {
  constructor(
    private readonly query: StatsQuery,
    private readonly mine: MyStats,
    private readonly visible: VisibleSections,
    private readonly config: AppConfig,
  ) {}

  /** The caller's own views, on every server. */
  async ofCaller(principal: Principal, period: StatsPeriod): Promise<MyStatsDto> {
    const spans = await this.spans(period, principal.plexAccountId);
    const [{ stats }, mine] = await Promise.all([
      this.read(principal, period, principal.plexAccountId, spans),
      this.mine.of(principal, spans.current),
    ]);
    return { ...stats, ...mine };
  }

  /** What the caller watched in the time that a period is compared with; null of all of time, which nothing precedes. */
  async before(principal: Principal, { period, to }: StatsDto): Promise<StatsBefore | null> {
    const { previous } = spansOf(period, new Date(to), null);
    if (previous === null) return null;
    const person = principal.plexAccountId;
    const [{ hours }, { genres }, finishedTitles] = await Promise.all([
      this.query.hours(previous, person),
      this.query.favourites(previous, person),
      this.mine.finished(principal, previous),
    ]);
    const topGenres = genres.map((row) => ({ genre: row.genre, ...toSum([row]) }));
    return { ...toSum(hours), completion: toCompletion(hours), topGenres, finishedTitles };
  }

  /** Everybody's views, on every server. */
  async ofEverybody(principal: Principal, period: StatsPeriod): Promise<ServerStatsDto> {
    const spans = await this.spans(period, null);
    const { stats, people } = await this.read(principal, period, null, spans);
    const topPeople = (await this.query.named(people)).map(({ userId, displayName, ...sum }) => ({
      userId,
      displayName,
      ...toSum([sum]),
    }));
    return { ...stats, topPeople };
  }

  private async spans(period: StatsPeriod, person: string | null): Promise<StatsSpans> {
    return spansOf(period, new Date(), period === 'all' ? await this.query.firstAt(person) : null);
  }

  private async read(
    principal: Principal,
    period: StatsPeriod,
    person: string | null,
    { current, previous }: StatsSpans,
  ): Promise<{ stats: StatsDto; people: AccountRow[] }> {
    const [{ hours, people }, before, { genres, titles }, sections] = await Promise.all([
      this.query.hours(current, person),
      previous === null ? null : this.query.sum(previous, person),
      this.query.favourites(current, person),
      this.visible.list(principal),
    ]);
    const stats = {
      period,
      from: current.from.toISOString(),
      to: current.to.toISOString(),
      ...toSum(hours),
      previous: toSum(before === null ? [] : [before]),
      byDay: toDays(hours, current),
      byHourOfWeek: toHoursOfWeek(hours),
      topGenres: genres.map((row) => ({ genre: row.genre, ...toSum([row]) })),
      topTitles: titles.map((row) => toTitle(row, sections, this.config.http.basePath)),
      completion: toCompletion(hours),
    };
    return { stats, people };
  }
}
