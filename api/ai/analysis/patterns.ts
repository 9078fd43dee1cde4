import type { HourOfWeekPlaysDto, MyStatsDto, StatsBefore } from '../../library';
import { say } from '../said/said';
import { figureOf } from '../tools/figures';
import { habitFigures, sumFigures } from '../tools/stats-figures';
import type { AnalysisDto, AnalysisFigureDto, AnalysisGenreDto, ChangeDto } from './analysis.dto';

const MOST_LISTED = 10;

/** What the figures are of, with those of the period before. */
export function figuresOf(
  stats: MyStatsDto,
  before: StatsBefore | null,
  newTitles: number | null,
): AnalysisFigureDto[] {
  const previous: Record<string, number | null | undefined> = {
    plays: before?.plays,
    watched: before?.durationMs,
    finished: before?.completion.finished,
    brokenOff: before?.completion.partial,
    completion: before?.completion.averagePercent,
    finishedTitles: before?.finishedTitles,
  };
  const [finished, ...streaks] = habitFigures(stats);
  const figures: Omit<AnalysisFigureDto, 'previous'>[] = [
    ...sumFigures(stats).filter(({ key }) => key in previous),
    finished,
    ...(newTitles === null ? [] : [figureOf('newTitles', say('titles-new'), newTitles, 'count')]),
    ...streaks,
  ];
  return figures.map((figure) => ({ ...figure, previous: previous[figure.key] ?? null }));
}

export function genresOf({ topGenres }: MyStatsDto, before: StatsBefore | null): AnalysisGenreDto[] {
  return topGenres.map((one) => ({ ...one, previousPlays: playsBefore(one.genre, before) }));
}

export function timePatternOf({ byHourOfWeek, byDay }: MyStatsDto): AnalysisDto['timePattern'] {
  return {
    byHourOfWeek,
    byDay,
    busiestWeekday: busiest(byHourOfWeek, ({ weekday }) => weekday),
    busiestHour: busiest(byHourOfWeek, ({ hour }) => hour),
  };
}

export function changeOf(stats: MyStatsDto, before: StatsBefore | null): ChangeDto | null {
  if (before === null) return null;
  return {
    plays: stats.plays - before.plays,
    playsPercent: percent(stats.plays, before.plays),
    durationMs: stats.durationMs - before.durationMs,
    durationPercent: percent(stats.durationMs, before.durationMs),
  };
}

/** A genre that is missing in a list with room was not watched. */
function playsBefore(genre: string, before: StatsBefore | null): number | null {
  if (before === null) return null;
  const known = before.topGenres.find((one) => one.genre === genre);
  return known?.plays ?? (before.topGenres.length < MOST_LISTED ? 0 : null);
}

/** The earliest of those with the most views; null without any. */
function busiest(hours: readonly HourOfWeekPlaysDto[], by: (hour: HourOfWeekPlaysDto) => number): number | null {
  const sums = new Map<number, number>();
  for (const hour of hours) sums.set(by(hour), (sums.get(by(hour)) ?? 0) + hour.plays);
  const most = Math.max(0, ...sums.values());
  if (most === 0) return null;
  return Math.min(...[...sums].filter(([, plays]) => plays === most).map(([at]) => at));
}

function percent(now: number, before: number): number | null {
  return before === 0 ? null : Math.round(((now - before) / before) * 1000) / 10;
}
