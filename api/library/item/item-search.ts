import { foldText, foldWords } from './normalised-text';
import type { SqlValues } from './sql-values';

/** From this length on words may be misspelt; shorter ones must begin a word. */
const FUZZY_FROM = 3;
/** With as many titles that hold the very words, nobody means others. */
const ENOUGH = 20;

const LONGEST_SWAPPED = 16;
/** One wrong or missing letter leaves a single word of so many letters too few trigrams to be found by them. */
const SHORT_WORD = /^[^ ]{4,6}$/;

/** The largest character of UTF-8: everything that starts with a text sorts before the text followed by it. */
const LAST_CHARACTER = '\u{10ffff}';

/** A condition on `i`, and how well a row that meets it matches: a whole number, the larger the better. */
interface Match {
  condition: string;
  /** Adds parameters of its own: only to be called where the score is part of the statement. */
  score: () => string;
}

export interface Search {
  exact: Match;
  /** Consulted only where `exact` finds fewer rows than `enough`; finds none of the same. */
  fuzzy: (Match & { enough: number }) | null;
}

/**
 * All through the trigram index on `search_text` (`<%` and LIKE both are). A text without letters and
 * digits ("!!!") has no words to look for: it is taken as the beginning of a title.
 */
export function search(q: string, values: SqlValues): Search {
  const words = foldWords(q);
  if (words === '') return { exact: byBeginning(foldText(q).trim(), values), fuzzy: null };
  // Folded words hold no LIKE wildcards.
  const like = (pattern: string) => `i.search_text LIKE ${values.add(pattern)}`;
  const score = () => `1000000 - length(i.search_text)
    + CASE WHEN ${like(`${words}%`)} THEN 200000 WHEN ${like(`% ${words}%`)} THEN 100000 ELSE 0 END`;
  if (words.length < FUZZY_FROM) {
    return { exact: { condition: `(${like(`${words}%`)} OR ${like(`% ${words}%`)})`, score }, fuzzy: null };
  }
  const holds = like(`%${words}%`);
  return { exact: { condition: holds, score }, fuzzy: { ...byLikeness(words, values, holds), enough: ENOUGH } };
}

/**
 * Trigrams forgive wrong, missing and doubled letters; two letters in the wrong order break most of the
 * trigrams of a short word, so these are put right one by one, and so is one letter of a single short
 * word. How much of the words is found counts most, how little else there is decides between "Alien" and "Alien Resurrection".
 */
function byLikeness(words: string, values: SqlValues, holds: string): Match {
  const text = values.add(words);
  const likeness = `0.6 * word_similarity(${text}, i.search_text) + 0.4 * similarity(${text}, i.search_text)`;
  const swapped = swaps(words).map((swap) => `%${swap}%`);
  const found = [`${text} <% i.search_text`, ...swapped.map((pattern) => `i.search_text LIKE ${values.add(pattern)}`)];
  const mended = oneLetterOff(words).map((mend) => `%${mend}%`);
  // The index narrows down by the first half; asked for the second it would be read as a whole, hence the ''.
  if (mended.length > 0)
    found.push(`(${text} <<% i.search_text AND (i.search_text || '') LIKE ANY (${values.add(mended)}::text[]))`);
  return {
    condition: `(${found.join(' OR ')}) AND NOT ${holds}`,
    score:
      () => `CASE WHEN i.search_text LIKE ANY (${values.add([...swapped, ...mended])}::text[]) THEN 950000 - length(i.search_text)
      ELSE round((${likeness}) * 900000)::int END`,
  };
}

/** The text with two neighbouring letters exchanged, in every way; none for texts that are long enough for trigrams. */
function swaps(words: string): string[] {
  const letters = [...words];
  if (letters.length > LONGEST_SWAPPED) return [];
  const swapped: string[] = [];
  for (let i = 0; i + 1 < letters.length; i++) {
    const [left, right] = [letters[i], letters[i + 1]];
    if (left === right || left === ' ' || right === ' ') continue;
    swapped.push([...letters.slice(0, i), right, left, ...letters.slice(i + 2)].join(''));
  }
  return swapped;
}

/** LIKE patterns of a single short word with any one letter wrong, or missing inside. */
function oneLetterOff(word: string): string[] {
  if (!SHORT_WORD.test(word)) return [];
  const letters = [...word];
  const wrong = letters.map((_, i) => [...letters.slice(0, i), '_', ...letters.slice(i + 1)].join(''));
  const missing = letters.slice(1).map((_, i) => [...letters.slice(0, i + 1), '_', ...letters.slice(i + 1)].join(''));
  return [...wrong, ...missing];
}

function byBeginning(text: string, values: SqlValues): Match {
  const [from, to] = [values.add(text), values.add(`${text}${LAST_CHARACTER}`)];
  return { condition: `(i.sort_key >= ${from} AND i.sort_key < ${to})`, score: () => '0' };
}
