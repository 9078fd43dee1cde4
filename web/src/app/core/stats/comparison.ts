import { formatCount, formatHours } from '../../ui/format';

export type Direction = 'up' | 'down' | 'same' | 'none';

/** How a figure stands beside the one of the period before, in words that need no colour. */
export interface Comparison {
  direction: Direction;
  words: string;
}

/** `before` names the period before, such as "the 30 days before"; null where there is none. */
export function comparePlays(now: number, then: number, before: string | null): Comparison {
  const words = { more: 'more than in', less: 'fewer than in', same: 'As many as in', none: 'None in' };
  return compare({ now, then, words, said: formatCount }, before);
}

export function compareTime(now: number, then: number, before: string | null): Comparison {
  const words = { more: 'more than in', less: 'less than in', same: 'As long as in', none: 'Nothing in' };
  return compare({ now: toMinutes(now), then: toMinutes(then), words, said: fromMinutes }, before);
}

interface Compared {
  now: number;
  then: number;
  words: { more: string; less: string; same: string; none: string };
  said: (difference: number) => string;
}

function compare({ now, then, words, said }: Compared, before: string | null): Comparison {
  if (before === null) return { direction: 'none', words: 'Nothing to compare all time with' };
  if (then === 0) return { direction: 'none', words: `${words.none} ${before}` };
  if (now === then) return { direction: 'same', words: `${words.same} ${before}` };
  const difference = said(Math.abs(now - then));
  return now > then
    ? { direction: 'up', words: `${difference} ${words.more} ${before}` }
    : { direction: 'down', words: `${difference} ${words.less} ${before}` };
}

const MINUTE_MS = 60_000;

/** Differences that no words would tell are none. */
function toMinutes(ms: number): number {
  return Math.round(ms / MINUTE_MS);
}

function fromMinutes(minutes: number): string {
  return formatHours(minutes * MINUTE_MS);
}
