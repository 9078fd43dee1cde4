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

const VALUES = new Map<string, number>([
  ...CARDINALS,
  ...numbered('twice thrice', 2, 1),
  ...numbered('einmal zweimal dreimal viermal fünfmal sechsmal siebenmal achtmal neunmal zehnmal', 1, 1),
  ...numbered('third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth', 3, 1),
  ['zwo', 2],
  ['dreissig', 30],
  ['couple', 2],
  ['pair', 2],
  ['dozen', 12],
  ['dutzend', 12],
]);

const SCALES = new Map<string, number>([
  ['hundred', 100],
  ['thousand', 1_000],
  ['million', 1_000_000],
  ['billion', 1_000_000_000],
  ['hundert', 100],
  ['tausend', 1_000],
  ['millionen', 1_000_000],
]);

/** Say how much without a figure that could be looked up. */
const VAGUE = new Set(
  `dozens hundreds thousands millions billions half halves quarter quarters thirds majority double doubled triple tripled quadruple
   dutzende hunderte tausende millionenfach hälfte viertel drittel mehrheit doppelt dreifach halb halbe halben zigfach`.split(
    /\s+/,
  ),
);

/** "zweite", "dritten", … */
const GERMAN_ORDINAL = /^(zwei|dritt|viert|fünft|sechst|siebt|acht|neunt|zehnt)(?:t)?e[nrsm]?$/;
const ORDINALS = ['zwei', 'dritt', 'viert', 'fünft', 'sechst', 'siebt', 'acht', 'neunt', 'zehnt'];

export interface WordNumber {
  value: number;
  /** Where it begins and ends in the list of words. */
  from: number;
  to: number;
}

/** Numbers written as words, in English and German. Null as value: an amount that no figure can show. */
export function wordNumbers(words: readonly string[]): (WordNumber | { value: null; from: number; to: number })[] {
  const found = [];
  for (let at = 0; at < words.length; at++) {
    if (VAGUE.has(words[at])) found.push({ value: null, from: at, to: at + 1 });
    const run = VAGUE.has(words[at]) || isPronoun(words, at) ? null : runFrom(words, at);
    if (!run) continue;
    found.push(isMultiple(words, run.to) ? { ...run, value: null } : run);
    at = run.to - 1;
  }
  return found;
}

/** "seven", "funf", "zwanzig"; null for any other word. */
export function cardinalOf(folded: string): number | null {
  return FOLDED_CARDINALS.get(folded) ?? null;
}

/** Whether numbers say what it says: it names nothing. */
export function isNumberWord(word: string): boolean {
  return VAGUE.has(word) || SCALES.has(word) || valueOf(word) !== null;
}

/** "two hundred and five", beginning there. */
function runFrom(words: readonly string[], from: number): WordNumber | null {
  let [total, part] = [0, null as number | null];
  let to = from;
  for (; to < words.length; to++) {
    const value = valueOf(words[to]);
    const scale = SCALES.get(words[to]);
    if (value !== null) part = (part ?? 0) + value;
    else if (scale === 100) part = (part ?? 1) * scale;
    else if (scale !== undefined) [total, part] = [total + (part ?? 1) * scale, 0];
    else if (!joins(words, to, part)) break;
  }
  return part === null ? null : { value: total + part, from, to };
}

/** The "and" behind hundreds and before a number. */
function joins(words: readonly string[], at: number, part: number | null): boolean {
  return words[at] === 'and' && part !== null && part % 100 === 0 && valueOf(words[at + 1] ?? '') !== null;
}

/** "twice as much", "three times as many", "doppelt so viel": computed, never told. */
function isMultiple(words: readonly string[], after: number): boolean {
  const next = /^(?:times|mal)$/.test(words[after] ?? '') ? after + 1 : after;
  return /^(?:as|so)$/.test(words[next] ?? '');
}

/** "this one", "one of them": no figure. */
function isPronoun(words: readonly string[], at: number): boolean {
  if (words[at] !== 'one') return false;
  const [before, after] = [words[at - 1] ?? '', words[at + 1] ?? ''];
  return (
    /^(?:this|that|the|each|every|another|any|no|which|last|next|first|good|great|short|longer|shorter)$/.test(
      before,
    ) || /^(?:of|is|that|which|with|you|to|for|from)?$/.test(after)
  );
}

function valueOf(word: string): number | null {
  const known = VALUES.get(word);
  if (known !== undefined) return known;
  const ordinal = GERMAN_ORDINAL.exec(word);
  if (ordinal) return ORDINALS.indexOf(ordinal[1]) + 2;
  return germanCompound(word);
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
  const factor = before === '' || before === 'ein' ? 1 : valueOf(before);
  const rest = after === '' ? 0 : valueOf(after.replace(/^und/, ''));
  return factor === null || rest === null ? null : factor * scale + rest;
}

function numbered(words: string, start: number, step: number): [string, number][] {
  return words.split(' ').map((word, at) => [word, start + at * step]);
}
