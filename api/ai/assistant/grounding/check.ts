import type { Evidence } from './evidence';
import { unprovenChoice } from './choices';
import { isEnglish } from './english-words';
import { isGerman } from './german-words';
import { unknownNumber } from './numbers';
import { wordsIn } from './phrase-book';
import { comparable, folded, holdsAddress, withoutMarkup } from './plain-text';
import { foundNone, unprovenQuantity } from './quantities';
import { inventedSequel } from './sequels';
import { unknownName } from './unknown-name';

const NAME = '\ue000';

export interface Ground {
  evidence: Evidence;
  /** What the person wrote; see `askedWords`. */
  asked: string;
}

/** Data for programs, and no sentence. */
const CODE = /[{}]|^\s*\[?\]\s*$/;

/**
 * Whether nothing in a sentence needs proof that no tool gave. Pure; in doubt it is not so.
 * @param raw as the model wrote it, markup included, its references replaced by private characters
 */
export function isGrounded(raw: string, { evidence, asked }: Ground): boolean {
  if (holdsAddress(comparable(raw)) || CODE.test(raw) || affirmsNothing(raw, evidence)) return false;
  if (unknownName(withoutTags(raw), { phrases: evidence.phrases, asked }) !== null) return false;
  const text = comparable(withoutMarkup(raw));
  const told = withoutNames(text, evidence);
  const plain = told.toLowerCase();
  if (inventedSequel(plain) !== null || unprovenChoice(withoutAsked(told, asked)) !== null) return false;
  return hasKnownNumbers(raw, { evidence, asked });
}

/** Whether every number and quantity in a sentence was told, of what it is said of there. */
export function hasKnownNumbers(raw: string, { evidence }: Ground): boolean {
  const plain = withoutNames(comparable(withoutMarkup(raw)), evidence).toLowerCase();
  const isNone = foundNone(evidence);
  return unprovenQuantity(plain, isNone) === null && unknownNumber(plain, evidence, isNone) === null;
}

/** "Yes, you do." where no tool found anything. */
function affirmsNothing(raw: string, { items, figures }: Evidence): boolean {
  if (items.size > 0 || [...figures.values()].some(({ value }) => value > 0)) return false;
  return /^\s*(?:yes|yep|yeah|ja|jawohl|indeed|correct)(?!\p{L})[^?]*$/iu.test(raw);
}

/** Tags are looked at for what they stress only, not for their own names. */
function withoutTags(raw: string): string {
  return raw
    .replace(/!\[[^\]]*\]\([^)]*\)?/g, '')
    .replace(/<\/?(?:b|i|em|strong|cite|q|u|h\d|p|br|li|ul|ol|span|div)\b[^>]*>/gi, '"');
}

/** Numbers that belong to a title or a name are no figures: a private character stands in its place. */
function withoutNames(text: string, { phrases }: Evidence): string {
  const words = wordsIn(text);
  let rest = text;
  for (let at = 0; at < words.length;) {
    const length = phrases.lengthAt(words, at);
    const first = words[at];
    if (length === 0 || (length === 1 && /^\d+$/.test(first.folded))) {
      at++;
      continue;
    }
    const last = words[at + length - 1];
    const end = last.at + last.text.length;
    rest = rest.slice(0, first.at) + NAME.padEnd(end - first.at) + rest.slice(end);
    at += length;
  }
  return rest;
}

/** What only the person named has been looked at as a name: for the rest it is one that is known. */
function withoutAsked(text: string, asked: string): string {
  const isName = (word: string): boolean =>
    asked.includes(` ${folded(word)} `) && !isEnglish(word.toLowerCase()) && !isGerman(word.toLowerCase());
  return text
    .replace(/\p{Lu}[\p{L}\p{M}\p{N}']*/gu, (word) => (isName(word) ? NAME.padEnd(word.length) : word))
    .toLowerCase();
}
