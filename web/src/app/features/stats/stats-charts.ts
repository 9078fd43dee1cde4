import type { ServerStats, Stats } from '../../api/types';
import { TYPE_WORDS } from '../../core/items/item-words';
import { PERIODS } from '../../core/stats/periods';
import type { ChartBar } from '../../ui/charts/bar-chart';
import type { ChartFigures } from '../../ui/charts/chart-table';
import type { HeatRow } from '../../ui/charts/heat-map';
import type { SplitPart } from '../../ui/charts/split-bar';
import { UNKNOWN, formatCount, formatHours, formatPercent } from '../../ui/format';
import { type BinSize, binSizeOf, binsOf, longWords, shortWords } from './day-bins';
import { type WeekDay, busiestHour, hourWords, startWords, weekOf, zoneWords } from './week-hours';

/** What one chart needs, and the table behind it. */
export interface Charted<T> {
  data: T;
  note: string;
  figures: ChartFigures;
}

export function playsWords(plays: number): string {
  return `${formatCount(plays)} ${plays === 1 ? 'play' : 'plays'}`;
}

/** `12 plays, 9 h 20 min`; without a time where Plex names none. */
export function sumWords({ plays, durationMs }: { plays: number; durationMs: number }): string {
  return durationMs === 0 ? playsWords(plays) : `${playsWords(plays)}, ${formatHours(durationMs)}`;
}

/** Plays take time: where the sum is nothing, Plex named no length. */
function timeWords({ plays, durationMs }: { plays: number; durationMs: number }): string {
  return plays > 0 && durationMs === 0 ? UNKNOWN : formatHours(durationMs);
}

const BIN_WORDS: Record<BinSize, string> = { day: 'Day', week: 'Week', month: 'Month' };

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
  const zone = 'Days begin at midnight UTC.';
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
    note:
      mean === null
        ? zone
        : `Dashed line: ${formatMean(mean)} a ${size}, the average of ${PERIODS[stats.period].before}. ${zone}`,
    figures: {
      columns: [BIN_WORDS[size], 'Plays', 'Time watched'],
      rows: bins.map((bin) => [longWords(bin), formatCount(bin.plays), timeWords(bin)]),
    },
  };
}

function meanBefore({ previous, byDay }: Stats, size: BinSize): number | null {
  if (previous.plays === 0 || size === 'month') return null;
  return (previous.plays / byDay.length) * (size === 'week' ? 7 : 1);
}

function formatMean(mean: number): string {
  return mean < 10 ? mean.toFixed(1) : formatCount(Math.round(mean));
}

/** @param aheadMinutes how far the reader's clock is ahead of UTC */
export function weekChart(stats: Stats, aheadMinutes: number): Charted<HeatRow[]> {
  const week = weekOf(stats.byHourOfWeek, aheadMinutes);
  const busiest = busiestHour(week);
  const zone = `In your time, ${zoneWords(aheadMinutes)}.`;
  const most = busiest && `Busiest: ${busiest.name}, ${hourWords(busiest.hour)}, ${playsWords(busiest.plays)}. `;
  return {
    data: week.map(({ name, hours }) => ({
      label: name.slice(0, 3),
      cells: hours.map((plays, hour) => ({
        value: plays,
        heading: `${name}, ${hourWords(hour)}`,
        text: playsWords(plays),
      })),
    })),
    note: `${most ?? ''}${zone}`,
    figures: {
      columns: ['From', ...week.map(({ name }) => name.slice(0, 3))],
      rows: Array.from({ length: 24 }, (_, hour) => [
        startWords(hour),
        ...week.map(({ hours }: WeekDay) => formatCount(hours[hour])),
      ]),
    },
  };
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
      columns: [heading, 'Plays', 'Time watched'],
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
    return nameless === 1 ? 'Never signed in here' : `Never signed in here, ${met}`;
  });
}

/** Titles in full: two of one name are told apart by their kind and year. */
export function titleFigures(titles: Stats['topTitles']): ChartFigures {
  return {
    columns: ['Title', 'Kind', 'Year', 'Plays', 'Time watched'],
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
  return {
    data: [
      { label: 'Seen to the end', value: completion.finished, words: share(completion.finished) },
      { label: 'Broken off', value: completion.partial, words: share(completion.partial) },
    ],
    note: `On average ${average} of a title was seen. What was left before 10 % counts as no play.`,
    figures: {
      columns: ['Views', 'Plays', 'Share'],
      rows: [
        ['Seen to the end', formatCount(completion.finished), shareOf(completion.finished, plays)],
        ['Broken off', formatCount(completion.partial), shareOf(completion.partial, plays)],
        ['Seen on average', '', average],
      ],
    },
  };
}

function shareOf(count: number, plays: number): string {
  return plays === 0 ? UNKNOWN : formatPercent((count / plays) * 100);
}
