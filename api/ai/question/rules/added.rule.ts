import type { Asked } from '../asked';
import { anyOf, find, gap, maybe, oneOf, sequence, type Match, type Part } from '../pattern';
import { LAST, number, UNIT_DAYS } from './quantities';

const DAY_MS = 86_400_000;
const RECENT_DAYS = 30;

const phrases = (days: number, ...words: string[]): Part => sequence([oneOf(...words)], () => days);

/** A stretch of time up to now, in days before today; weeks, months and years that go on are told by negative numbers. */
const span: Part = anyOf(
  sequence([LAST, number, oneOf(...Object.keys(UNIT_DAYS))], ([, n, unit]) => Number(n) * UNIT_DAYS[String(unit)]),
  phrases(0, 'today', 'heute'),
  phrases(1, 'yesterday', 'gestern', 'since yesterday', 'seit gestern'),
  phrases(7, 'last week', 'past week', 'letzte woche', 'letzter woche', 'letzten woche', 'vergangene woche'),
  phrases(30, 'last month', 'past month', 'letzten monat', 'letzter monat'),
  phrases(-7, 'this week', 'diese woche', 'dieser woche'),
  phrases(-30, 'this month', 'diesen monat', 'diesem monat', 'dieser monat'),
  phrases(-365, 'this year', 'dieses jahr', 'diesem jahr'),
);

const ADDED = oneOf(
  'added',
  'that were added',
  'were added',
  'was added',
  'newly added',
  'recently added',
  'new',
  'is new',
  'arrived',
  'came',
  'neu',
  'hinzugefugt',
  'neu hinzugefugt',
  'neue',
  'neuen',
  'ist neu',
  'hinzugekommen',
  'dazugekommen',
  'neu dazugekommen',
);
const HINZUGEFUGT = oneOf(
  'hinzugefugt',
  'neu hinzugefugt',
  'hinzugekommen',
  'dazugekommen',
  'neu dazugekommen',
  'neu',
  'added',
  'was added',
  'were added',
);
const IN = maybe(
  oneOf('in the', 'in', 'within the', 'during the', 'since', 'on', 'in den', 'in der', 'in die', 'die', 'der', 'seit'),
);
const RECENTLY = oneOf(
  'recently added',
  'newly added',
  'just added',
  'lately added',
  'added recently',
  'added lately',
  'recent additions',
  'new additions',
  'latest additions',
  'new arrivals',
  'whats new',
  'what is new',
  'anything new',
  'are new',
  'is new',
  'sind neu',
  'ist neu',
  'something new',
  'new on the server',
  'kurzlich hinzugefugt',
  'kurzlich hinzugefugte',
  'neu hinzugefugt',
  'neu hinzugefugte',
  'zuletzt hinzugefugt',
  'zuletzt hinzugefugte',
  'vor kurzem hinzugefugt',
  'neuzugange',
  'neu dazugekommen',
  'was ist neu',
  'was gibt es neues',
  'was gibts neues',
  'gibt es neues',
  'neues',
);

/** "Added this week", "in den letzten 30 Tagen hinzugefügt". */
export function readAdded(asked: Asked): void {
  const after = find(asked.text, [ADDED, IN, span]);
  if (after) return since(asked, after, Number(after.values[2]));
  const before = find(asked.text, [IN, span, gap(3), HINZUGEFUGT]);
  if (before) return since(asked, before, Number(before.values[1]));
  const recently = find(asked.text, [RECENTLY]);
  if (recently) since(asked, recently, RECENT_DAYS);
}

function since(asked: Asked, match: Match, days: number): void {
  const addedSince = dayOf(asked.today, days);
  asked.add(match, { addedSince }, { field: 'addedSince', value: addedSince, label: `Added since ${addedSince}` });
}

function dayOf(today: string, days: number): string {
  const now = new Date(`${today}T00:00:00Z`);
  if (days === -7) return toDay(now.getTime() - ((now.getUTCDay() + 6) % 7) * DAY_MS);
  if (days === -30) return `${today.slice(0, 7)}-01`;
  if (days === -365) return `${today.slice(0, 4)}-01-01`;
  return toDay(now.getTime() - days * DAY_MS);
}

function toDay(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
