import type { StatsDto } from '../../library';
import type { NamedFigure } from './for-model';

/** The sums of statistics as figures that may be quoted. */
export function sumFigures({ plays, durationMs, previous, completion, period }: StatsDto): NamedFigure[] {
  const { finished, partial, averagePercent } = completion;
  return [
    { key: 'plays', label: 'Views', value: plays, unit: 'plays' },
    { key: 'watched', label: 'Time watched', value: durationMs, unit: 'ms' },
    { key: 'minutes', label: 'Minutes watched', value: Math.round(durationMs / 60_000), unit: 'minutes' },
    // Nothing precedes all of time.
    ...(period === 'all'
      ? []
      : ([
          { key: 'previousPlays', label: 'Views in the period before', value: previous.plays, unit: 'plays' },
          {
            key: 'previousWatched',
            label: 'Time watched in the period before',
            value: previous.durationMs,
            unit: 'ms',
          },
        ] satisfies NamedFigure[])),
    { key: 'finished', label: 'Views to the end', value: finished, unit: 'plays' },
    { key: 'brokenOff', label: 'Views broken off', value: partial, unit: 'plays' },
    ...(averagePercent === null
      ? []
      : ([
          { key: 'completion', label: 'Seen of each view on average', value: averagePercent, unit: 'percent' },
        ] satisfies NamedFigure[])),
  ];
}

export function genreFigures({ topGenres }: StatsDto): NamedFigure[] {
  return topGenres.map(({ genre, plays }, at) => ({
    key: `genre${at + 1}`,
    label: genre,
    value: plays,
    unit: 'plays',
    names: 'genres',
  }));
}

/** Of titles that the caller can still see. */
export function titleFigures({ topTitles }: StatsDto): NamedFigure[] {
  return topTitles
    .filter(({ itemId }) => itemId !== null)
    .map(({ title, plays }, at) => ({
      key: `title${at + 1}`,
      label: title,
      value: plays,
      unit: 'plays',
      names: 'titles',
    }));
}
