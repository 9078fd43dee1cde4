import { UNKNOWN } from './format';
import { LOCALE } from './locale';

const LARGE = new Intl.NumberFormat(LOCALE, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const SMALL = new Intl.NumberFormat(LOCALE, { maximumSignificantDigits: 2 });

const TYPED = new Intl.NumberFormat(LOCALE, { useGrouping: false, maximumFractionDigits: 20 });

/** As a person types it into a field. */
export function typedNumber(value: number): string {
  return TYPED.format(value);
}

/** An amount of money whose currency nobody knows: below one, two digits that say something. */
export function formatCost(cost: number | null): string {
  if (cost === null) return UNKNOWN;
  return cost >= 1 || cost === 0 ? LARGE.format(cost) : SMALL.format(cost);
}
