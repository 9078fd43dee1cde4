import { countedIn } from './countable';

const MONTHS = new Map(
  [
    'january jan januar jän jänner',
    'february feb februar febr',
    'march mar märz mär mrz',
    'april apr',
    'may mai',
    'june jun juni',
    'july jul juli',
    'august aug',
    'september sep sept',
    'october oct oktober okt',
    'november nov',
    'december dec dezember dez',
  ].flatMap((names, at) => names.split(' ').map((name) => [name, at + 1] as const)),
);
/** In place of a day that a tool told: a year may stand behind it. */
const DAY = '\ue000';

/** Puts a mark in place of the days that a tool told, in the ways in which people write them. */
export function withoutDays(text: string, dates: ReadonlySet<string>): string {
  const days = [...dates].map((date) => date.split('-').map(Number));
  const isDay = (day: string, month: string, after: string): boolean =>
    days.some(([, m, d]) => d === Number(day) && MONTHS.get(month) === m) && !countsThings(after);
  return text
    .replace(/(?<![\d.-])\d{4}-\d{2}-\d{2}(?![\d-])/g, (date) => (dates.has(date) ? DAY : date))
    .replace(
      /(?<![\d.,'\p{L}])(\d{1,2})(?:st|nd|rd|th|\.)? (?:of )?(\p{L}+)\.?/gu,
      (all, day: string, month: string, at: number, whole: string) => {
        const after = whole.slice(at + all.length);
        return isDay(day, month, after) && !(month === 'may' && isVerb(after)) ? DAY : all;
      },
    )
    .replace(
      /(?<!\p{L})(\p{L}+)\.? (\d{1,2})(?:st|nd|rd|th)?(?![\d\p{L}]|[.,]\d)/gu,
      (all, month: string, day: string, at: number, whole: string) =>
        isDay(day, month, whole.slice(at + all.length)) ? DAY : all,
    );
}

/** "In May 12 films came": no day. */
function countsThings(after: string): boolean {
  const behindYear = after.replace(/^,? ?\d{4}(?=\s)/, '');
  const { kind } = countedIn(behindYear, () => false);
  return kind === 'things' || (kind === 'unknown' && behindYear === after);
}

/** "12 may match": no month. */
function isVerb(after: string): boolean {
  return /^ \p{L}/u.test(after) && !/^ (?:and|at|in|on|by|is|was|or|to)(?!\p{L})/u.test(after);
}
