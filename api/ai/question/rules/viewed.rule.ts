import type { Asked, ViewedIn } from '../asked';
import { anyOf, find, gap, maybe, oneOf, sequence, word, type Match, type Part } from '../pattern';
import { LAST, number, UNIT_DAYS, year } from './quantities';

const DAY_MS = 86_400_000;

const DID_I = oneOf(
  ...['did i watch', 'did i see', 'did i finish', 'have i watched', 'have i seen', 'have i finished', 'i watched'],
  ...['i have watched', 'ive watched', 'i have seen', 'ive seen', 'i saw', 'i have finished', 'i finished'],
  ...['did we watch', 'have we watched', 'we watched', 'watched', 'seen', 'that i watched', 'that i saw'],
);
const HABE_ICH = oneOf('habe ich', 'hab ich', 'haben wir', 'ich');
const GESEHEN = oneOf(
  ...['gesehen', 'geschaut', 'angeschaut', 'angesehen', 'geguckt', 'gesehen habe', 'geschaut habe'],
  ...['angeschaut habe', 'angesehen habe', 'gesehen hab', 'geschaut hab', 'gesehene', 'gesehenen'],
);
const NEGATIONS: readonly string[] = [
  ...['not', 'never', 'havent', 'didnt', 'unwatched', 'unseen', 'nicht', 'nie', 'ungesehen', 'ungesehene'],
];

const MONTHS = [
  ...[['january', 'januar'], ['february', 'februar'], ['march', 'marz'], ['april'], ['may', 'mai'], ['june', 'juni']],
  ...[['july', 'juli'], ['august'], ['september'], ['october', 'oktober'], ['november'], ['december', 'dezember']],
];
/** Before one of these a year is that of a title. */
const RELEASED: readonly string[] = ['from', 'of', 'aus', 'von', 'since', 'seit', 'before', 'vor', 'after', 'nach'];

const named = (name: string, ...words: string[]): Part => sequence([oneOf(...words)], () => name);

/** A stretch of time by name: `week-1` is the week before this one, `rolling-30` the last 30 days. */
const span: Part = anyOf(
  sequence(
    [LAST, number, oneOf(...Object.keys(UNIT_DAYS))],
    ([, n, unit]) => `rolling-${Number(n) * UNIT_DAYS[String(unit)]}`,
  ),
  named('day-0', 'today', 'heute'),
  named('day-1', 'yesterday', 'gestern'),
  named('week-0', 'this week', 'diese woche', 'dieser woche'),
  named('week-1', 'last week', 'past week', 'letzte woche', 'letzter woche', 'letzten woche', 'vergangene woche'),
  named('month-0', 'this month', 'diesen monat', 'diesem monat'),
  named('month-1', 'last month', 'past month', 'letzten monat', 'letztem monat', 'vergangenen monat'),
  named('year-0', 'this year', 'dieses jahr', 'diesem jahr'),
  named('year-1', 'last year', 'past year', 'letztes jahr', 'letzten jahr', 'letztem jahr', 'vergangenes jahr'),
);
const LEAD = maybe(
  oneOf(
    'in the',
    'in',
    'over the',
    'during the',
    'during',
    'within the',
    'in den',
    'in der',
    'im',
    'wahrend der',
    'die',
  ),
);
const IN = oneOf('in', 'im', 'im jahr', 'during');
const monthName: Part = word((said) => {
  const at = MONTHS.findIndex((names) => names.includes(said));
  return at === -1 ? null : `month:${at}`;
});

/** "How many films did I watch this year?": what was seen to its end in a time, of which the history tells. */
export function readViewed(asked: Asked): void {
  const { text } = asked;
  if (asked.intent === 'stats') return;
  const verb = find(text, [DID_I]) ?? find(text, [HABE_ICH, gap(8), GESEHEN]) ?? find(text, [GESEHEN]);
  const time = verb && readTime(asked);
  if (!verb || !time) return;
  // What was not watched in a time nobody tells of.
  if (text.from(0).some((at) => NEGATIONS.includes(text.anyWord(at) ?? ''))) return asked.ignore(time.match);
  text.take(verb.indexes);
  asked.viewed = time.viewed;
  const { from, to } = time.viewed;
  asked.note(time.match, { field: 'viewed', value: `${from}/${to}`, label: `Watched from ${from} to ${to}` });
}

function readTime({ text, today }: Asked): { match: Match; viewed: ViewedIn } | null {
  const match = find(text, [LEAD, span]) ?? find(text, [IN, monthName, maybe(year)]) ?? find(text, [IN, year]);
  if (!match || RELEASED.includes(text.anyWord(Math.min(...match.indexes) - 1) ?? '')) return null;
  const [, said, ofYear] = match.values;
  if (typeof said === 'number') return { match, viewed: { from: `${said}-01-01`, to: `${said}-12-31` } };
  const [, month] = /^month:(\d+)$/.exec(String(said)) ?? [];
  const viewed = month === undefined ? spanOf(String(said), today) : monthOf(Number(month), ofYear, today);
  return { match, viewed };
}

/** Of a month without its year the last one that has begun. */
function monthOf(month: number, ofYear: unknown, today: string): ViewedIn {
  const now = new Date(`${today}T00:00:00Z`);
  const year = typeof ofYear === 'number' ? ofYear : now.getUTCFullYear() - Number(month > now.getUTCMonth());
  return { from: dayOf(Date.UTC(year, month, 1)), to: dayOf(Date.UTC(year, month + 1, 0)) };
}

function spanOf(name: string, today: string): ViewedIn {
  const now = new Date(`${today}T00:00:00Z`);
  const [, unit, back] = /^(\w+)-(\d+)$/.exec(name)!;
  const ago = Number(back);
  const [year, month] = [now.getUTCFullYear(), now.getUTCMonth()];
  if (unit === 'rolling') return { from: dayOf(now.getTime() - (ago - 1) * DAY_MS), to: today };
  if (unit === 'year') return { from: `${year - ago}-01-01`, to: `${year - ago}-12-31` };
  if (unit === 'month')
    return { from: dayOf(Date.UTC(year, month - ago, 1)), to: dayOf(Date.UTC(year, month - ago + 1, 0)) };
  const monday = now.getTime() - ((now.getUTCDay() + 6) % 7) * DAY_MS - ago * 7 * DAY_MS;
  if (unit === 'week') return { from: dayOf(monday), to: dayOf(monday + 6 * DAY_MS) };
  const day = dayOf(now.getTime() - ago * DAY_MS);
  return { from: day, to: day };
}

function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
