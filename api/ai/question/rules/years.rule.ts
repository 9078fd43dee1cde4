import type { Asked, AskedFilters } from '../asked';
import { anyOf, find, maybe, oneOf, word, type Part, type PartValue } from '../pattern';
import { AND, BETWEEN, number, year } from './quantities';

interface Span {
  from?: number;
  to?: number;
}

const YEARS = oneOf('years', 'year', 'jahre', 'jahren', 'jahr');
const LATEST = oneOf('last', 'past', 'letzten', 'der letzten', 'den letzten', 'vergangenen');

interface Form {
  parts: Part[];
  read(values: PartValue[], thisYear: number): Span;
}

const DECADE_WORDS: Record<string, number> = {
  twenties: 1920,
  thirties: 1930,
  forties: 1940,
  fifties: 1950,
  sixties: 1960,
  seventies: 1970,
  eighties: 1980,
  nineties: 1990,
  zwanziger: 1920,
  dreissiger: 1930,
  vierziger: 1940,
  funfziger: 1950,
  sechziger: 1960,
  siebziger: 1970,
  achtziger: 1980,
  neunziger: 1990,
};

const decade: Part = word((text) => {
  const [, century, digit] = /^(18|19|20)?(\d)0(?:s|er|ern|iger|igern)$/.exec(text) ?? [];
  if (digit === undefined) return DECADE_WORDS[text.replace(/n$/, '')] ?? DECADE_WORDS[text] ?? null;
  if (century !== undefined) return Number(`${century}${digit}0`);
  // The twenties that people mean are these, the thirties are those of long ago.
  return Number(digit) <= 2 ? 2000 + Number(digit) * 10 : 1900 + Number(digit) * 10;
});

const THE = maybe(oneOf('the', 'den', 'der', 'dem', 'year', 'the year', 'jahr', 'dem jahr'));
const FROM = oneOf('from', 'in', 'of', 'aus', 'im', 'von', 'made in', 'released in', 'shot in', 'erschienen');
const PART = maybe(oneOf('early', 'late', 'fruhen', 'spaten'));
const JAHRE = maybe(oneOf('jahre', 'jahren'));
const BEFORE = oneOf('before', 'older than', 'prior to', 'earlier than', 'vor', 'alter als', 'vor dem jahr');
const UNTIL = oneOf('until', 'till', 'up to', 'bis', 'not newer than');
const AFTER = oneOf('after', 'newer than', 'later than', 'nach', 'neuer als', 'junger als');
const SINCE = oneOf('since', 'seit', 'ab', 'starting in', 'not older than');
const ONWARDS = oneOf(
  'on',
  'onwards',
  'onward',
  'and later',
  'and newer',
  'or later',
  'or newer',
  'und neuer',
  'oder neuer',
  'und spater',
  'an',
);
const AND_OLDER = oneOf('and older', 'or older', 'and earlier', 'or earlier', 'und alter', 'oder alter', 'oder fruher');
const TODAY = oneOf('bis heute', 'bis jetzt', 'until today', 'until now', 'till now', 'to today', 'to now');
const anyYear = anyOf(year, decade);

const FORMS: Form[] = [
  { parts: [BETWEEN, THE, year, AND, THE, year], read: ([, , from, , , to]) => ordered(Number(from), Number(to)) },
  { parts: [year, AND, year], read: ([from, , to]) => ordered(Number(from), Number(to)) },
  {
    parts: [maybe(BETWEEN), THE, decade, AND, THE, decade, JAHRE],
    read: ([, , from, , , to]) => ordered(Number(from), Number(to) + 9),
  },
  { parts: [maybe(FROM), year, TODAY], read: ([, from]) => ({ from: Number(from) }) },
  { parts: [maybe(FROM), year, ONWARDS], read: ([, from]) => ({ from: Number(from) }) },
  { parts: [maybe(FROM), year, AND_OLDER], read: ([, to]) => ({ to: Number(to) }) },
  { parts: [BEFORE, THE, anyYear, JAHRE], read: ([, , to]) => ({ to: Number(to) - 1 }) },
  { parts: [AFTER, THE, year], read: ([, , from]) => ({ from: Number(from) + 1 }) },
  { parts: [AFTER, THE, decade, JAHRE], read: ([, , from]) => ({ from: Number(from) + 10 }) },
  { parts: [SINCE, THE, anyYear, JAHRE], read: ([, , from]) => ({ from: Number(from) }) },
  { parts: [UNTIL, THE, year], read: ([, , to]) => ({ to: Number(to) }) },
  { parts: [UNTIL, THE, decade, JAHRE], read: ([, , to]) => ({ to: Number(to) + 9 }) },
  { parts: [maybe(FROM), THE, PART, decade, JAHRE], read: ([, , part, start]) => decadeSpan(Number(start), part) },
  { parts: [FROM, THE, year], read: ([, , at]) => ({ from: Number(at), to: Number(at) }) },
  { parts: [maybe(FROM), THE, LATEST, number, YEARS], read: ([, , , n], now) => ({ from: now - Number(n) }) },
  { parts: [BEFORE, number, YEARS], read: ([, n], now) => ({ to: now - Number(n) }) },
  {
    parts: [maybe(FROM), oneOf('this decade', 'diesem jahrzehnt', 'dieses jahrzehnts')],
    read: (_, now) => ({ from: now - (now % 10), to: now - (now % 10) + 9 }),
  },
  {
    parts: [maybe(FROM), oneOf('this year', 'dieses jahr', 'diesem jahr', 'dieses jahres')],
    read: (_, thisYear) => ({ from: thisYear, to: thisYear }),
  },
  {
    parts: [maybe(FROM), oneOf('last year', 'letztes jahr', 'letzten jahr', 'dem letzten jahr', 'dem vorigen jahr')],
    read: (_, thisYear) => ({ from: thisYear - 1, to: thisYear - 1 }),
  },
];

const BARE: Form[] = [{ parts: [year], read: ([at]) => ({ from: Number(at), to: Number(at) }) }];

/** "From the 90s", "zwischen 1980 und 1990", "before 2000". */
export function readYears(asked: Asked): void {
  readForms(asked, FORMS);
}

/** A year without more, which may as well belong to a title. */
export function readBareYear(asked: Asked): void {
  readForms(asked, BARE);
}

function readForms(asked: Asked, forms: readonly Form[]): void {
  const thisYear = Number(asked.today.slice(0, 4));
  for (const { parts, read } of forms) {
    const match = find(asked.text, parts);
    if (!match) continue;
    const { from, to } = read(match.values, thisYear);
    const filters: AskedFilters = {};
    if (from !== undefined) filters.yearFrom = from;
    if (to !== undefined) filters.yearTo = to;
    asked.add(match, filters, { field: 'years', value: `${from ?? ''}-${to ?? ''}`, label: labelOf(from, to) });
    return readForms(asked, forms);
  }
}

function decadeSpan(start: number, part: PartValue): Span {
  if (part === 'early' || part === 'fruhen') return { from: start, to: start + 4 };
  if (part === 'late' || part === 'spaten') return { from: start + 5, to: start + 9 };
  return { from: start, to: start + 9 };
}

function ordered(from: number, to: number): Span {
  return { from: Math.min(from, to), to: Math.max(from, to) };
}

function labelOf(from: number | undefined, to: number | undefined): string {
  if (from === to) return `From ${from}`;
  if (from === undefined) return `Up to ${to}`;
  return to === undefined ? `From ${from} on` : `${from} to ${to}`;
}
