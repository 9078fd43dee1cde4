import type { Stats } from '../../api/types';
import { LOCALE } from '../../ui/locale';

type Day = Stats['byDay'][number];

export type BinSize = 'day' | 'week' | 'month';

/** Neighbouring days as one bar; the first and last one may hold fewer days than the others. */
export interface Bin {
  from: string;
  to: string;
  days: number;
  plays: number;
  durationMs: number;
}

/** More days than this are too thin to be seen apart on a phone; more weeks as well. */
const MOST_DAYS = 92;
const MOST_WEEKS = 79;

export function binSizeOf(days: number): BinSize {
  if (days <= MOST_DAYS) return 'day';
  return days <= MOST_WEEKS * 7 ? 'week' : 'month';
}

/** Days in a row, put together by calendar: weeks begin on Monday. */
export function binsOf(days: readonly Day[], size: BinSize): Bin[] {
  const bins: Bin[] = [];
  let current = '';
  for (const { date, plays, durationMs } of days) {
    const key = keyOf(date, size);
    const last = bins.at(-1);
    if (last && key === current) {
      last.to = date;
      last.days += 1;
      last.plays += plays;
      last.durationMs += durationMs;
    } else bins.push({ from: date, to: date, days: 1, plays, durationMs });
    current = key;
  }
  return bins;
}

function keyOf(date: string, size: BinSize): string {
  if (size === 'day') return date;
  return size === 'month' ? date.slice(0, 7) : String(Math.floor((Date.parse(date) / 86_400_000 + 3) / 7));
}

const format = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat(LOCALE, { ...options, timeZone: 'UTC' });
const SHORT = format({ day: 'numeric', month: 'short' });
const MONTH = format({ month: 'short', year: 'numeric' });
const LONG = format({ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' });
const RANGE = format({ day: 'numeric', month: 'short', year: 'numeric' });

/** Under the axis. */
export function shortWords({ from }: Bin, size: BinSize): string {
  return (size === 'month' ? MONTH : SHORT).format(new Date(from));
}

/** In full, with the days that are really in it. */
export function longWords({ from, to }: Pick<Bin, 'from' | 'to'>): string {
  if (from === to) return LONG.format(new Date(from));
  return RANGE.formatRange(new Date(from), new Date(to)).replace(/\s/gu, ' ');
}
