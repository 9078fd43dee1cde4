import { formatCount, formatHours } from '../../ui/format';

export type Direction = 'up' | 'down' | 'same' | 'none';

/** How a figure stands beside the one of the period before, in words that need no colour. */
export interface Comparison {
  direction: Direction;
  words: string;
}

/** `days` is the length of the period before; null where there is none. */
export function comparePlays(now: number, then: number, days: number | null): Comparison {
  return compare({ now, then, said: formatCount, words: playWords }, days);
}

export function compareTime(now: number, then: number, days: number | null): Comparison {
  return compare({ now: toMinutes(now), then: toMinutes(then), said: fromMinutes, words: timeWords }, days);
}

interface Compared {
  now: number;
  then: number;
  said: (difference: number) => string;
  words: (direction: Direction, by: string, days: string) => string;
}

function compare({ now, then, said, words }: Compared, days: number | null): Comparison {
  if (days === null) return { direction: 'none', words: $localize`Nothing to compare all time with` };
  const direction = then === 0 ? 'none' : now === then ? 'same' : now > then ? 'up' : 'down';
  return { direction, words: words(direction, said(Math.abs(now - then)), formatCount(days)) };
}

function playWords(direction: Direction, by: string, days: string): string {
  if (direction === 'up') return $localize`${by}:difference: more than in the ${days}:days: days before`;
  if (direction === 'down') return $localize`${by}:difference: fewer than in the ${days}:days: days before`;
  return direction === 'same'
    ? $localize`As many as in the ${days}:days: days before`
    : $localize`None in the ${days}:days: days before`;
}

function timeWords(direction: Direction, by: string, days: string): string {
  if (direction === 'up') return $localize`${by}:time: more than in the ${days}:days: days before`;
  if (direction === 'down') return $localize`${by}:time: less than in the ${days}:days: days before`;
  return direction === 'same'
    ? $localize`As long as in the ${days}:days: days before`
    : $localize`Nothing in the ${days}:days: days before`;
}

const MINUTE_MS = 60_000;

/** Differences that no words would tell are none. */
function toMinutes(ms: number): number {
  return Math.round(ms / MINUTE_MS);
}

function fromMinutes(minutes: number): string {
  return formatHours(minutes * MINUTE_MS);
}
