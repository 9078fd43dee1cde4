import type { StatsPeriod } from '../../api/types';

export interface PeriodWords {
  /** On the button that chooses it. */
  short: string;
  /** In a sentence: "Nothing was watched in …". */
  during: string;
  /** What it is compared with; null where nothing precedes it. */
  before: string | null;
}

export const PERIODS: Record<StatsPeriod, PeriodWords> = {
  '7d': { short: '7 days', during: 'the last 7 days', before: 'the 7 days before' },
  '30d': { short: '30 days', during: 'the last 30 days', before: 'the 30 days before' },
  '90d': { short: '90 days', during: 'the last 90 days', before: 'the 90 days before' },
  '1y': { short: '1 year', during: 'the last 365 days', before: 'the 365 days before' },
  all: { short: 'All time', during: 'all of time', before: null },
};
