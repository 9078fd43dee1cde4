import { isGrounded as stands } from '../assistant/grounding/check';
import { ENGLISH } from '../assistant/grounding/english-words';
import { Evidence } from '../assistant/grounding/evidence';
import { GERMAN } from '../assistant/grounding/german-words';
import { visible } from '../assistant/grounding/plain-text';
import { Sentences } from '../assistant/grounding/sentences';
import { agrees } from './directions';
import type { Facts } from './facts';

const MOST_LETTERS = 1500;

/** Anything that would be more than plain words. */
const MARKUP = /[<>[\]{}*_`#|\\^~=]|\n\s*[-•]/;

/** Whether a text is plain English words, every sentence of it stands on the facts, and goes their way. In doubt it does not. */
export function isGrounded(text: string, { lines, names, directions }: Facts): boolean {
  if (text.length > MOST_LETTERS || MARKUP.test(text) || text !== visible(text)) return false;
  const evidence = new Evidence('');
  evidence.addFacts(lines, names);
  const sentences = new Sentences();
  return [...sentences.push(text), sentences.rest()].every(
    (sentence) => !isGerman(sentence) && stands(sentence, { evidence, asked: '' }) && agrees(sentence, directions),
  );
}

/** The facts are English, and so must be what is said of them. */
function isGerman(sentence: string): boolean {
  const words = sentence.toLowerCase().match(/\p{L}+/gu) ?? [];
  const count = (common: ReadonlySet<string>): number => words.filter((word) => common.has(word)).length;
  return count(GERMAN.common) > count(ENGLISH.common);
}
