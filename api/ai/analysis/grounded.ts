import type { Facts } from './facts';

const MOST_LETTERS = 1500;

/** Anything that would be more than plain words. */
const MARKUP = /[<>[\]{}*_`#|\\^~=]|https?:|www\.|\n\s*[-•]/i;

const NUMBER_WORDS: Record<string, number> = {
  zero: 0,
  none: 0,
  once: 1,
  one: 1,
  single: 1,
  two: 2,
  both: 2,
  couple: 2,
  pair: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  dozen: 12,
  dozens: 12,
  thirteen: 13,
  fourteen: 14,
  fifteen: 15,
  sixteen: 16,
  seventeen: 17,
  eighteen: 18,
  nineteen: 19,
  twenty: 20,
  thirty: 30,
  forty: 40,
  fifty: 50,
  sixty: 60,
  seventy: 70,
  eighty: 80,
  ninety: 90,
  hundred: 100,
  hundreds: 100,
  thousand: 1000,
  thousands: 1000,
  million: 1e6,
};

/** Multiples and fractions are computed, never given. */
const RATIOS = new Set(
  `twice thrice double doubled doubling triple tripled half halves halved third thirds quarter quarters fold twofold`.split(
    ' ',
  ),
);

/** Words that a sentence begins with; any other word there may be a title. */
const OPENERS = new Set(
  `a across after all also altogether among an and another as at before besides beyond both but compared despite during even
  fewer finally for from good here however if in interestingly it its keep less longer looking meanwhile more
  most much nearly new nice no not notably of on only over overall people quite since so some still that the their then there
  these they this those though through time titles together under viewing views watching well what when while with without
  you your`.split(/\s+/),
);
/** Written with a capital wherever they stand. */
const CAPITALS = new Set(['i', 'tv', 'plex']);

/**
 * Whether a text says nothing but facts: every number, in digits or in words, is one of them, and every name, told by its
 * capitals or quotes, too. Where it is not sure the answer is no.
 */
export function isGrounded(text: string, { lines, names }: Facts): boolean {
  if (text.length > MOST_LETTERS || MARKUP.test(text) || /[^\P{L}\p{Script=Latin}]/u.test(withoutNames(text, names)))
    return false;
  const numbers = new Set(lines.flatMap(digitsIn));
  const rest = withoutNames(text, names);
  return (
    numbersIn(rest).every((value) => numbers.has(value)) &&
    !/["“”„«»]|\s['‘]/.test(rest) &&
    sentencesOf(rest).every(isPlain)
  );
}

/** Names that may stand are taken out, the longest first, so that what is left names nothing. */
function withoutNames(text: string, names: readonly string[]): string {
  let rest = text;
  for (const name of [...names].sort((a, b) => b.length - a.length)) {
    if (name === '') continue;
    for (const quoted of [`"${name}"`, `“${name}”`, `'${name}'`, `‘${name}’`, name]) rest = replaceWhole(rest, quoted);
  }
  return rest;
}

/** Only where the name does not go on as another word. */
function replaceWhole(text: string, name: string): string {
  let rest = text;
  for (let at = rest.indexOf(name); at !== -1; at = rest.indexOf(name, at + 1)) {
    const [before, after] = [rest.slice(0, at).at(-1) ?? ' ', rest.at(at + name.length) ?? ' '];
    if (!/[\p{L}\p{N}]/u.test(before + after)) rest = `${rest.slice(0, at)}the${rest.slice(at + name.length)}`;
  }
  return rest;
}

function digitsIn(text: string): number[] {
  return [...text.matchAll(/\p{N}[\p{N}.,]*/gu)].map(([digits]) =>
    Number(digits.replace(/[.,]+$/, '').replace(/,(?=\d{3})/g, '')),
  );
}

function numbersIn(text: string): number[] {
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  return [...digitsIn(text), ...words.flatMap((word) => (RATIOS.has(word) ? NaN : (NUMBER_WORDS[word] ?? [])))];
}

function sentencesOf(text: string): string[] {
  return text.split(/[.!?:;]\s+|\n+/).filter((sentence) => sentence.trim() !== '');
}

function isPlain(sentence: string): boolean {
  const [first, ...others] = sentence.match(/[\p{L}\p{N}][\p{L}\p{N}'’-]*/gu) ?? [];
  const isNamed = (word: string) => isCapital(word) && !CAPITALS.has(word.toLowerCase());
  const opens = first === undefined || !isNamed(first) || OPENERS.has(first.toLowerCase());
  return opens && !others.some(isNamed);
}

function isCapital(word: string): boolean {
  return /\p{Lu}/u.test(word);
}
