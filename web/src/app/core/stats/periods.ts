import type { StatsPeriod } from '../../api/types';
import { formatCount } from '../../ui/format';

const DAYS: Record<StatsPeriod, number | null> = { '7d': 7, '30d': 30, '90d': 90, '1y': 365, all: null };

export const PERIOD_NAMES = Object.keys(DAYS) as StatsPeriod[];

/** How many days a period has, and the one before it; null where nothing precedes it. */
export function daysOf(period: StatsPeriod): number | null {
  return DAYS[period];
}

/** On the button that chooses it. */
export function periodWord(period: StatsPeriod): string {
  if (period === '1y') return $localize`1 year`;
  const days = DAYS[period];
  return days === null ? $localize`All time` : $localize`${formatCount(days)}:days: days`;
}

/** `1,200 plays in the last 30 days` */
export function playsDuring(plays: string, period: StatsPeriod): string {
  const days = DAYS[period];
  return days === null
    ? $localize`${plays}:plays: in all of time`
    : $localize`${plays}:plays: in the last ${formatCount(days)}:days: days`;
}
