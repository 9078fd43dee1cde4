import { foldText } from '../../library';
import type { Match } from './pattern';

/** One word as it was written, and folded. */
interface Token {
  from: number;
  to: number;
  word: string;
}

/** A number with its decimals and its plus, a word with its apostrophes, a dash between numbers. */
const TOKEN = /\d+[.,]\d+\+?|\d+\+|[\p{L}\p{N}][\p{L}\p{N}\p{M}'’]*|[-–](?=\s?\d)/gu;
const DASH = /^[-–]$/;
/** More is no question any more. */
const MOST_TOKENS = 300;

/** The words of a question, of which rules take what they understand. */
export class QuestionText {
  private readonly tokens: Token[];
  private readonly taken: boolean[];

  constructor(private readonly text: string) {
    this.tokens = tokensOf(text);
    this.taken = this.tokens.map(() => false);
  }

  get length(): number {
    return this.tokens.length;
  }

  /** Folded; null where a rule took it, and outside of the question. */
  word(at: number): string | null {
    return at < 0 || at >= this.tokens.length || this.taken[at] ? null : this.tokens[at].word;
  }

  /** Folded, whoever took it. */
  anyWord(at: number): string | undefined {
    return this.tokens[at]?.word;
  }

  isCapital(at: number): boolean {
    const token = this.tokens.at(at);
    return token !== undefined && /^\p{Lu}/u.test(this.text.slice(token.from, token.to));
  }

  /** As it was written, from the first of these words to the last. */
  written(indexes: readonly number[]): string {
    const [first, last] = [Math.min(...indexes), Math.max(...indexes)];
    return this.text.slice(this.tokens[first].from, this.tokens[last].to);
  }

  take(indexes: readonly number[]): void {
    for (const at of indexes) this.taken[at] = true;
  }

  takeMatch({ indexes }: Match): string {
    this.take(indexes);
    return this.written(indexes);
  }

  /** Runs of neighbouring words that nobody took. */
  rests(): number[][] {
    const runs: number[][] = [];
    for (let at = 0; at < this.length; at++) {
      if (this.taken[at]) continue;
      if (at > 0 && !this.taken[at - 1]) runs[runs.length - 1].push(at);
      else runs.push([at]);
    }
    return runs;
  }

  /** All words from one on. */
  from(at: number): number[] {
    return this.tokens.map((_, index) => index).slice(at);
  }

  /** The words that lie in a part of the text. */
  within(from: number, to: number): number[] {
    return this.tokens.flatMap((token, at) => (token.from >= from && token.to <= to ? [at] : []));
  }
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  for (const { 0: written, index } of text.matchAll(TOKEN)) {
    const isDash = DASH.test(written);
    // "PG-13" is two words, "1990-1999" three.
    if (isDash && !/\d\s?$/.test(text.slice(0, index))) continue;
    const word = isDash ? '-' : folded(written);
    if (word !== '') tokens.push({ from: index, to: index + written.length, word });
    if (tokens.length === MOST_TOKENS) break;
  }
  return tokens;
}

function folded(written: string): string {
  return foldText(written)
    .replace(/['’]/g, '')
    .replace(/(\d),(\d)/, '$1.$2')
    .replace(/[^\p{L}\p{N}.+]/gu, '');
}
