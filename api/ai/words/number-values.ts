import { foldText } from '../../library';

const ENGLISH_UNITS =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen';
const ENGLISH_TENS = 'twenty thirty forty fifty sixty seventy eighty ninety';
const GERMAN_UNITS =
  'null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn';
const GERMAN_TENS = 'zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig';

const CARDINALS = [
  ...numbered(ENGLISH_UNITS, 0, 1),
  ...numbered(ENGLISH_TENS, 20, 10),
  ...numbered(GERMAN_UNITS, 0, 1),
  ...numbered(GERMAN_TENS, 20, 10),
];
/** As questions are read: without marks, ß as ss. */
const FOLDED_CARDINALS = new Map(CARDINALS.map(([word, value]) => [foldText(word), value]));

const ENGLISH_ORDINALS =
  'third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth';
const ENGLISH_TENTHS = 'twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth';

const ORDINALS = new Map([...numbered(ENGLISH_ORDINALS, 3, 1), ...numbered(ENGLISH_TENTHS, 20, 10)]);

const VALUES = new Map<string, number>([
  ...CARDINALS,
  ...ORDINALS,
  ...numbered('twice thrice', 2, 1),
  ...numbered('hundredth hundertste', 100, 0),
  ...numbered('nil nought naught', 0, 0),
  ...numbered('couple pair', 2, 0),
  ...numbered('dozen dutzend', 12, 0),
  ['einmal', 1],
  ['thousandth', 1_000],
  ['millionth', 1_000_000],
  ['anderthalb', 1.5],
  ['eineinhalb', 1.5],
]);

/** What a number is multiplied by. */
export const SCALES: ReadonlyMap<string, number> = new Map([
  ...numbered('hundred hundert', 100, 0),
  ...numbered('thousand tausend', 1_000, 0),
  ...numbered('million millions millionen mio', 1_000_000, 0),
  ...numbered('billion milliarde milliarden mrd', 1_000_000_000, 0),
  ...numbered('trillion billionen', 1_000_000_000_000, 0),
  ...numbered('quadrillion trillionen', 1_000_000_000_000_000, 0),
]);

/** Say how much without a figure that could be looked up. */
const VAGUE = new Set(
  `dozens hundreds thousands millions billions trillions zillion zillions gazillion gazillions tens scores umpteen umpteenth handful trio quartet quintet sextet septet octet myriad myriads eleventy oodles plethora multitude lakh lakhs crore crores half halves quarter quarters thirds majority
   double doubled triple tripled quadruple quadrupled century centuries millennium millennia noughties
   dutzende hunderte tausende millionenfach milliardenfach hälfte haelfte viertel drittel mehrheit doppelt doppelte doppelten halb halbe halben zigfach zig dreiviertel dreiviertelstunde handvoll trio quartett
   jahrhundert jahrhunderte jahrhunderten jahrhunderts jahrtausend jahrtausende`.split(/\s+/),
);
const VAGUE_SHAPES = [
  /^zig(?:tausend|hundert|mill|mal|fach)/,
  /^(?:aber|zehn|hundert)?(?:hunderte|tausende)[nr]?$/,
  /^(?:aber|viel)(?:hundert|tausend)/,
];

/** "zweite", "dritten", … */
const IRREGULAR_ORDINALS = ['zwei', 'dritt', 'viert', 'fünft', 'sechst', 'siebt', 'acht', 'neunt', 'zehnt'];
const GERMAN_ORDINAL = /^(zwei|dritt|viert|fünft|sechst|siebt|acht|neunt|zehnt)(?:t)?e[nrsm]?$/;

/** What stands behind a number in the same word: it is of that, a decade, or (null) no figure shows it. */
const ENDINGS: readonly [RegExp, string | null][] = [
  [/^(\p{L}+?)(?:mal|malig\p{L}*)$/u, 'mal'],
  [/^(\p{L}+?)(?:jähr|jaehr)(?:ig|lich)\p{L}*$/u, 'jahre'],
  [/^(\p{L}+?)(?:monatig)\p{L}*$/u, 'monate'],
  [/^(\p{L}+?)(?:wöchig|woechig)\p{L}*$/u, 'wochen'],
  [/^(\p{L}+?)(?:tägig|taegig)\p{L}*$/u, 'tage'],
  [/^(\p{L}+?)(?:stündig|stuendig|stündlich)\p{L}*$/u, 'stunden'],
  [/^(\p{L}+?)(?:minütig|minuetig)\p{L}*$/u, 'minuten'],
  [/^(\p{L}+?)(?:sekündig|sekuendig)\p{L}*$/u, 'sekunden'],
  [/^(\p{L}+?)prozentig\p{L}*$/u, 'prozent'],
  [/^(\p{L}+ig|zehn|null)er(?:n|jahre|jahren)?$/u, 'decade'],
  [/^(\p{L}+?)(?:te|ste)[nrsm]?$/u, ''],
  [/^(\p{L}+?)(?:fach|fache[nrsm]?|s?tel[ns]?|erlei|fold)$/u, null],
  [/^(\p{L}+?)(?:teilig|stellig)\p{L}*$/u, null],
];

/** A number that one word tells; null as value: an amount that no figure can show. */
export interface WordValue {
  value: number | null;
  /** What it is of, where the word says so itself. */
  unit: string;
}

/** "seven", "funf", "zwanzig"; null for any other word. */
export function cardinalOf(folded: string): number | null {
  return FOLDED_CARDINALS.get(folded) ?? null;
}

/** What a word in lower case tells as a number, in English and German; null where it tells none. */
export function readWord(written: string): WordValue | null {
  const word = spelt(written);
  if (VAGUE.has(word) || VAGUE_SHAPES.some((shape) => shape.test(word))) return { value: null, unit: '' };
  const value = plainValue(word);
  return value === null ? (englishEnding(word) ?? germanEnding(word)) : { value, unit: '' };
}

/** "a third of it", "fifths": of these no figure tells. */
export function isOrdinal(word: string): boolean {
  return ORDINALS.has(word);
}

/** As dictionaries write it: "fuenf" and "funf" are "fünf". */
function spelt(word: string): string {
  return word
    .replace(/fue?nf/g, 'fünf')
    .replace(/zwoe?lf/g, 'zwölf')
    .replace(/dreissig/g, 'dreißig')
    .replace(/^zwo(?=$|[^l])/, 'zwei');
}

function plainValue(word: string): number | null {
  const known = VALUES.get(word);
  if (known !== undefined) return known;
  const ordinal = GERMAN_ORDINAL.exec(word);
  if (ordinal) return IRREGULAR_ORDINALS.indexOf(ordinal[1]) + 2;
  const broken = /^(\p{L}+)einhalb$/u.exec(word);
  if (broken) return add(plainValue(broken[1]), 0.5);
  return englishCompound(word) ?? germanCompound(word);
}

/** "seventies", "fifths". */
function englishEnding(word: string): WordValue | null {
  const tens = /^(\p{L}+)ies$/u.exec(word);
  const decade = tens && VALUES.get(`${tens[1]}y`);
  if (decade !== null && decade !== undefined) return { value: decade, unit: 'decade' };
  return word.endsWith('s') && ORDINALS.has(word.slice(0, -1)) ? { value: null, unit: '' } : null;
}

function germanEnding(word: string): WordValue | null {
  for (const [ending, unit] of ENDINGS) {
    const stem = ending.exec(word)?.[1];
    if (stem === undefined) continue;
    const value = stem === 'ein' ? 1 : (SCALES.get(stem) ?? plainValue(stem));
    if (value !== null) return unit === null ? { value: null, unit: '' } : { value, unit };
  }
  return null;
}

/** "eightysix", "sixhundred". */
function englishCompound(word: string): number | null {
  const glued = /^(\p{L}+?)(hundred|thousand|million)(?:and)?(\p{L}*)$/u.exec(word);
  if (glued) return sumOf([glued[1], glued[3]], SCALES.get(glued[2])!);
  const tens = /^((?:twen|thir|for|fif|six|seven|eigh|nine)ty)(\p{L}+)$/u.exec(word);
  const units = tens && (VALUES.get(tens[2]) ?? { first: 1, second: 2 }[tens[2]]);
  return tens && units && units < 10 ? VALUES.get(tens[1])! + units : null;
}

/** "fünfundzwanzig", "zweihundertdrei", "dreitausend". */
function germanCompound(word: string): number | null {
  const thousand = split(word, 'tausend');
  if (thousand) return sumOf(thousand, 1_000);
  const hundred = split(word, 'hundert');
  if (hundred) return sumOf(hundred, 100);
  const and = /^(ein|zwei|drei|vier|fünf|sechs|sieben|acht|neun)und(\p{L}+)$/u.exec(word);
  const tens = and && VALUES.get(and[2]);
  if (!and || tens === undefined || tens === null || tens < 20) return null;
  return tens + (and[1] === 'ein' ? 1 : VALUES.get(and[1])!);
}

function split(word: string, scale: string): [string, string] | null {
  const at = word.indexOf(scale);
  return at < 0 || word.length === scale.length ? null : [word.slice(0, at), word.slice(at + scale.length)];
}

function sumOf([before, after]: [string, string], scale: number): number | null {
  const factor = before === '' || before === 'ein' ? 1 : plainValue(before);
  const rest = after === '' ? 0 : plainValue(after.replace(/^und/, ''));
  return factor === null || rest === null ? null : factor * scale + rest;
}

function add(value: number | null, more: number): number | null {
  return value === null ? null : value + more;
}

function numbered(words: string, start: number, step: number): [string, number][] {
  return words.split(' ').map((word, at) => [word, start + at * step]);
}
