import { isOrdinal, readWord, SCALES, type WordValue } from './number-values';

export interface WordNumber {
  /** Null: an amount that no figure can show. */
  value: number | null;
  /** What it is of, where its word says so itself: "minuten", "decade". */
  unit: string;
  /** Where it begins and ends in the list of words. */
  from: number;
  to: number;
}

/** Of letters that are Roman numerals too, these are words. */
const NO_ROMANS = new Set(['mix', 'cd', 'di', 'mi', 'dc', 'mm', 'ml']);
const ROMAN = /^(?=[mdclxvi]{2})m*(?:cm|cd|d?c{0,4})(?:xc|xl|l?x{0,4})(?:ix|iv|v?i{0,4})$/;

/** Numbers written as words, in English and German. */
export function wordNumbers(words: readonly string[]): WordNumber[] {
  const found: WordNumber[] = [];
  for (let at = 0; at < words.length; at++) {
    const run = numberAt(words, at);
    if (!run) continue;
    found.push(isMultiple(words, run.to) ? { ...run, value: null } : run);
    at = run.to - 1;
  }
  return found;
}

/** Whether numbers say what it says: it names nothing. */
export function isNumberWord(word: string): boolean {
  return SCALES.has(word) || readWord(word) !== null;
}

function numberAt(words: readonly string[], at: number): WordNumber | null {
  const nothing = { value: null, unit: '', from: at, to: at + 1 };
  const word = words[at];
  if (isRoman(word) || isOldCount(words, at) || isPartOf(words, at)) return nothing;
  if (isPronoun(words, at) || isVerb(words, at)) return null;
  const told = readWord(word);
  if (told?.value === null) return nothing;
  return told?.unit ? { ...told, from: at, to: at + 1 } : runFrom(words, at);
}

interface Run {
  total: number;
  part: number | null;
  unit: string;
}

/** "two hundred and five", beginning there. */
function runFrom(words: readonly string[], from: number): WordNumber | null {
  let run: Run = { total: 0, part: null, unit: '' };
  let to = from;
  for (; to < words.length && run.unit === ''; to++) {
    const next = taken(run, words[to]);
    if (!next && !joins(words, to, run.part)) break;
    run = next ?? run;
  }
  if (run.part === null) return null;
  const isHalfMore = run.unit === '' && words.slice(to, to + 3).join(' ') === 'and a half';
  const value = run.total + run.part;
  return isHalfMore ? { value: value + 0.5, unit: '', from, to: to + 3 } : { value, unit: run.unit, from, to };
}

/** The run with one more word; null where the word is none of it. */
function taken({ total, part, unit }: Run, word: string): Run | null {
  const scale = SCALES.get(word);
  if (scale === 100) return { total, part: (part ?? 1) * scale, unit };
  if (scale !== undefined) return { total: total + (part ?? 1) * scale, part: 0, unit };
  const told = readWord(word) ?? smallOrdinal(word, part);
  return told && told.value !== null ? { total, part: (part ?? 0) + told.value, unit: told.unit } : null;
}

/** "twenty-first", "hundred and second". */
function smallOrdinal(word: string, part: number | null): WordValue | null {
  if ((word !== 'first' && word !== 'second') || part === null || part < 20 || part % 10 > 0) return null;
  return { value: word === 'first' ? 1 : 2, unit: '' };
}

/** The "and" behind hundreds and before a number. */
function joins(words: readonly string[], at: number, part: number | null): boolean {
  return words[at] === 'and' && part !== null && part % 100 === 0 && readWord(words[at + 1] ?? '')?.value != null;
}

function isRoman(word: string): boolean {
  return ROMAN.test(word) && !NO_ROMANS.has(word);
}

/** "a score of films", not "a score of 7". */
function isScore(words: readonly string[], at: number): boolean {
  if (words[at] !== 'score') return false;
  const before = words[at - 1] ?? '';
  if (readWord(before) !== null) return true;
  const after = words[at + 1] === 'of' ? words[at + 2] : words[at + 1];
  return /^an?$/.test(before) && !/^\d|^(?:is|was|below|above|over|under|between|about)?$/.test(after ?? '');
}

/** "It scores 8.9". */
function isVerb(words: readonly string[], at: number): boolean {
  return words[at] === 'scores' && /^(?:\d|well$|high|low|better$)/.test(words[at + 1] ?? '');
}

/** "a gross of films", "a score of films". */
function isOldCount(words: readonly string[], at: number): boolean {
  return (words[at] === 'gross' && words[at - 1] === 'a') || isScore(words, at);
}

/** "a third of them". */
function isPartOf(words: readonly string[], at: number): boolean {
  return isOrdinal(words[at]) && /^(?:an?|one)$/.test(words[at - 1] ?? '') && words[at + 1] === 'of';
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
    /^(?:this|that|the|each|every|another|any|no|which|for|last|next|first|good|great|short|longer|shorter|\p{L}{2,}est)$/u.test(
      before,
    ) || /^(?:of|is|that|which|with|you|to|for|from)?$/.test(after)
  );
}
