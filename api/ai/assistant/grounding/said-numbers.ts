import { countedIn, type Counted } from './countable';
import { meaning, rounded, unitOf, type KnownNumber, type UnitMeaning } from './figures';

/** Where a number stands in a text: what it may be of follows from that. */
export interface Place {
  /** In lower case. */
  before: string;
  after: string;
  value: number;
  /** How many of them are written. */
  decimals: number;
}

const YEAR_BEHIND =
  /(?:^|[^\p{L}])(?:from|in|since|of|year|years|before|after|until|till|between|around|early|late|mid|von|aus|seit|jahr|jahre|jahren|jahres|ab|vor|nach|bis|zwischen|um|released|made|summer|winter|spring|autumn|through|into|and|und|or|oder|to|january|february|march|april|may|june|july|august|september|october|november|december|januar|februar|märz|mai|juni|juli|oktober|dezember)[ \u00a0-]$/u;
/** Behind these is a year, and no count. */
const YEAR_ONLY =
  /(?:^|[^\p{L}])(?:since|seit|aus|year|jahr|jahre|(?:is|was|are|were|film|movie) from|(?:made|released|shot|filmed|came out) in)[ \u00a0]$/u;
/** Behind these, a number without a unit says nothing. */
const NEEDS_UNIT = /(?:^|[^\p{L}])(?:runs|lasts|takes|weighs|costs|dauert|läuft|kostet)[ \u00a0][\p{L} ]{0,12}$/u;
/** Reckoned, or no way to write what was told. */
const RECKONED =
  /^ ?[+×*^=÷]|^ ?[/:]\d|^ (?:times|mal|x) \d|^[\p{L} -]{1,60} (?:per|pro)(?!\p{L})|^(?: squared| cubed|[ -]ish|[ -]odd)(?!\p{L})|^ (?:with|followed by) .{0,12}zero|^ (?:fewer|less|weniger) [\p{L} ]{0,20}(?:films|movies|titles|shows|series|filme|titel|serien)(?!\p{L})|^ (?:more|mehr) [\p{L} ]{0,20}(?:films|movies|titles|shows|series|filme|titel|serien) (?:than|als)(?!\p{L})/u;
/** A bound of what was counted: the count itself was told. */
const BOUND =
  /(?<!\p{L})(?:more|fewer|less|over|under|above|below|nearly|almost|not|not even|nowhere near|fast|knapp|nicht|(?:not|n't)(?: even)? have|mehr|weniger|über|unter)(?: than| als)?[ \u00a0]$/u;
const IN_BRACKETS = /\([^()]{0,60}$/;
const BEHIND_TITLE = /[\ue000-\uf8ff]["”“»*_]?[ ,\u00a0-]{0,3}$/;
const BEHIND_YEAR = /\d{4}(?:,| -|-)? ?$/;
const ARTICLE = /(?:^|[^\p{L}])(?:an?|the|this|that|another)[ \u00a0]$/u;
const BEFORE_YEAR = [YEAR_BEHIND, IN_BRACKETS, BEHIND_TITLE, BEHIND_YEAR, ARTICLE];
const RATED =
  /(?:rated|ratings?|rates|scores?|scored|scoring|stars?|bewert\p{L}*|wertung\p{L}*|note)(?![\p{L}])[^.;!?\d]{0,24}$/u;
const RATED_BEFORE = /(?:rated|ratings?|scores?|scored|bewertet|bewertung)(?!\p{L})/u;
const RATED_SO = /(?:rated|rating of|score of|rating is|note|bewertung von)(?: only| just| at| about)? $/u;
const RATING_BEHIND = /^[ \u00a0-]?(?:bewertet|rating|rated|out of (?:ten|10)|von (?:zehn|10)|of 10|\/ ?10)(?!\p{L})/u;
const RESOLUTION = /(?:resolution|auflösung)[^.;!?]{0,16}$/u;
const LETTER = /^\p{L}$/u;

/** What a number may be of there; nothing where it is of something that no tool tells. */
function meaningsAt(place: Place): readonly UnitMeaning[] {
  const counted = countedBehind(place.after);
  const rating = ratingAt(place, counted);
  if (rating && counted.kind === 'open' && RATED_SO.test(place.before)) return [meaning('rating')];
  const found = [
    ...(counted.kind === 'unit' ? unitOf(counted.word)! : []),
    ...(isYear(place, counted) ? [meaning('year')] : []),
    ...(rating ? [meaning('rating')] : []),
    ...(counted.kind === 'open' && RESOLUTION.test(place.before) ? [meaning('lines')] : []),
  ];
  return mayBeCount(place, counted) ? [...found, meaning('count')] : found;
}

/** Whether it is said of how many there are, and not of how often. */
export function isOfThings({ after }: Pick<Place, 'after'>): boolean {
  const { kind } = countedBehind(after);
  return kind === 'things' || kind === 'open';
}

/** What a reason told may be said of anything but of how many there are. */
function mayBeOfReason(place: Place): boolean {
  const { kind } = countedBehind(place.after);
  return kind === 'people' || kind === 'times' || kind === 'unit' || ratingAt(place, { kind });
}

function countedBehind(after: string): Counted {
  if (after.startsWith('%') || /^[ \u00a0]%/.test(after)) return { kind: 'unit', word: '%' };
  return countedIn(after, (word, at) => {
    if (!LETTER.test(word)) return unitOf(word) !== null;
    // "of the 12 I found": a letter of its own is a unit only where no word is of one letter.
    return at === 0 && unitOf(word) !== null && (word !== 'i' || !/^\s/.test(after));
  });
}

function isYear({ before, value, decimals }: Place, { kind, word }: Counted): boolean {
  if (decimals > 0 || value < 1000) return false;
  if (kind === 'things') return ARTICLE.test(before) && (word === 'series' || !word.endsWith('s'));
  if (kind !== 'open') return false;
  return BEFORE_YEAR.some((pattern) => pattern.test(before));
}

function ratingAt({ before, after, decimals }: Place, { kind }: Pick<Counted, 'kind'>): boolean {
  if (RATING_BEHIND.test(after)) return true;
  if (kind !== 'open' && kind !== 'unknown') return false;
  // "… a score of 8.9, followed by … with 8.1"
  return RATED.test(before) || (decimals === 1 && (kind === 'open' || RATED_BEFORE.test(before)));
}

function mayBeCount({ before, after, decimals }: Place, { kind }: Counted): boolean {
  if (decimals > 0 || RECKONED.test(after) || BOUND.test(before)) return false;
  if (kind === 'things' || kind === 'times') return true;
  return kind === 'open' && !YEAR_ONLY.test(before) && !NEEDS_UNIT.test(before);
}

/** Whether it is a number that a tool told, of what it is said of there. */
export function isKnownAt(place: Place, numbers: readonly KnownNumber[]): boolean {
  const { value, decimals } = place;
  const meanings = meaningsAt(place);
  const isOfReason = mayBeOfReason(place);
  return numbers.some(
    (known) =>
      (known.measure === 'any' && isOfReason && known.value === value) ||
      meanings.some(
        ({ measure, factors }) =>
          measure === known.measure &&
          factors.some(
            (factor) => rounded(known.value / factor, decimals) === value && (value !== 0 || known.value === 0),
          ),
      ),
  );
}
