import type { Said, SaidCode } from '../../api/assistant.types';
import { CAVEATS } from './said-caveats';
import { LABELS } from './said-labels';
import { REASONS } from './said-reasons';
import { SUMMARIES } from './said-summaries';
import type { Words } from './said-values';

const WORDS: Record<SaidCode, Words> = { ...SUMMARIES, ...CAVEATS, ...LABELS, ...REASONS };

/**
 * What the server says, in the reader's language. Its own text stands where it is a name, for a code that is new, and
 * in what was said before there were codes.
 */
export function saidWords(said: readonly Said[], text: string): string {
  return said.length === 0 ? text : said.map(wordsOf).join(' ');
}

function wordsOf({ code, text, values }: Said): string {
  return Object.hasOwn(WORDS, code) ? WORDS[code](values) || text : text;
}
