import type { AnalysisDto } from './analysis.dto';

/** -1: less than in the period before; null: not known. */
type Way = -1 | 0 | 1 | null;

/** Which way the figures went since the period before. */
export interface Directions {
  /** By the keys of the figures. */
  figures: ReadonlyMap<string, Way>;
  /** Of the views of each genre. */
  genres: ReadonlyMap<string, Way>;
  /** Names that may hold words of direction, and say nothing by them. */
  names: readonly string[];
}

const UP =
  /\b(?:more|(?<!\b(?:ended|caught|made|kept|adds?|picked|took|summed|sums|wrapped|followed)\s)up|rose|risen|ris(?:es?|ing)|increas(?:e[ds]?|ing)|gr[eo]w(?:n|th|s|ing)?|climb(?:ed|s)?|gain(?:ed|s)?|jump(?:ed|s)?|higher|longer|greater|busier|mehr|länger|höher|stieg(?:en)?|gestiegen|zugenommen)\b/giu;
const DOWN =
  /\b(?:less|fewer|down|fell|fall(?:en|s|ing)?|drop(?:ped|s|ping)?|decreas(?:e[ds]?|ing)|declin(?:e[ds]?|ing)|lower|shorter|shr[aiu]nk|sank|slipped|dip(?:ped|s)?|slowed|quieter|weniger|kürzer|niedriger|sanken|gesunken|gefallen|abgenommen)\b/giu;
const LEVEL = /\b(?:unchanged|unverändert|(?:the same|as (?:much|many|often|long)) as (?:before|in the))\b/giu;
const NEGATION = /\b(?:no|not|never|nor|neither|hardly|cannot|kein\w*|nicht|nie)\b|n[’']t\b/iu;
const FROM_TO = /\bfrom (\d[\d.,]*).{0,30}?\bto (\d[\d.,]*)/giu;
/** Than what: the period before, or something else of this one. */
const THAN = /\bthan\b(.*)/iu;
const BEFORE =
  /\b(?:before|previous|prior|preceding|earlier|last|past|ago|usual|ever|period|did|had|have|used|were|was|then)\b/iu;
const SEGMENTS = /,(?!\d)|[;:()—–]|\s-\s|\b(?:and|but|while|whereas|although|though|yet|und|aber|während)\b/iu;

/** What a segment may speak of; the first list that has any of it decides. */
const SUBJECTS: readonly (readonly (readonly [key: string, words: RegExp])[])[] = [
  [
    ['completion', /\b(?:average|completion|of each|of every)\b/iu],
    ['brokenOff', /\b(?:br(?:oke|oken|eak|eaking) off|abandon\w*|unfinished|partial\w*)\b/iu],
    ['finished', /\b(?:to (?:the|its|their) end|finish\w*|completed)\b/iu],
    ['finishedTitles', /\b(?:titles?|movies?|films?|episodes?|tracks?)\b/iu],
    ['newTitles', /\b(?:first time|new|discover\w*|people|genres?)\b/iu],
    ['streak', /\b(?:in a row|streaks?|days)\b/iu],
  ],
  [
    ['plays', /\b(?:views?|plays?|times|often|viewings?)\b/iu],
    ['watched', /\b(?<!\b(?:this|last|first|next|same|each|every) )(?:time|hours?|minutes?|longer|shorter)\b/iu],
  ],
];
const WATCHING = ['plays', 'watched'];
/** Says when, and nothing of days in a row. */
const SPAN = /\b(?:last|past|previous|prior|same|those|these|of the|in the) [\d ]*days\b/giu;

export function directionsOf(
  { figures, genres }: Pick<AnalysisDto, 'figures' | 'genres'>,
  names: readonly string[],
): Directions {
  return {
    figures: new Map(figures.map(({ key, value, previous }) => [key, wayOf(value, previous)])),
    genres: new Map(genres.map(({ genre, plays, previousPlays }) => [genre, wayOf(plays, previousPlays)])),
    names,
  };
}

/** Whether what a sentence calls more or less than before is so. In doubt it is not. */
export function agrees(sentence: string, directions: Directions): boolean {
  const nameless = directions.names.reduce((text, name) => (name ? text.replaceAll(name, 'it') : text), sentence);
  const segments = nameless.replace(SPAN, 'period').split(SEGMENTS);
  return segments.every((segment, at) => {
    const said = waysIn(segment);
    if (said.length === 0) return true;
    if (NEGATION.test(segment)) return false;
    return subjectsAt(segments, at, directions).every((way) => said.every((one) => one === way));
  });
}

function wayOf(now: number, before: number | null): Way {
  return before === null ? null : (Math.sign(now - before) as Way);
}

/** Which ways a segment says that something went. */
function waysIn(segment: string): Way[] {
  const said = (words: RegExp, way: Way): Way[] =>
    [...segment.matchAll(words)]
      .filter(({ 0: word, index }) => isAgainstBefore(segment.slice(index + word.length)))
      .map(() => way);
  const counted = [...segment.matchAll(FROM_TO)].map(([, from, to]) => Math.sign(toNumber(to) - toNumber(from)) as Way);
  return [...said(UP, 1), ...said(DOWN, -1), ...said(LEVEL, 0), ...counted.filter((way) => way !== 0)];
}

function isAgainstBefore(rest: string): boolean {
  const than = THAN.exec(rest);
  return than === null || BEFORE.test(than[1]);
}

function toNumber(digits: string): number {
  return Number.parseFloat(digits.replace(/,(?=\d{3})/g, ''));
}

/** What a segment speaks of; where it does not say, its neighbours do, the ones before it first. */
function subjectsAt(segments: readonly string[], at: number, directions: Directions): Way[] {
  const own = subjectsIn(segments[at], directions);
  const joined: Way[] = [];
  // "Your views and hours rose": what only names things belongs to the next that says something of them.
  for (let i = at - 1; i >= 0 && !/\d/.test(segments[i]) && waysIn(segments[i]).length === 0; i--)
    joined.push(...subjectsIn(segments[i], directions));
  if (own.length + joined.length > 0) return [...own, ...joined];
  const others = [...segments.slice(0, at).reverse(), ...segments.slice(at + 1)];
  const near = others.map((segment) => subjectsIn(segment, directions)).find((subjects) => subjects.length > 0);
  return near ?? WATCHING.map((key) => directions.figures.get(key) ?? null);
}

function subjectsIn(segment: string, { figures, genres }: Directions): Way[] {
  const named = [...genres].filter(([genre]) => segment.includes(genre)).map(([, way]) => way);
  if (named.length > 0) return named;
  const keys = SUBJECTS.map((list) => list.filter(([, words]) => words.test(segment)).map(([key]) => key));
  return (keys.find((list) => list.length > 0) ?? []).map((key) => figures.get(key) ?? null);
}
