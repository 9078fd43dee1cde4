import { PhraseBook, wordsIn } from '../grounding/phrase-book';

/** Stands for what the reader does not see any more. */
export const HIDDEN = '…';
/** What these fields hold is no text. */
const NO_TEXT = new Set(['id', 'itemId', 'toolId', 'code', 'kind', 'unit', 'name', 'key', 'asOf']);

/** Names that a reader may not see any more, to be found in what was told when they did. */
export class HiddenNames {
  private readonly hidden = new PhraseBook();
  private readonly seen = new PhraseBook();
  private readonly single: ReadonlySet<string>;

  constructor(hidden: readonly string[], seen: readonly string[]) {
    for (const name of hidden) this.hidden.add(name);
    for (const name of seen) this.seen.add(name);
    this.single = new Set(hidden);
  }

  areIn(text: string): boolean {
    return this.placesIn(text).length > 0;
  }

  /** The same with a mark in their place. */
  cover(text: string): string {
    return this.placesIn(text).reduceRight((rest, [from, to]) => rest.slice(0, from) + HIDDEN + rest.slice(to), text);
  }

  /** All texts that are in it. */
  coverAll<T>(value: T): T {
    if (typeof value === 'string') return this.cover(value) as T;
    if (Array.isArray(value)) return value.map((one: unknown) => this.coverAll(one)) as T;
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value).map(([name, one]) => [name, NO_TEXT.has(name) ? one : this.coverAll(one)]);
    return Object.fromEntries(entries) as T;
  }

  private placesIn(text: string): [from: number, to: number][] {
    const words = wordsIn(text);
    const places: [number, number][] = [];
    for (let at = 0; at < words.length;) {
      const seen = this.seen.lengthAt(words, at);
      const hidden = this.hidden.lengthAt(words, at);
      // A title of one everyday word is one only where it is written so.
      const isOne = hidden > seen && (hidden > 1 || this.single.has(words[at].text));
      const last = words[at + Math.max(hidden, 1) - 1];
      if (isOne) places.push([words[at].at, last.at + last.text.length]);
      at += Math.max(seen, isOne ? hidden : 0, 1);
    }
    return places;
  }
}
