import type { KnownNumber } from './figures';
import type { Place } from './said-numbers';

/**
 * What a filter's number was asked as. `none`: of the one value that was asked for nothing was found; `decade`: years
 * of one decade were asked for.
 */
export type Limit = 'least' | 'most' | 'days' | 'decade' | 'none';

const END =
  '(?: (?:about|around|just|only|the|year|years|of|dem|den|jahr|jahre|jahren|etwa|rund|nur|zu|von))*[ \\u00a0-]$';
const UNIT = '^(?:[ \\u00a0-](?!or|and|oder|und)[\\p{L}%]+)?,? ';
const NOT = "(?:no|not|never|nicht|\\p{L}+n't)(?: much| viel)? ";
const MORE =
  'more than|longer than|greater than|better than|higher than|later than|newer than|younger than|after|over|above|mehr als|länger als|besser als|höher als|später als|neuer als|jünger als|nach|über';
const LESS =
  'less than|fewer than|shorter than|lower than|worse than|earlier than|older than|before|under|below|weniger als|kürzer als|schlechter als|niedriger als|früher als|älter als|vor|unter';
const LEAST = `${MORE}|since|starting|beginning|at least|a minimum|minimum|min|between|seit|ab|mindestens|zwischen`;
const MOST = `${LESS}|until|till|prior to|up to|within|at most|a maximum|maximum|max|bis|höchstens|maximal|innerhalb`;
const RANGE = '(?:between|zwischen) [^.;!?]{1,24} (?:and|und)|(?:from|of|von) [^.;!?]{1,24} (?:to|through|bis)';
const WINDOW =
  'last|past|previous|recent|within|during|in|less than|newer than|letzten?|letzter|vergangenen|vorigen|binnen|innerhalb|während|weniger als|neuer als|jünger als';
/** How long nobody watched a thing. */
const LONG = 'for|over|more than|longer than|since|seit|über|mehr als|länger als';

/** "Not longer than" is no "longer than". */
const BEFORE: Record<'least' | 'most' | 'days' | 'long', RegExp> = {
  least: new RegExp(`(?<!\\p{L})(?:(?<!${NOT})(?:${LEAST})|${NOT}(?:${LESS}))${END}`, 'u'),
  most: new RegExp(`(?<!\\p{L})(?:(?<!${NOT})(?:${MOST})|${NOT}(?:${MORE})|${RANGE})${END}`, 'u'),
  days: new RegExp(`(?<!\\p{L})(?:${WINDOW})${END}`, 'u'),
  long: new RegExp(`(?<!\\p{L})(?:${LONG})${END}`, 'u'),
};
const OR_MORE =
  '(?:or|oder) (?:more|longer|better|higher|above|up|over|later|newer|mehr|länger|besser|höher|darüber|später|neuer)|and (?:up|above|later)|at least|minimum|onwards?|upwards?|mindestens|aufwärts';
const OR_LESS =
  '(?:or|oder) (?:less|fewer|shorter|lower|under|below|earlier|older|before|weniger|kürzer|darunter|früher|älter)|at most|maximum|max|tops|höchstens|maximal';
const BEHIND: Record<'least' | 'most', RegExp> = {
  least: new RegExp(`${UNIT}(?:${OR_MORE})(?!\\p{L})|^\\+`, 'u'),
  most: new RegExp(`${UNIT}(?:${OR_LESS})(?!\\p{L})`, 'u'),
};
/** "From 1980" is that year alone, unless something goes on behind it. */
const FROM = new RegExp(`(?<!\\p{L})(?:from|von|of|aus)${END}`, 'u');
const GOES_ON = /^ (?:on|an)(?= *(?:[,.;:!?)]|$))|^ (?:to|through|until|till|bis)(?!\p{L})|^ ?- ?\d/u;
const AGO = /^[ \u00a0-]\p{L}+ (?:ago|her)(?!\p{L})/u;
const LESS_AGO = /(?:less|fewer|weniger) (?:than|als) $/u;
const NONE = /(?<!\p{L})(?:no|not|none|nothing|never|\p{L}+n't|cannot|kein\p{L}*|nichts?|nie)(?!\p{L})/u;

const UNSEEN =
  /(?<!\p{L})(?:nobody|no one|niemand\p{L}*|un(?:watched|seen|played)|ungesehen\p{L}*|not|nicht|nie|never|\p{L}+n't)(?!\p{L})/u;

type Filters = Readonly<Record<string, unknown>>;

/** What the number of a filter limits; undefined where all that was found has that very value. */
export function limitOf(name: string, filters: Filters, found: boolean): Limit | undefined {
  if (/days/i.test(name)) return 'days';
  const [, what, end] = /^(.+)(From|To|Min|Max)$/.exec(name) ?? [];
  if (end === undefined) return undefined;
  const other = { From: 'To', To: 'From', Min: 'Max', Max: 'Min' }[end]!;
  if (filters[`${what}${other}`] === filters[name]) return found ? undefined : 'none';
  return end === 'From' || end === 'Min' ? 'least' : 'most';
}

/** "The 80s": what was found is of them all. */
export function isOfDecade({ yearFrom, yearTo }: Filters): boolean {
  return Math.floor(Number(yearFrom) / 10) === Math.floor(Number(yearTo) / 10);
}

/** A filter's number is that of no title: it may be said as the limit that it was. All other numbers may stand. */
export function mayStandAt({ limit }: KnownNumber, place: Place): boolean {
  return limit === undefined || SAID_SO[limit](place);
}

const SAID_SO: Record<Limit, (place: Place) => boolean> = {
  decade: () => false,
  none: ({ before, after }) => NONE.test(before) || NONE.test(after),
  days: isWindow,
  least: ({ before, after }) =>
    BEHIND.least.test(after) || BEFORE.least.test(before) || (FROM.test(before) && GOES_ON.test(after)),
  most: ({ before, after }) => BEHIND.most.test(after) || BEFORE.most.test(before),
};

function isWindow({ before: text, after: rest }: Place): boolean {
  if (AGO.test(rest)) return LESS_AGO.test(text);
  return BEFORE.days.test(text) || (BEFORE.long.test(text) && UNSEEN.test(text + rest));
}
