import type { MyStats, Stats } from '../../api/types';
import type { Figure } from '../../ui/figures';
import { UNKNOWN, formatCount, formatHours, formatPercent } from '../../ui/format';
import type { IconName } from '../../ui/icon-paths';
import { plural } from '../../ui/plural';
import { type Direction, comparePlays, compareTime } from './comparison';
import { daysOf } from './periods';

const ARROWS: Record<Direction, IconName | null> = { up: 'ascending', down: 'descending', same: null, none: null };

type Summed = Pick<Stats, 'period' | 'plays' | 'durationMs' | 'previous' | 'byDay' | 'completion'>;

/** A period in four figures. */
export function figuresOf(stats: Summed): Figure[] {
  const before = daysOf(stats.period);
  const plays = comparePlays(stats.plays, stats.previous.plays, before);
  const time = compareTime(stats.durationMs, stats.previous.durationMs, before);
  const days = stats.byDay.filter((day) => day.plays > 0).length;
  return [
    { label: $localize`Plays`, value: formatCount(stats.plays), note: plays.words, icon: ARROWS[plays.direction] },
    {
      label: $localize`Time watched`,
      value: formatHours(stats.durationMs),
      note: time.words,
      icon: ARROWS[time.direction],
    },
    {
      label: $localize`Seen to the end`,
      value: stats.plays === 0 ? UNKNOWN : formatPercent((stats.completion.finished / stats.plays) * 100),
      note: brokenOffWords(stats.completion.partial),
      icon: null,
    },
    {
      label: $localize`Days with plays`,
      value: $localize`${formatCount(days)}:days: of ${formatCount(stats.byDay.length)}:all:`,
      note: runWords(longestRun(stats.byDay), stats.byDay.length),
      icon: null,
    },
  ];
}

/** What only one's own statistics tell. */
export function ownFiguresOf({ streak, finishedTitles }: Pick<MyStats, 'streak' | 'finishedTitles'>): Figure[] {
  return [
    {
      label: $localize`Days in a row`,
      value: formatCount(streak.currentDays),
      note: streakWords(streak),
      icon: null,
    },
    {
      label: $localize`Titles finished`,
      value: formatCount(finishedTitles),
      note: $localize`Each counted once`,
      icon: null,
    },
  ];
}

function streakWords({ currentDays, longestDays }: MyStats['streak']): string {
  if (longestDays === 0) return $localize`None so far`;
  if (currentDays === longestDays) return $localize`The longest ever`;
  const longest = formatCount(longestDays);
  return plural(longestDays, $localize`Longest ever: 1 day`, $localize`Longest ever: ${longest}:days: days`);
}

/** How many days in a row had plays, at most. */
export function longestRun(days: Stats['byDay']): number {
  let longest = 0;
  let run = 0;
  for (const { plays } of days) {
    run = plays > 0 ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  return longest;
}

function brokenOffWords(partial: number): string {
  return partial === 0 ? $localize`None broken off` : $localize`${formatCount(partial)}:plays: broken off`;
}

function runWords(days: number, of: number): string {
  if (days === of && days > 1) return $localize`Every single day`;
  return days < 2 ? $localize`No two days in a row` : $localize`Longest run: ${formatCount(days)}:days: days`;
}
