export const STATS_PERIODS = ['7d', '30d', '90d', '1y', 'all'] as const;
export type StatsPeriod = (typeof STATS_PERIODS)[number];

const DAYS: Record<Exclude<StatsPeriod, 'all'>, number> = { '7d': 7, '30d': 30, '90d': 90, '1y': 365 };
export const DAY_MS = 86_400_000;

/** From `from` until just before `to`. */
export interface Span {
  from: Date;
  to: Date;
}

export interface StatsSpans {
  current: Span;
  /** The same length of time, just as long ago; null for all of time. */
  previous: Span | null;
}

/**
 * Days are days of UTC. A period ends now and begins at midnight, so that it shows so many days of which
 * the last is today; the one it is compared with ends as far into its own last day. What is left of that day is in
 * neither: today is not over, and a whole day would be more than it.
 * @param firstAt time of the first play of all, where there is one
 */
export function spansOf(period: StatsPeriod, now: Date, firstAt: Date | null): StatsSpans {
  if (period === 'all') return { current: { from: midnight(firstAt ?? now), to: now }, previous: null };
  const days = DAYS[period];
  const from = new Date(midnight(now).getTime() - (days - 1) * DAY_MS);
  const back = days * DAY_MS;
  const previous = { from: new Date(from.getTime() - back), to: new Date(now.getTime() - back) };
  return { current: { from, to: now }, previous };
}

export function midnight(at: Date): Date {
  return new Date(Math.floor(at.getTime() / DAY_MS) * DAY_MS);
}
