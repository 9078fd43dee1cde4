import type { Stats } from '../../api/types';
import { LOCALE } from '../../ui/locale';

type Hour = Stats['byHourOfWeek'][number];

/** Monday first: 0 is Sunday on the wire. */
const WEEKDAYS = [1, 2, 3, 4, 5, 6, 0];
const LONG = new Intl.DateTimeFormat(LOCALE, { weekday: 'long', timeZone: 'UTC' });
const SHORT = new Intl.DateTimeFormat(LOCALE, { weekday: 'short', timeZone: 'UTC' });

export interface WeekDay {
  name: string;
  short: string;
  /** Plays that began in each hour, from midnight on. */
  hours: number[];
}

/**
 * The week from Monday on, as clocks that are so many minutes ahead of UTC show it. Half hours cannot be split
 * again: such a clock gets the hour that most of each one lies in, and an hour on the edge the later one.
 */
export function weekOf(hours: readonly Hour[], aheadMinutes: number): WeekDay[] {
  const plays = new Array<number>(168).fill(0);
  const ahead = Math.round(aheadMinutes / 60);
  for (const hour of hours) plays[(((hour.weekday * 24 + hour.hour + ahead) % 168) + 168) % 168] += hour.plays;
  return WEEKDAYS.map((day) => ({
    name: LONG.format(dateOn(day)),
    short: SHORT.format(dateOn(day)),
    hours: plays.slice(day * 24, day * 24 + 24),
  }));
}

/** A date on that day of the week; the first of 2023 was a Sunday. */
function dateOn(weekday: number): Date {
  return new Date(Date.UTC(2023, 0, 1 + weekday));
}

/** `UTC`, `UTC+1`, `UTC−3:30`. */
export function zoneWords(aheadMinutes: number): string {
  if (aheadMinutes === 0) return 'UTC';
  const minutes = Math.abs(aheadMinutes);
  const rest = minutes % 60 === 0 ? '' : `:${String(minutes % 60).padStart(2, '0')}`;
  return `UTC${aheadMinutes > 0 ? '+' : '−'}${Math.floor(minutes / 60)}${rest}`;
}

/** `20:00 to 21:00`. */
export function hourWords(hour: number): string {
  return $localize`${startWords(hour)}:start: to ${startWords((hour + 1) % 24)}:end:`;
}

export function busiestHour(week: readonly WeekDay[]): { name: string; hour: number; plays: number } | null {
  let busiest: { name: string; hour: number; plays: number } | null = null;
  for (const { name, hours } of week)
    hours.forEach((plays, hour) => {
      if (plays > (busiest?.plays ?? 0)) busiest = { name, hour, plays };
    });
  return busiest;
}

export function startWords(hour: number): string {
  return `${String(hour).padStart(2, '0')}:00`;
}
