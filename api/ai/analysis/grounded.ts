import { isGrounded as stands } from '../assistant/grounding/check';
import { Evidence } from '../assistant/grounding/evidence';
import { visible } from '../assistant/grounding/plain-text';
import { Sentences } from '../assistant/grounding/sentences';
import type { Facts } from './facts';

const MOST_LETTERS = 1500;

/** Anything that would be more than plain words. */
const MARKUP = /[<>[\]{}*_`#|\\^~=]|\n\s*[-•]/;

/** Whether a text is plain words, and every sentence of it stands on the facts. In doubt it does not. */
export function isGrounded(text: string, { lines, names }: Facts): boolean {
  if (text.length > MOST_LETTERS || MARKUP.test(text) || text !== visible(text)) return false;
  const evidence = new Evidence('');
  evidence.addFacts(lines, names);
  const sentences = new Sentences();
  return [...sentences.push(text), sentences.rest()].every((sentence) => stands(sentence, { evidence, asked: '' }));
}
