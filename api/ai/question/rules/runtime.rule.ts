import type { Asked, AskedFilters } from '../asked';
import { find, maybe, oneOf, type Part, type PartValue } from '../pattern';
import { AND, AT_LEAST, AT_MOST, BETWEEN, LESS_THAN, minutes, MORE_THAN, number, OR_LESS, OR_MORE } from './quantities';

interface Form {
  parts: Part[];
  /** The least and the most, in minutes, and whether these themselves are meant. */
  read(values: PartValue[]): { min?: number; max?: number; strict?: boolean };
}

const LONG = maybe(oneOf('long', 'lang'));

const FORMS: Form[] = [
  { parts: [BETWEEN, minutes, AND, minutes], read: ([, min, , max]) => ({ min: Number(min), max: Number(max) }) },
  { parts: [BETWEEN, number, AND, minutes], read: ([, min, , max]) => withUnitOf(Number(min), Number(max)) },
  { parts: [LESS_THAN, minutes, LONG], read: ([, max]) => ({ max: Number(max), strict: true }) },
  { parts: [AT_MOST, minutes, LONG], read: ([, max]) => ({ max: Number(max) }) },
  { parts: [MORE_THAN, minutes, LONG], read: ([, min]) => ({ min: Number(min), strict: true }) },
  { parts: [AT_LEAST, minutes, LONG], read: ([, min]) => ({ min: Number(min) }) },
  { parts: [minutes, OR_LESS], read: ([max]) => ({ max: Number(max) }) },
  { parts: [minutes, OR_MORE], read: ([min]) => ({ min: Number(min) }) },
  // Who names a time without more has so much of it.
  { parts: [minutes, LONG], read: ([max]) => ({ max: Number(max) }) },
];

const MINUTE_MS = 60_000;
const HOUR = 60;

/** "Between 1 and 2 hours": the first number has the unit of the second. */
function withUnitOf(min: number, max: number): { min: number; max: number } {
  return { min: max % HOUR === 0 && min < max / HOUR ? min * HOUR : min, max };
}

/** "Under 90 minutes", "länger als zwei Stunden". */
export function readRuntime(asked: Asked): void {
  for (const { parts, read } of FORMS) {
    const match = find(asked.text, parts);
    if (!match) continue;
    const { min, max, strict = false } = read(match.values);
    const filters: AskedFilters = {};
    if (min !== undefined) filters.durationMinMs = Math.round(min * MINUTE_MS) + Number(strict);
    if (max !== undefined) filters.durationMaxMs = Math.max(0, Math.round(max * MINUTE_MS) - Number(strict));
    asked.add(match, filters, {
      field: 'minutes',
      value: `${min ?? ''}-${max ?? ''}`,
      label: labelOf(min, max, strict),
      ...(strict ? { strict } : {}),
    });
    return readRuntime(asked);
  }
}

function labelOf(min: number | undefined, max: number | undefined, strict: boolean): string {
  if (min !== undefined && max !== undefined) return `${min} to ${max} minutes`;
  if (max !== undefined) return `${strict ? 'Under' : 'Up to'} ${max} minutes`;
  return `${strict ? 'Over' : 'At least'} ${min} minutes`;
}
