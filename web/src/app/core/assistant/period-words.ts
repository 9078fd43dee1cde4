import type { StatsPeriod } from '../../api/types';
import { formatCount } from '../../ui/format';
import { daysOf, PERIOD_NAMES } from '../stats/periods';

/** A period inside a sentence: `last 30 days`. */
export function periodWords(period: string): string {
  if (!(PERIOD_NAMES as string[]).includes(period)) return period;
  const days = daysOf(period as StatsPeriod);
  return days === null ? $localize`all of time` : $localize`last ${formatCount(days)}:days: days`;
}
