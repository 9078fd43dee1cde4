import { countedIn } from './countable';
import type { Evidence } from './evidence';
import { unitOf } from './figures';

const LIBRARY =
  /(?<![\p{L}'])(?:library|libraries|collection|server|catalogue|mediathek|mediatheken|bibliothek|bibliotheken|sammlung|have|has|own|owns|hast|habt|hat|besitzt|there (?:is|are|was|were)|there's|es gibt|gibt es|exists?)(?!\p{L})/u;
const WATCHED =
  /(?<![\p{L}'])(?:(?:un|re)?watched|(?:un)?seen|(?:un)?finished|viewed|played|completed|(?:un)?gesehene?[nrsm]?|angesehene?[nrsm]?|geschaute?[nrsm]?|angeschaute?[nrsm]?|durchgeschaut)(?!\p{L})/u;
const PLACES =
  /(?<![\p{L}'])(?:library|libraries|collection|server|mediathek|bibliothek|sammlung|have|own|hast|besitzt)(?!\p{L})/u;

/** Behind these, what is none of is named. */
const NO = /(?<![\p{L}'])(?:no|zero|kein|keine[nrsm]?|keinerlei|null)(?!\p{L}|[,.;:!–])/gu;
const ANY =
  /(?<![\p{L}'])(?:any|a single|one single|single|ein einziger?|eine einzige|einen einzigen|einzige[nrs]?)(?!\p{L})/gu;
const NOT = /(?:not|n't|never|without|nicht|ohne|hardly|cannot|nie)(?!\p{L})[^.,;!?]{0,30}$/u;
/** "You do not own films", "You haven't seen a thing". */
const NOT_ONE = [
  /(?:n't|not|never|cannot)(?: yet| ever| even| really| actually)? (?:have|own|got|hold|watch|see|contain|watched|seen|finished)(?: got)? (?:a |an |one )?(?:films?|movies?|titles?|shows?|series|thing|anything|one)(?!\p{L})/u,
  /(?:nie|nicht|niemals)(?: einmal| mal| auch nur)? (?:einen film|eine serie|einen titel|filme|serien|etwas|irgendetwas|irgendwas)(?!\p{L})/u,
  /(?:n't|not|never) anything (?:in|on|of|here|there)(?!\p{L})/u,
];
/** What only the person named may be said to be missing: the check of names sees to that. */
const CALLED = /^ \p{L}+ (?:called|named|titled|entitled|namens|mit dem titel|mit dem namen) /u;
const NOBODY =
  /(?<![\p{L}'])(?:nobody|no one|noone|niemand|niemandem|niemanden|none|keine[rs]? davon|nada|zilch)(?!\p{L})/u;
const NOTHING = /(?<![\p{L}'])(?:nothing|nichts)(?!\p{L})/u;
const HERE = /(?<![\p{L}'])(?:library|libraries|collection|server|mediathek|bibliothek|sammlung)(?!\p{L})/u;
const POINTS = /^(?:of|them|these|those|davon|it)$/;
/** "Nothing suitable" is how it looks to who says it. */
const NOTHING_FIT =
  /(?:nothing|nichts) (?:(?:that )?(?:suitable|fitting|fits|similar|else|more|about|on|like|wrong|beats|better|of that|to)|passend|geeignet|ähnlich|weiter|darüber|dazu|zu|über|besser)/u;
const EMPTY = /(?<![\p{L}'])(?:empty|leere?[nrsm]?)(?!\p{L})/u;

const NO_QUANTITY =
  /(?<!\p{L})(?:all in all|after all|at all|above all|first of all|in all|of all|all right|all about|vor allem|alles klar|alles gute|all the best|both .{1,40} and )(?!\p{L})/gu;
const ALL =
  /(?<![\p{L}'])(?:all|neither|every|only (?=\p{L}+ films)|everything|everybody|everyone|each (?:of|one|film|movie|title|show|episode|is|was|has)|both|alle[nrsm]?|alles|sämtliche[nrsm]?|jede[nrsm]?|beide[nrsm]?|beides|(?:whole|entire|full|ganze[nrsm]?|gesamte[nrsm]?|komplette[nrsm]?) (?:library|collection|series|mediathek|bibliothek|sammlung))(?!\p{L})/u;
const WHOLLY = /(?<![\p{L}'])(?:fully|completely|entirely|wholly|vollständig|komplett|restlos)(?!\p{L})/u;
const PAIR = /(?<![\p{L}'])(?:both|beide[nrsm]?|beides)(?!\p{L})/u;
const SEARCHED = /(?:searched|looked|checked|durchsucht|geprüft)/u;

/** Shares that nobody counted: "most of them", "very few films". */
const SHARE =
  /(?<![\p{L}'])(?<!(?:a|the|your|quite a|at) )(?:most|very few|only a few|hardly any|barely any|almost no|few|almost all|nearly all|a majority|the majority|die meisten|die wenigsten|sehr wenige|nur wenige|kaum)(?!\p{L}|-)/gu;

/** Whether a tool told that there are none of something; that a title was seen by nobody is not that. */
export function foundNone({ numbers, figures, items }: Evidence): boolean {
  if ([...figures.values()].some(({ value, unit }) => value === 0 && unit === 'count')) return true;
  const isNeverSeen = [...items.values()].some(({ item }) =>
    [item.viewCount, item.index, item.parentIndex].includes(0),
  );
  return !isNeverSeen && numbers.some(({ value, measure }) => value === 0 && measure === 'count');
}

/** "No films", "nothing", "all of them", "both" of which no tool tells that it is so; null where nothing is of the kind. */
export function unprovenQuantity(text: string, isNone: boolean): string | null {
  return (isNone ? null : unprovenNone(text)) ?? unprovenAll(text) ?? unprovenShare(text);
}

function unprovenNone(text: string): string | null {
  const notOne = NOT_ONE.find((pattern) => pattern.test(text));
  return notOne?.exec(text)?.[0] ?? noneOf(text) ?? NOBODY.exec(text)?.[0] ?? nothing(text) ?? empty(text);
}

function noneOf(text: string): string | null {
  const any = [...text.matchAll(ANY)].filter(({ index }) => NOT.test(text.slice(0, index)));
  for (const match of [...text.matchAll(NO), ...any]) {
    const after = text.slice(match.index + match[0].length);
    if (CALLED.test(after)) continue;
    const { kind, word } = countedIn(after, (one) => unitOf(one) !== null);
    if (kind === 'things' || kind === 'times' || kind === 'people') return match[0];
    if (kind === 'open' && (word === '' ? isOfLibrary(text) : POINTS.test(word))) return match[0];
  }
  return null;
}

function nothing(text: string): string | null {
  if (!isOfLibrary(text) || (NOTHING_FIT.test(text) && !HERE.test(text))) return null;
  return NOTHING.exec(text)?.[0] ?? null;
}

function empty(text: string): string | null {
  return PLACES.test(text) ? (EMPTY.exec(text)?.[0] ?? null) : null;
}

function isOfLibrary(text: string): boolean {
  return LIBRARY.test(text) || WATCHED.test(text);
}

function unprovenAll(text: string): string | null {
  const rest = text.replace(NO_QUANTITY, ' ');
  const all = ALL.exec(rest)?.[0];
  if (all === undefined) return wholly(rest);
  if (WATCHED.test(rest)) return all;
  if (!PLACES.test(rest) || SEARCHED.test(rest)) return null;
  // Two titles that a tool told are in the library, both of them.
  return PAIR.test(all) && (rest.match(/[\ue000-\uf8ff]/g) ?? []).length === 2 ? null : all;
}

function unprovenShare(text: string): string | null {
  for (const match of text.matchAll(SHARE)) {
    const { kind, word } = countedIn(text.slice(match.index + match[0].length), (one) => unitOf(one) !== null);
    if (kind === 'things' || (kind === 'open' && isPointed(word, match[0], text))) return match[0];
  }
  return null;
}

/** "Most of them", "die meisten hast du gesehen"; "you watched most" is no share. */
function isPointed(word: string, share: string, text: string): boolean {
  if (word === '') return share.startsWith('die') && WATCHED.test(text);
  return /^(?:them|these|those|which|ihnen|denen|diesen|davon|hast)$/.test(word);
}

/** "Your library is fully watched." */
function wholly(text: string): string | null {
  return HERE.test(text) && WATCHED.test(text) ? (WHOLLY.exec(text)?.[0] ?? null) : null;
}
