import { Injectable } from '@nestjs/common';
import type { Principal } from '../../common';
import { AppConfig } from '../../infra/config';
import { VisibleSections } from '../section/visible-sections.query';
import type { StatsDto } from './stats.dto';
import { toCompletion, toDays, toHoursOfWeek, toSum, toTitle } from './stats.mapper';
import { spansOf, type StatsPeriod } from './stats-period';
import { StatsQuery } from './stats.query';

/** What was watched, and when. */
@Injectable()
export class Stats {
  constructor(
    private readonly query: StatsQuery,
    private readonly visible: VisibleSections,
    private readonly config: AppConfig,
  ) {}

  /** The caller's own views, on every server. */
  ofCaller(principal: Principal, period: StatsPeriod): Promise<StatsDto> {
    return this.read(principal, period, principal.plexAccountId);
  }

  /** Everybody's views, on every server. */
  ofEverybody(principal: Principal, period: StatsPeriod): Promise<StatsDto> {
    return this.read(principal, period, null);
  }

  private async read(principal: Principal, period: StatsPeriod, person: string | null): Promise<StatsDto> {
    const firstAt = period === 'all' ? await this.query.firstAt(person) : null;
    const { current, previous } = spansOf(period, new Date(), firstAt);
    const [hours, before, { genres, titles }, sections] = await Promise.all([
      this.query.hours(current, person),
      previous === null ? null : this.query.sum(previous, person),
      this.query.favourites(current, person),
      this.visible.list(principal),
    ]);
    return {
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
  }
}
