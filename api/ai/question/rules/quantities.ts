import { cardinalOf } from '../../words/number-values';
import { anyOf, oneOf, sequence, word, type Part } from '../pattern';

const ARTICLES: Record<string, number> = { ein: 1, eine: 1, einer: 1 };

/** Hours that are said in words. */
const HOURS: Record<string, number> = {
  'an hour': 1,
  'half an hour': 0.5,
  'an hour and a half': 1.5,
  'one and a half hours': 1.5,
  'two and a half hours': 2.5,
  'three and a half hours': 3.5,
  'eine halbe stunde': 0.5,
  'einer halben stunde': 0.5,
  'anderthalb stunden': 1.5,
  'eineinhalb stunden': 1.5,
  'zweieinhalb stunden': 2.5,
  'dreieinhalb stunden': 3.5,
};

const MINUTE_UNITS = ['minute', 'minutes', 'min', 'mins', 'minuten', 'minutige', 'minutigen'];
const HOUR_UNITS = ['hour', 'hours', 'hr', 'hrs', 'h', 'stunde', 'stunden', 'std', 'stundige', 'stundigen'];
const JOINED = /^(\d{1,4})(min|mins|minuten|h|std|m)$/;

export const number: Part = word((text) =>
  /^(\d{1,4}|\d{1,4}\.\d{1,2})$/.test(text) ? Number(text) : (ARTICLES[text] ?? cardinalOf(text)),
);
/** "8+". */
export const numberAndMore: Part = word((text) =>
  /^(\d{1,2}|\d{1,2}\.\d{1,2})\+$/.test(text) ? Number(text.slice(0, -1)) : null,
);
export const year: Part = word((text) => (/^(18[89]\d|19\d\d|20\d\d)$/.test(text) ? Number(text) : null));

const hours = oneOf(...HOUR_UNITS);
const minutesUnit = oneOf(...MINUTE_UNITS);

/** A length of time, in minutes. */
export const minutes: Part = anyOf(
  sequence([number, hours, number, minutesUnit], ([h, , m]) => Number(h) * 60 + Number(m)),
  sequence([oneOf(...Object.keys(HOURS))], ([phrase]) => HOURS[String(phrase)] * 60),
  sequence([number, hours], ([h]) => Number(h) * 60),
  sequence([number, minutesUnit], ([m]) => Number(m)),
  word(joined),
);

function joined(text: string): number | null {
  const [, digits, unit] = JOINED.exec(text) ?? [];
  if (digits === undefined) return null;
  return unit === 'h' || unit === 'std' ? Number(digits) * 60 : Number(digits);
}

export const LESS_THAN = oneOf('under', 'below', 'less than', 'shorter than', 'unter', 'weniger als', 'kurzer als');
export const AT_MOST = oneOf(
  'at most',
  'up to',
  'max',
  'maximum',
  'no longer than',
  'not longer than',
  'no more than',
  'not more than',
  'within',
  'hochstens',
  'maximal',
  'bis zu',
  'bis',
  'nicht langer als',
  'nicht mehr als',
  'i have',
  'i only have',
  'ich habe',
  'ich habe nur',
);
export const MORE_THAN = oneOf(
  'over',
  'above',
  'more than',
  'longer than',
  'higher than',
  'better than',
  'greater than',
  'uber',
  'mehr als',
  'langer als',
  'besser als',
  'hoher als',
);
export const AT_LEAST = oneOf('at least', 'minimum', 'min', 'mindestens', 'wenigstens', 'ab', 'from');
export const OR_MORE = oneOf(
  'or more',
  'or longer',
  'or higher',
  'or better',
  'or above',
  'and up',
  'and above',
  'oder mehr',
  'oder langer',
  'oder besser',
  'oder hoher',
  'plus',
);
export const OR_LESS = oneOf('or less', 'or shorter', 'or under', 'oder weniger', 'oder kurzer');
export const BETWEEN = oneOf('between', 'zwischen', 'from', 'von');
export const AND = oneOf('and', 'und', 'to', 'bis', '-');

/** Days in a stretch of time that is named. */
export const UNIT_DAYS: Record<string, number> = {
  day: 1,
  days: 1,
  tag: 1,
  tage: 1,
  tagen: 1,
  week: 7,
  weeks: 7,
  woche: 7,
  wochen: 7,
  month: 30,
  months: 30,
  monat: 30,
  monate: 30,
  monaten: 30,
  year: 365,
  years: 365,
  jahr: 365,
  jahre: 365,
  jahren: 365,
};

export const LAST = oneOf('last', 'past', 'letzten', 'vergangenen', 'letzte', 'vergangene');
