import { LOCALE } from './locale';

/** The word for what nobody knows; never 0 and never a dash. */
export const UNKNOWN = $localize`unknown`;

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'] as const;

/** With so many decimals. */
const FIXED = [0, 1, 2].map(
  (digits) => new Intl.NumberFormat(LOCALE, { minimumFractionDigits: digits, maximumFractionDigits: digits }),
);

/** Bytes in decimal units, as disks are sold: three significant digits from kB up. */
export function formatBytes(bytes: number | null | undefined): string {
  if (bytes === null || bytes === undefined) return UNKNOWN;
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = unit === 0 || value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
  return `${FIXED[digits].format(value)} ${UNITS[unit]}`;
}

/** A running time such as `2 h 5 min`; seconds only where there is nothing longer. */
export function formatDuration(ms: number | null | undefined): string {
  if (ms === null || ms === undefined) return UNKNOWN;
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return $localize`${seconds}:seconds: s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return $localize`${minutes}:minutes: min`;
  const rest = minutes % 60;
  const hours = Math.floor(minutes / 60);
  return rest === 0 ? hoursOf(hours) : $localize`${hours}:hours: h ${rest}:minutes: min`;
}

/** A sum of running times: whole hours once minutes say nothing any more. */
export function formatHours(ms: number): string {
  if (ms === 0) return hoursOf('0');
  return ms < 36_000_000 ? formatDuration(ms) : hoursOf(formatCount(Math.round(ms / 3_600_000)));
}

function hoursOf(hours: number | string): string {
  return $localize`${hours}:hours: h`;
}

/** How long something took or will take, precise only where it is short. */
export function formatSpan(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 1) return $localize`under 1 s`;
  if (seconds < 60) return $localize`${seconds}:seconds: s`;
  if (seconds < 600 && seconds % 60 !== 0)
    return $localize`${Math.floor(seconds / 60)}:minutes: min ${seconds % 60}:seconds: s`;
  return formatDuration(ms);
}

const COUNT = new Intl.NumberFormat(LOCALE);

export function formatCount(count: number | null | undefined): string {
  return count === null || count === undefined ? UNKNOWN : COUNT.format(count);
}

/** With one decimal, as a rating or a rate is given. */
export function formatDecimal(value: number): string {
  return FIXED[1].format(value);
}

/** A mean of counts: one decimal where whole numbers would say too little. */
export function formatAverage(mean: number): string {
  return mean < 10 ? FIXED[1].format(mean) : formatCount(Math.round(mean));
}

/** 0 to 10. */
export function formatRating(rating: number | null | undefined): string {
  return rating === null || rating === undefined ? UNKNOWN : FIXED[1].format(rating);
}

const PERCENT = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 1 });

/** 0 to 100. */
export function formatPercent(percent: number | null | undefined): string {
  return percent === null || percent === undefined ? UNKNOWN : `${PERCENT.format(percent)} %`;
}

const RELATIVE = new Intl.RelativeTimeFormat(LOCALE, { numeric: 'auto' });
const STEPS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/** `3 hours ago`, seen from `now` (both epoch ms). */
export function formatRelative(at: number, now: number): string {
  const seconds = Math.round((at - now) / 1000);
  for (const [unit, length] of STEPS) {
    if (Math.abs(seconds) >= length) return RELATIVE.format(Math.trunc(seconds / length), unit);
  }
  return Math.abs(seconds) < 10 ? $localize`now` : RELATIVE.format(seconds, 'second');
}

const DAY = new Intl.DateTimeFormat(LOCALE, { dateStyle: 'medium' });
const DATE = new Intl.DateTimeFormat(LOCALE, { dateStyle: 'medium', timeZone: 'UTC' });

/** Day in the reader's zone. */
export function formatDay(at: number): string {
  return DAY.format(at);
}

/** A date that belongs to no zone, such as `2024-05-31`. */
export function formatDate(date: string): string {
  return DATE.format(Date.parse(date));
}

const EXACT = new Intl.DateTimeFormat(LOCALE, { dateStyle: 'medium', timeStyle: 'short' });

const WEEKDAY = new Intl.DateTimeFormat(LOCALE, { weekday: 'long', timeZone: 'UTC' });

/** Of a day of the week, where Sunday is 0. */
export function formatWeekday(day: number): string {
  return WEEKDAY.format(Date.UTC(2023, 0, 1 + day));
}

/** Day and time in the reader's zone. */
export function formatExact(at: number): string {
  return EXACT.format(at);
}

const CLOCK = new Intl.DateTimeFormat(LOCALE, { dateStyle: 'short', timeStyle: 'medium' });

/** Day and time to the second in the reader's zone, where the order of things matters. */
export function formatClock(at: number): string {
  return CLOCK.format(at);
}

/** At most two letters that stand for a title while, or because, there is no picture. */
export function initialsOf(title: string): string {
  const words = title
    .trim()
    .split(/\s+/)
    .filter((word) => /[\p{L}\p{N}]/u.test(word));
  const letters = words.slice(0, 2).map((word) => Array.from(word.replace(/^[^\p{L}\p{N}]+/u, ''))[0] ?? '');
  return letters.join('').toUpperCase() || '?';
}
