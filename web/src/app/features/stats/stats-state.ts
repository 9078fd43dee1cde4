import type { Params } from '@angular/router';
import type { StatsPeriod } from '../../api/types';
import { PERIOD_NAMES } from '../../core/stats/periods';

/** Whose plays are counted. */
export type Whose = 'me' | 'server';

const USUAL: StatsPeriod = '30d';

/** Reads an address. What it cannot mean, and what is not for this person, is left out. */
export function readPeriod(value: string | undefined): StatsPeriod {
  return PERIOD_NAMES.find((name) => name === value) ?? USUAL;
}

export function readWhose(value: string | undefined, isAdmin: boolean): Whose {
  return isAdmin && value === 'server' ? 'server' : 'me';
}

/** The address of a choice; null takes a parameter out, so that the usual keeps addresses short. */
export function writePeriod(period: StatsPeriod): Params {
  return { period: period === USUAL ? null : period };
}

export function writeWhose(whose: Whose): Params {
  return { of: whose === 'me' ? null : whose };
}
