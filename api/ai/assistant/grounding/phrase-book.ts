import { folded } from './plain-text';

/** A private character stands for a reference, and is a word of its own whatever touches it. */
const WORD = /[\ue000-\uf8ff]|[\p{L}\p{N}\p{M}][\p{L}\p{N}\p{M}']*/gu;
const LONGEST_PHRASE = 40;

export interface Word {
  /** As it is written. */
  text: string;
  /** Folded: in lower case, without accents. */
  folded: string;
  /** Where it begins in its text. */
  at: number;
}

export function wordsIn(text: string): Word[] {
  return [...text.matchAll(WORD)].map(({ 0: word, index }) => ({ text: word, folded: folded(word), at: index }));
}

/** Titles, people, genres and other names that tools told, to be found again in a sentence. */
export class PhraseBook {
  /** By first word. */
  private readonly phrases = new Map<string, string[][]>();
  private readonly known = new Set<string>();
  /** Every word of them. */
  readonly words = new Set<string>();

  add(phrase: string): void {
    const words = wordsIn(phrase).map((word) => word.folded);
    const key = words.join(' ');
    if (words.length === 0 || words.length > LONGEST_PHRASE || this.known.has(key)) return;
    this.known.add(key);
    for (const word of words) this.words.add(word);
    const sameStart = this.phrases.get(words[0]) ?? [];
    sameStart.push(words);
    sameStart.sort((one, other) => other.length - one.length);
    this.phrases.set(words[0], sameStart);
  }

  /** How many words from there are one of the phrases: the longest; 0 where none is. */
  lengthAt(words: readonly Word[], at: number): number {
    const candidates = this.phrases.get(words[at].folded) ?? [];
    return candidates.find((phrase) => phrase.every((word, i) => words[at + i]?.folded === word))?.length ?? 0;
  }

  /** Whether it is one of the phrases, whole. */
  has(text: string): boolean {
    const words = wordsIn(text);
    return words.length > 0 && this.known.has(words.map((word) => word.folded).join(' '));
  }
}
