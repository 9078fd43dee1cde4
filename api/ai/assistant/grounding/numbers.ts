import { wordNumbers } from '../../words/number-words';
import { isThing } from './countable';
import { unitOf, type KnownNumber } from './figures';
import { mayStandAt } from './limits';
import { withOnes, withUnits } from './number-phrases';
import { isKnownAt, isOfThings, type Place } from './said-numbers';
import { withoutDays } from './told-days';

export interface KnownNumbers {
  numbers: readonly KnownNumber[];
  /** Days that tools told, as YYYY-MM-DD. */
  dates: ReadonlySet<string>;
}

interface Known {
  numbers: readonly KnownNumber[];
  foundNone: boolean;
}

const DIGITS = /\d[\d.,']*/g;
/** Nothing that is told is below zero. */
const SIGN = /(?:^|[\s(])[-+\u2212]$/;
const UNIT = /^[ \u00a0-]?(%|[a-zäöüß]+)/;
const WORD = /\p{L}[\p{L}\p{M}\p{N}']*|\p{N}[\p{L}\p{M}\p{N}']*/gu;
/** "s2e3" is a season and its episode; "l2" is no way to write a number. */
const MIXED = /^(?!(?:s\d{1,2}|e\d{1,3}|s\d{1,2}e\d{1,3})$)(?:\p{L}+\d|\d+\p{L}+\d)/u;

/**
 * The first number of a text that no tool told; null where all are known. The text is in lower case.
 * @param foundNone whether a tool told that there are none of something
 */
export function unknownNumber(text: string, { numbers, dates }: KnownNumbers, foundNone: boolean): string | null {
  const rest = withOnes(withoutDays(text, dates));
  const known = { numbers, foundNone };
  return unknownIn(rest, known) && unknownIn(withUnits(rest), known);
}

function unknownIn(text: string, known: Known): string | null {
  return unknownDigits(text, known) ?? unknownWord(text, known) ?? /\p{No}|\p{Nl}/u.exec(text)?.[0] ?? null;
}

/** The numbers that a line of facts tells, each with the unit behind it. */
export function numbersIn(text: string): KnownNumber[] {
  return [...text.toLowerCase().matchAll(DIGITS)].map(({ 0: match, index }) => {
    const digits = match.replace(/[.,']+$/, '');
    const unit = unitOf(UNIT.exec(text.slice(index + digits.length).toLowerCase())?.[1] ?? '');
    const { measure, factors } = unit?.[0] ?? { measure: 'count', factors: [1] };
    return { value: readings(digits)[0].value * factors[0], measure };
  });
}

function unknownDigits(text: string, known: Known): string | null {
  for (const match of text.matchAll(DIGITS)) {
    const digits = match[0].replace(/[.,']+$/, '');
    const [before, after] = [text.slice(0, match.index), text.slice(match.index + digits.length)];
    if (SIGN.test(before)) return `-${digits}`;
    if (/^(?:'?s|er)(?!\p{L})/u.test(after) && isDecade(digits, known)) continue;
    const isTold = readings(digits).some(({ value, decimals }) => isKnown({ value, before, after, decimals }, known));
    if (!isTold) return digits;
  }
  return null;
}

function unknownWord(text: string, known: Known): string | null {
  const tokens = [...text.matchAll(WORD)];
  const words = tokens.map(([word]) => word);
  const mixed = words.find((word, at) => MIXED.test(word) || isLoneNumeral(words, at));
  if (mixed !== undefined) return mixed;
  for (const { value, unit, from, to } of wordNumbers(words)) {
    const before = text.slice(0, tokens[from].index);
    const after = unit ? ` ${unit}` : text.slice(tokens[to - 1].index + words[to - 1].length);
    const isTold =
      unit === 'decade'
        ? isDecade(String(value), known)
        : value !== null && isKnown({ value, before, after, decimals: Number.isInteger(value) ? 0 : 1 }, known);
    if (!isTold) return words.slice(from, to).join(' ');
  }
  return null;
}

/** "x films": ten of them, or nobody knows how many. */
function isLoneNumeral(words: readonly string[], at: number): boolean {
  return /^[vxlcdm]$/.test(words[at]) && isThing(words[at + 1] ?? '') && !/^\d/.test(words[at - 1] ?? '');
}

/** "1,234" may be a thousand or one and a bit, by the language of who writes. */
function readings(digits: string): { value: number; decimals: number }[] {
  const groups = digits.split(/[.,']/);
  const whole = { value: Number(groups.join('')), decimals: 0 };
  if (groups.length === 1) return [whole];
  const decimals = groups.at(-1)!;
  const broken = { value: Number(`${groups.slice(0, -1).join('')}.${decimals}`), decimals: decimals.length };
  const isGrouped = groups[0].length <= 3 && groups.slice(1).every((group) => group.length === 3);
  if (!isGrouped) return [broken];
  // Nobody writes "12,000" who means twelve.
  return decimals.endsWith('0') ? [whole] : [whole, broken];
}

function isKnown(place: Place, { numbers, foundNone }: Known): boolean {
  const here = numbers.filter((known) => mayStandAt(known, place));
  return (place.value !== 0 || foundNone || !isOfThings(place)) && isKnownAt(place, here);
}

/** "the 1990s", "the 90s", "neunziger": where a tool told a year of it. */
function isDecade(digits: string, { numbers }: Known): boolean {
  if (!/^\d?\d?\d0$/.test(digits)) return false;
  return numbers.some(
    ({ value, measure, limit = 'decade' }) =>
      measure === 'year' && limit === 'decade' && String(Math.floor(value / 10) * 10).endsWith(digits),
  );
}
