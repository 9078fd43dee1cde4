import { wordNumbers } from '../../words/number-words';
import { meaningsOf, rounded, type KnownNumber } from './figures';

export interface KnownNumbers {
  numbers: readonly KnownNumber[];
  /** Days that tools told, as YYYY-MM-DD. */
  dates: ReadonlySet<string>;
}

const DIGITS = /\d[\d.,']*/g;
const UNIT = /^[ \u00a0-]?(%|[a-zäöüß]+)/;
const MONTHS = /^(?:jan|feb|mar|mär|apr|may|mai|jun|jul|aug|sep|oct|okt|nov|dec|dez)\p{L}*$/u;
const MONTH_STARTS = [
  'jan',
  'feb',
  'mar mär',
  'apr',
  'may mai',
  'jun',
  'jul',
  'aug',
  'sep',
  'oct okt',
  'nov',
  'dec dez',
];

/** The first number of a text that no tool told; null where all are known. The text is in lower case. */
export function unknownNumber(text: string, known: KnownNumbers): string | null {
  const rest = withoutDates(text, known.dates);
  return unknownDigits(rest, known) ?? unknownWord(rest, known) ?? /\p{No}|\p{Nl}/u.exec(rest)?.[0] ?? null;
}

/** The numbers that a line of facts tells, each with the unit behind it. */
export function numbersIn(text: string): KnownNumber[] {
  return [...text.toLowerCase().matchAll(DIGITS)].map(({ 0: match, index }) => {
    const digits = match.replace(/[.,']+$/, '');
    const [{ measure, factors }] = meaningsOf(UNIT.exec(text.slice(index + digits.length).toLowerCase())?.[1] ?? '');
    return { value: readings(digits)[0].value * factors[0], measure };
  });
}

function unknownDigits(text: string, { numbers }: KnownNumbers): string | null {
  for (const match of text.matchAll(DIGITS)) {
    const digits = match[0].replace(/[.,']+$/, '');
    const after = text.slice(match.index + digits.length);
    if (isDecade(digits, after, numbers)) continue;
    const unit = UNIT.exec(after)?.[1] ?? '';
    if (!readings(digits).some(({ value, decimals }) => isKnown(value, decimals, unit, numbers))) return digits;
  }
  return null;
}

function unknownWord(text: string, { numbers }: KnownNumbers): string | null {
  const words = text.match(/[\p{L}\p{M}']+/gu) ?? [];
  for (const { value, from, to } of wordNumbers(words)) {
    if (value === null || !isKnown(value, 0, words[to] ?? '', numbers)) return words.slice(from, to).join(' ');
  }
  return null;
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

function isKnown(value: number, decimals: number, unit: string, numbers: readonly KnownNumber[]): boolean {
  const meanings = meaningsOf(unit);
  return numbers.some(
    (known) =>
      (known.measure === 'any' && known.value === value) ||
      meanings.some(
        ({ measure, factors }) =>
          measure === known.measure &&
          factors.some(
            (factor) => rounded(known.value / factor, decimals) === value && (value !== 0 || known.value === 0),
          ),
      ),
  );
}

/** "the 1990s", "the 90s", "90er": where a tool told a year of it. */
function isDecade(digits: string, after: string, numbers: readonly KnownNumber[]): boolean {
  if (!/^\d?\d?\d0$/.test(digits) || !/^(?:'?s|er)(?!\p{L})/u.test(after)) return false;
  return numbers.some(
    ({ value, measure }) => measure === 'year' && String(Math.floor(value / 10) * 10).endsWith(digits),
  );
}

/** Takes out the days that a tool told, in the ways in which people write them. */
function withoutDates(text: string, dates: ReadonlySet<string>): string {
  const days = [...dates].map((date) => date.split('-').map(Number));
  const isDay = (day: string, month: string): boolean =>
    days.some(([, m, d]) => d === Number(day) && MONTH_STARTS[m - 1].split(' ').includes(month.slice(0, 3)));
  return text
    .replace(/\d{4}-\d{2}-\d{2}/g, (date) => (dates.has(date) ? ' ' : date))
    .replace(/(\d{1,2})(?:st|nd|rd|th|\.)? (\p{L}+)/gu, (all, day: string, month: string) =>
      MONTHS.test(month) && isDay(day, month) ? ' ' : all,
    )
    .replace(/(\p{L}+) (\d{1,2})(?:st|nd|rd|th)?(?!\d)/gu, (all, month: string, day: string) =>
      MONTHS.test(month) && isDay(day, month) ? ' ' : all,
    );
}
