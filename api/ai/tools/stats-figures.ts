import type { MyStatsDto, StatsDto } from '../../library';
import { say } from '../said/said';
import { figureOf } from './figures';
import type { NamedFigure } from './for-model';

/** The sums of statistics as figures that may be quoted. */
export function sumFigures({ plays, durationMs, previous, completion, period }: StatsDto): NamedFigure[] {
  const { finished, partial, averagePercent } = completion;
  return [
    figureOf('plays', say('views'), plays, 'plays'),
    figureOf('watched', say('time-watched'), durationMs, 'ms'),
    figureOf('minutes', say('minutes-watched'), Math.round(durationMs / 60_000), 'minutes'),
    // Nothing precedes all of time.
    ...(period === 'all'
      ? []
      : [
          figureOf('previousPlays', say('views-before'), previous.plays, 'plays'),
          figureOf('previousWatched', say('time-watched-before'), previous.durationMs, 'ms'),
        ]),
    figureOf('finished', say('views-to-the-end'), finished, 'plays'),
    figureOf('brokenOff', say('views-broken-off'), partial, 'plays'),
    ...(averagePercent === null ? [] : [figureOf('completion', say('seen-on-average'), averagePercent, 'percent')]),
  ];
}

/** What of it is a habit. */
export function habitFigures({ streak, finishedTitles }: MyStatsDto): NamedFigure[] {
  return [
    figureOf('finishedTitles', say('titles-finished'), finishedTitles, 'count'),
    figureOf('streak', say('days-in-a-row'), streak.currentDays, 'days'),
    figureOf('longestStreak', say('most-days-in-a-row'), streak.longestDays, 'days'),
  ];
}

export function genreFigures({ topGenres }: StatsDto): NamedFigure[] {
  return topGenres.map(({ genre, plays }, at) => figureOf(`genre${at + 1}`, genre, plays, 'plays', 'genres'));
}

/** Of titles that the caller can still see. */
export function titleFigures({ topTitles }: StatsDto): NamedFigure[] {
  return topTitles
    .filter(({ itemId }) => itemId !== null)
    .map(({ title, plays }, at) => figureOf(`title${at + 1}`, title, plays, 'plays', 'titles'));
}
