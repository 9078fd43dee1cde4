import type { StatsPeriod } from '../../../library';
import type { Asked } from '../asked';
import { find, gap, maybe, oneOf, type Match } from '../pattern';

const HOW_MUCH = oneOf(
  'how much',
  'how long',
  'how much time',
  'how much tv',
  'how many hours',
  'how many minutes',
  'wie viel',
  'wieviel',
  'wie viel zeit',
  'wie lange',
  'wie viele stunden',
  'wieviele stunden',
);
const DID_I = oneOf(
  'did i watch',
  'have i watched',
  'did i spend watching',
  'have i spent watching',
  'i watched',
  'i have watched',
  'do i watch',
  'habe ich geschaut',
  'habe ich gesehen',
  'hab ich geschaut',
  'schaue ich',
  'ich geschaut habe',
);
const HABE_ICH = oneOf('habe ich', 'hab ich', 'did i', 'have i');
const GESCHAUT = oneOf('geschaut', 'gesehen', 'angeschaut', 'watch', 'watched');
const MY_STATS = oneOf(
  'my stats',
  'my statistics',
  'my viewing statistics',
  'my viewing time',
  'my watch time',
  'my watching habits',
  'meine statistik',
  'meine statistiken',
  'meine sehzeit',
  'meine sehgewohnheiten',
  'most watched',
  'watched most',
  'watched the most',
  'watch most',
  'watch the most',
  'am meisten gesehen',
  'am meisten geschaut',
  'meistgesehene',
  'meistgesehenen',
);

const PERIODS: [StatsPeriod, string, string[]][] = [
  [
    '7d',
    'Last 7 days',
    [
      'this week',
      'last week',
      'past week',
      'last 7 days',
      'diese woche',
      'dieser woche',
      'letzte woche',
      'letzten woche',
      'letzten 7 tage',
      'letzten 7 tagen',
    ],
  ],
  [
    '30d',
    'Last 30 days',
    [
      'this month',
      'last month',
      'past month',
      'last 30 days',
      'diesen monat',
      'diesem monat',
      'letzten monat',
      'letzten 30 tage',
      'letzten 30 tagen',
    ],
  ],
  [
    '90d',
    'Last 90 days',
    [
      'last 90 days',
      'last 3 months',
      'last three months',
      'this quarter',
      'letzten 90 tage',
      'letzten 90 tagen',
      'letzten 3 monaten',
      'letzten drei monaten',
      'letzten 3 monate',
    ],
  ],
  [
    '1y',
    'Last year',
    [
      'this year',
      'last year',
      'past year',
      'last 365 days',
      'last 12 months',
      'dieses jahr',
      'diesem jahr',
      'letztes jahr',
      'letzten jahr',
      'letzten 12 monaten',
    ],
  ],
  ['all', 'All time', ['ever', 'all time', 'of all time', 'in total', 'overall', 'insgesamt', 'jemals', 'alle zeit']],
];

const PERIOD_LEAD = maybe(
  oneOf('in the', 'in', 'over the', 'during the', 'for', 'of', 'in den', 'im', 'fur', 'der', 'die'),
);
/** "How much did I watch this month?", "my stats" */
export function readStats(asked: Asked): void {
  const match =
    find(asked.text, [HOW_MUCH, gap(2), DID_I]) ??
    find(asked.text, [HOW_MUCH, HABE_ICH, gap(5), GESCHAUT]) ??
    find(asked.text, [MY_STATS]);
  if (match) say(asked, match);
}

/** Says how many days. */
const EXACT = /\d/;

function say(asked: Asked, match: Match): void {
  asked.intent = 'stats';
  asked.note(match, { field: 'intent', value: 'stats', label: 'Your statistics' });
  asked.isPeriodRough = true;
  for (const [period, label, words] of PERIODS) {
    const named = find(asked.text, [PERIOD_LEAD, oneOf(...words)]);
    if (!named) continue;
    asked.period = period;
    // Statistics are of the last days: "this year" begins with January.
    asked.isPeriodRough = period !== 'all' && !EXACT.test(String(named.values[1]));
    return asked.note(named, { field: 'period', value: period, label });
  }
}

const HOW_MANY = oneOf(
  'how many',
  'number of',
  'the number of',
  'count',
  'count of',
  'count my',
  'wie viele',
  'wieviele',
  'wie viel',
  'anzahl',
  'anzahl der',
  'anzahl von',
  'die anzahl der',
);

/** "How many films do I have?" */
export function readCount(asked: Asked): void {
  const match = find(asked.text, [HOW_MANY]);
  if (!match) return;
  // "How many did I watch" is answered by the statistics.
  if (asked.intent === 'stats') return asked.text.take(match.indexes);
  asked.intent = 'count';
  asked.note(match, { field: 'intent', value: 'count', label: 'How many' });
}

const PICKS = oneOf(
  'should i watch',
  'shall i watch',
  'can i watch',
  'what to watch',
  'recommend',
  'recommend me',
  'recommendation',
  'recommendations',
  'suggest',
  'suggest me',
  'suggestion',
  'suggestions',
  'pick',
  'pick me',
  'soll ich schauen',
  'soll ich sehen',
  'soll ich gucken',
  'kann ich schauen',
  'empfiehl',
  'empfiehl mir',
  'empfehlung',
  'empfehlungen',
  'empfehle mir',
  'schlag mir',
  'vorschlag',
  'vorschlage',
);
const SOLL_ICH = oneOf('soll ich', 'sollte ich', 'kann ich', 'should i', 'shall i');
const SCHAUEN = oneOf('schauen', 'sehen', 'gucken', 'anschauen', 'watch');

/** "What should I watch tonight?" */
export function readPicks(asked: Asked): void {
  if (asked.intent !== 'list') return;
  const match = find(asked.text, [PICKS]) ?? find(asked.text, [SOLL_ICH, gap(3), SCHAUEN]);
  if (!match) return;
  asked.intent = 'picks';
  asked.note(match, { field: 'intent', value: 'picks', label: 'Picked for you' });
}
