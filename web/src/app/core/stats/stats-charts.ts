import type { ServerStats, Stats } from '../../api/types';
import { TYPE_WORDS } from '../items/item-words';
import type { ChartBar } from '../../ui/charts/bar-chart';
import type { ChartFigures } from '../../ui/charts/chart-table';
import type { HeatRow } from '../../ui/charts/heat-map';
import type { SplitPart } from '../../ui/charts/split-bar';
import { UNKNOWN, formatAverage, formatCount, formatHours, formatPercent } from '../../ui/format';
import { plural } from '../../ui/plural';
import { type BinSize, binSizeOf, binsOf, longWords, shortWords } from './day-bins';
import { daysOf } from './periods';
import { type WeekDay, busiestHour, hourWords, startWords, weekOf, zoneWords } from './week-hours';

/** What one chart needs, and the table behind it. */
export interface Charted<T> {
  data: T;
  note: string;
  figures: ChartFigures;
}

export function playsWords(plays: number): string {
  return plural(plays, $localize`1 play`, $localize`${formatCount(plays)}:count: plays`);
}

/** `12 plays, 9 h 20 min`; without a time where Plex names none. */
export function sumWords({ plays, durationMs }: { plays: number; durationMs: number }): string {
  return durationMs === 0
    ? playsWords(plays)
    : $localize`${playsWords(plays)}:plays:, ${formatHours(durationMs)}:time:`;
}

/** Plays take time: where the sum is nothing, Plex named no length. */
function timeWords({ plays, durationMs }: { plays: number; durationMs: number }): string {
  return plays > 0 && durationMs === 0 ? UNKNOWN : formatHours(durationMs);
}

const BIN_WORDS: Record<BinSize, () => string> = {
  day: () => $localize`Day`,
  week: () => $localize`Week`,
  month: () => $localize`Month`,
};

export const DAYS_HEADING: Record<BinSize, () => string> = {
  day: () => $localize`Plays by day`,
  week: () => $localize`Plays by week`,
  month: () => $localize`Plays by month`,
};

export interface DayChart {
  size: BinSize;
  bars: ChartBar[];
  /** Plays that a bar would have if the period before had been spread evenly; null where there is none. */
  mean: number | null;
}

export function dayChart(stats: Stats): Charted<DayChart> {
  const size = binSizeOf(stats.byDay.length);
  const bins = binsOf(stats.byDay, size);
  const mean = meanBefore(stats, size);
  return {
    data: {
      size,
      mean,
      bars: bins.map((bin) => ({
        value: bin.plays,
        tick: shortWords(bin, size),
        heading: longWords(bin),
        text: sumWords(bin),
      })),
    },
    note: daysNote(mean, size, daysOf(stats.period)),
    figures: {
      columns: [BIN_WORDS[size](), ...sumColumns()],
      rows: bins.map((bin) => [longWords(bin), formatCount(bin.plays), timeWords(bin)]),
    },
  };
}

function meanBefore({ previous, byDay }: Stats, size: BinSize): number | null {
  if (previous.plays === 0 || size === 'month') return null;
  return (previous.plays / byDay.length) * (size === 'week' ? 7 : 1);
}

function daysNote(mean: number | null, size: BinSize, days: number | null): string {
  if (mean === null || days === null) return $localize`Days begin at midnight UTC.`;
  const average = formatAverage(mean);
  return size === 'week'
    ? $localize`Dashed line: ${average}:plays: a week, the average of the ${formatCount(days)}:days: days before. Days begin at midnight UTC.`
    : $localize`Dashed line: ${average}:plays: a day, the average of the ${formatCount(days)}:days: days before. Days begin at midnight UTC.`;
}

function sumColumns(): [string, string] {
  return [$localize`Plays`, $localize`Time watched`];
}

/** @param aheadMinutes how far the reader's clock is ahead of UTC */
export function weekChart(stats: Stats, aheadMinutes: number): Charted<HeatRow[]> {
  const week = weekOf(stats.byHourOfWeek, aheadMinutes);
  const busiest = busiestHour(week);
  return {
    data: week.map(({ name, short, hours }) => ({
      label: short,
      cells: hours.map((plays, hour) => ({
        value: plays,
        heading: $localize`${name}:weekday:, ${hourWords(hour)}:hours:`,
        text: playsWords(plays),
      })),
    })),
    note: weekNote(busiest, zoneWords(aheadMinutes)),
    figures: {
      columns: [$localize`From`, ...week.map(({ short }) => short)],
      rows: Array.from({ length: 24 }, (_, hour) => [
        startWords(hour),
        ...week.map(({ hours }: WeekDay) => formatCount(hours[hour])),
      ]),
    },
  };
}

function weekNote(busiest: ReturnType<typeof busiestHour>, zone: string): string {
  if (busiest === null) return $localize`In your time, ${zone}:zone:.`;
  const { name, hour, plays } = busiest;
  return $localize`Busiest: ${name}:weekday:, ${hourWords(hour)}:hours:, ${playsWords(plays)}:plays:. In your time, ${zone}:zone:.`;
}

export interface Ranked {
  name: string;
  plays: number;
  words: string;
  /** Of the first one. */
  share: number;
}

/** Sums in the order they came in: most first. */
export function ranking(
  heading: string,
  sums: readonly { name: string; plays: number; durationMs: number }[],
): Charted<Ranked[]> {
  const most = Math.max(1, ...sums.map(({ plays }) => plays));
  return {
    data: sums.map((sum) => ({ name: sum.name, plays: sum.plays, words: sumWords(sum), share: sum.plays / most })),
    note: '',
    figures: {
      columns: [heading, ...sumColumns()],
      rows: sums.map((sum) => [sum.name, formatCount(sum.plays), timeWords(sum)]),
    },
  };
}

/** Whoever never signed in here has no name: only Plex knows it. Several of them are told apart by number. */
export function namesOf(people: ServerStats['topPeople']): string[] {
  const nameless = people.filter(({ displayName }) => displayName === null).length;
  let met = 0;
  return people.map(({ displayName }) => {
    if (displayName !== null) return displayName;
    met += 1;
    return nameless === 1 ? $localize`Never signed in here` : $localize`Never signed in here, ${met}:number:`;
  });
}

/** Titles in full: two of one name are told apart by their kind and year. */
export function titleFigures(titles: Stats['topTitles']): ChartFigures {
  return {
    columns: [$localize`Title`, $localize`Kind`, $localize`Year`, ...sumColumns()],
    rows: titles.map((title) => [
      title.title || UNKNOWN,
      kindWord(title.type),
      title.year === null ? UNKNOWN : String(title.year),
      formatCount(title.plays),
      timeWords(title),
    ]),
  };
}

function kindWord(type: string | null): string {
  return (TYPE_WORDS as Record<string, { one: string } | undefined>)[type ?? '']?.one ?? UNKNOWN;
}

export function completionChart({ plays, completion }: Stats): Charted<[SplitPart, SplitPart]> {
  const share = (count: number): string =>
    plays === 0 ? UNKNOWN : `${formatCount(count)} (${formatPercent((count / plays) * 100)})`;
  const average = formatPercent(completion.averagePercent);
  const [finished, partial] = [$localize`Seen to the end`, $localize`Broken off`];
  return {
    data: [
      { label: finished, value: completion.finished, words: share(completion.finished) },
      { label: partial, value: completion.partial, words: share(completion.partial) },
    ],
    note: $localize`On average ${average}:percent: of a title was seen. What was left before 10 % counts as no play.`,
    figures: {
      columns: [$localize`Views`, $localize`Plays`, $localize`Share`],
      rows: [
        [finished, formatCount(completion.finished), shareOf(completion.finished, plays)],
        [partial, formatCount(completion.partial), shareOf(completion.partial, plays)],
        [$localize`Seen on average`, '', average],
      ],
    },
  };
}

function shareOf(count: number, plays: number): string {
  return plays === 0 ? UNKNOWN : formatPercent((count / plays) * 100);
}

export const HOURS = Array.from({ length: 24 }, (_, hour) => String(hour));

/** How far the reader's clock is ahead of UTC. */
export function aheadMinutes(): number {
  return -new Date().getTimezoneOffset();
}
