import type { Figure } from '../../tools/tool';
import type { Limit } from './limits';

/** What a number may be said of; a bare one may be of any that needs no unit. */
export type Measure = 'count' | 'bytes' | 'time' | 'percent' | 'year' | 'rating' | 'days' | 'rate' | 'lines' | 'any';

/** A number that a tool told: bytes in bytes, time in ms, rates in kbit/s. */
export interface KnownNumber {
  value: number;
  measure: Measure;
  /** Of a filter alone, and of no title. */
  limit?: Limit;
}

const MEASURES: Record<Figure['unit'], Measure> = {
  count: 'count',
  plays: 'count',
  bytes: 'bytes',
  ms: 'time',
  minutes: 'time',
  percent: 'percent',
  year: 'year',
  days: 'days',
  rating: 'rating',
  kbps: 'rate',
};

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

export function numberOf({ value, unit }: Pick<Figure, 'value' | 'unit'>): KnownNumber {
  return { value: unit === 'minutes' ? value * MINUTE_MS : value, measure: MEASURES[unit] };
}

/** What a unit behind a number means: of what, and by which factors it may be reckoned. */
export interface UnitMeaning {
  measure: Measure;
  factors: readonly number[];
}

const BYTES: UnitMeaning[] = [0, 1, 2, 3, 4].map((power) => ({
  measure: 'bytes',
  factors: [1000 ** power, 1024 ** power],
}));
const time = (factor: number): UnitMeaning => ({ measure: 'time', factors: [factor] });

const UNITS: readonly [RegExp, readonly UnitMeaning[]][] = [
  [/^(?:%|percent|prozent|pct)$/, [{ measure: 'percent', factors: [1] }]],
  [/^(?:b|bytes?)$/, [BYTES[0]]],
  [/^(?:kb|kib|kilobytes?)$/, [BYTES[1]]],
  [/^(?:mb|mib|megabytes?)$/, [BYTES[2]]],
  [/^(?:gb|gib|gigabytes?)$/, [BYTES[3]]],
  [/^(?:tb|tib|terabytes?)$/, [BYTES[4]]],
  [/^(?:s|sec|secs|seconds?|sekunden?)$/, [time(1000)]],
  [/^(?:m|min|mins|minutes?|minuten?|minütig\p{L}*)$/u, [time(MINUTE_MS)]],
  [/^(?:h|hr|hrs|hours?|stunden?|std|stündig\p{L}*)$/u, [time(HOUR_MS)]],
  [/^(?:days?|tage?n?|tägig\p{L}*)$/u, [time(DAY_MS), { measure: 'days', factors: [1] }]],
  [/^(?:weeks?|wochen?)$/, [time(7 * DAY_MS), { measure: 'days', factors: [7] }]],
  [/^(?:months?|monate?n?)$/, [{ measure: 'days', factors: [30, 30.4] }]],
  [/^(?:years?|jahre?n?)$/, [{ measure: 'days', factors: [365] }]],
  [/^(?:kbps|kbit)$/, [{ measure: 'rate', factors: [1] }]],
  [/^(?:mbps|mbit)$/, [{ measure: 'rate', factors: [1000] }]],
  [/^(?:p|i)$/, [{ measure: 'lines', factors: [1] }]],
  [
    /^k$/,
    [
      { measure: 'lines', factors: [1] },
      { measure: 'count', factors: [1000] },
    ],
  ],
  [/^(?:stars?|sterne?n?|points?|punkte?n?)$/, [{ measure: 'rating', factors: [1] }]],
];

export const meaning = (measure: Measure): UnitMeaning => ({ measure, factors: [1] });

/** @param word behind the number, in lower case; null where it is no unit */
export function unitOf(word: string): readonly UnitMeaning[] | null {
  return UNITS.find(([pattern]) => pattern.test(word))?.[1] ?? null;
}

/** As a sentence says it, before the portal knows whose language it is in. */
export function figureText({ value, unit }: Pick<Figure, 'value' | 'unit'>): string {
  if (unit === 'bytes') return bytesText(value);
  if (unit === 'ms' || unit === 'minutes') return timeText(unit === 'ms' ? value / MINUTE_MS : value);
  if (unit === 'percent') return `${rounded(value, 1)} %`;
  if (unit === 'kbps') return `${rounded(value, 0)} kbit/s`;
  return String(rounded(value, 2));
}

function bytesText(bytes: number): string {
  const power = Math.min(4, Math.max(0, Math.floor(Math.log10(Math.max(bytes, 1)) / 3)));
  return `${rounded(bytes / 1000 ** power, power === 0 ? 0 : 1)} ${['B', 'kB', 'MB', 'GB', 'TB'][power]}`;
}

function timeText(minutes: number): string {
  const whole = Math.round(minutes);
  const [hours, rest] = [Math.floor(whole / 60), whole % 60];
  return [hours > 0 ? `${hours} h` : '', rest > 0 || hours === 0 ? `${rest} min` : ''].filter(Boolean).join(' ');
}

export function rounded(value: number, decimals: number): number {
  return Number(value.toFixed(decimals));
}
