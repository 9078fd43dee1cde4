import type { StoredItem } from '../conversation/message';
import type { Figure } from '../../tools/tool';
import { hasKnownNumbers, isGrounded, type Ground } from './check';
import { figureText } from './figures';
import { isGlued } from './glued';
import { maybeTitle, type OutsideTitle } from './outside-titles';
import { wordsIn } from './phrase-book';
import { comparable, folded, oneLine, visible, withoutMarkup } from './plain-text';
import { readReferences, withoutMarks, type Reference } from './references';
import { Sentences } from './sentences';
import { sourceOf, titleOf, worded } from './wording';

const LIST_MARK = /^\s*(?:[-+•*]|\d{1,3}[.)])\s+/;
const LINE_MARK = /^\s*(?:#{1,6}\s+|>+\s*)/;
/** Behind a digit a full stop may have been a decimal point. */
const ENDS_WHOLE = /(?:(?<!\d)\.|[!?…])["”»)]*\s*$/u;
const MOST_ITEMS = 25;
const MOST_OUTSIDE = 10;
const MOST_BARE_WORDS = 5;

/** What an answer came to. */
export interface Written {
  text: string;
  /** The same with references: what the model reads of it later. */
  source: string;
  figures: (Figure & { toolId: string })[];
  items: StoredItem[];
  outside: OutsideTitle[];
  /** Whether anything was left out. */
  removed: boolean;
}

/**
 * Lets through what a model writes sentence by sentence, each when it has been checked: the server words every
 * reference, and what needs proof that no tool gave is left out. Nothing that is not checked leaves it.
 */
export class GroundedWriter {
  readonly written: Written = { text: '', source: '', figures: [], items: [], outside: [], removed: false };
  private readonly sentences = new Sentences();
  private atLineStart = true;

  /** @param allowOutside whether the person asked for titles that are not in the library */
  constructor(
    private readonly ground: Ground,
    private readonly allowOutside: boolean,
    private readonly onText: (text: string) => void,
  ) {}

  push(delta: string): void {
    for (const sentence of this.sentences.push(delta)) this.take(sentence);
  }

  /** The model has said all: what is left is a sentence too. */
  finish(): void {
    const rest = this.sentences.rest();
    if (rest) this.take(rest, true);
    this.take('\n');
    this.atLineStart = true;
  }

  /** The model was cut off: a last sentence that is whole is taken, and what is not is gone. */
  drop(): void {
    const rest = this.sentences.rest();
    if (ENDS_WHOLE.test(rest)) this.take(rest);
  }

  /** @param endsLine though no line break is there: the model has said all */
  private take(raw: string, endsLine = false): void {
    const { marked, isListed } = this.lineOf(visible(raw));
    if (!/\S/.test(marked)) return this.space(marked);
    const { text, references } = readReferences(marked);
    const words = isListed ? text.slice(2) : text;
    if (this.takesOutside(references)) return;
    if (this.isBareName(words, references, isListed || isBareLine(marked, endsLine))) return this.remove();
    if (!this.isProven(words, references)) return this.remove();
    this.say(withoutMarkup(text), references);
  }

  /** Without the marks of quotations and heads, which only the beginning of a line has. */
  private lineOf(seen: string): { marked: string; isListed: boolean } {
    const line = this.atLineStart ? seen.replace(LINE_MARK, '') : seen;
    const isListed = this.atLineStart && LIST_MARK.test(line);
    this.atLineStart = seen.endsWith('\n');
    return { marked: isListed ? line.replace(LIST_MARK, '- ') : line, isListed };
  }

  private space(text: string): void {
    // A blank line stays; what was left out leaves none of its own.
    if (!text.includes('\n') || this.written.text === '' || this.written.text.endsWith('\n\n')) return;
    this.emit('\n', '\n');
  }

  private remove(): void {
    this.written.removed = true;
    this.space('\n');
  }

  /** A title that is not in the library stands beside the text only, and its sentence goes with it. */
  private takesOutside(references: readonly Reference[]): boolean {
    const outside = references.filter((reference) => reference.kind === 'outside');
    if (outside.length === 0 || !this.allowOutside) return false;
    for (const { title, year } of outside) {
      const known = this.written.outside.some((one) => folded(one.title) === folded(title));
      if (!maybeTitle(title)) this.written.removed = true;
      else if (!known && this.written.outside.length < MOST_OUTSIDE)
        this.written.outside.push({ title: oneLine(title), year });
    }
    return true;
  }

  private isProven(words: string, references: readonly Reference[]): boolean {
    const areKnown = references.every((reference) => this.isKnown(reference));
    if (!areKnown || isGlued(words, references) || !isGrounded(words, this.ground)) return false;
    if (!references.some(({ kind }) => kind === 'figure')) return true;
    // What stands beside a figure must be so of its value: "over 12 films" is not.
    return hasKnownNumbers(
      words.replace(/[\ue000-\uf8ff]/g, (mark) => this.valueOf(references[mark.charCodeAt(0) - 0xe000]) ?? mark),
      this.ground,
    );
  }

  /** A line of few words may be a title, however everyday they are: it must have been told. */
  private isBareName(words: string, references: readonly Reference[], isLine: boolean): boolean {
    if (!isLine || references.length > 0) return false;
    const plain = comparable(words);
    return wordsIn(plain).length <= MOST_BARE_WORDS && !this.ground.evidence.phrases.has(plain);
  }

  private valueOf(reference: Reference | undefined): string | null {
    const figure = reference?.kind === 'figure' ? this.ground.evidence.figures.get(reference.key) : undefined;
    return figure ? figureText(figure) : null;
  }

  private isKnown(reference: Reference): boolean {
    const { items, figures } = this.ground.evidence;
    if (reference.kind === 'item') return items.has(reference.id);
    return reference.kind === 'figure' && figures.has(reference.key);
  }

  private say(text: string, references: readonly Reference[]): void {
    const words = worded(text, references, (reference) => this.wordsOf(reference));
    const source = withoutMarks(text, (index) => sourceOf(references[index]));
    for (const reference of references) this.remember(reference);
    if (/[\p{L}\p{N}]/u.test(words)) this.emit(words, source);
  }

  private wordsOf(reference: Reference): string {
    const { items, figures } = this.ground.evidence;
    if (reference.kind === 'figure') return figureText(figures.get(reference.key)!);
    if (reference.kind !== 'item') return '';
    return titleOf(items.get(reference.id)!.item);
  }

  private remember(reference: Reference): void {
    const { items, figures } = this.written;
    const { evidence } = this.ground;
    if (reference.kind === 'item') {
      if (items.length >= MOST_ITEMS || items.some(({ itemId }) => itemId === reference.id)) return;
      items.push({ itemId: reference.id, title: null, year: null, reason: evidence.items.get(reference.id)!.reason });
    } else if (reference.kind === 'figure') {
      const figure = evidence.figures.get(reference.key)!;
      if (!figures.includes(figure)) figures.push(figure);
    }
  }

  private emit(text: string, source: string): void {
    this.written.text += text;
    this.written.source += source;
    this.onText(text);
  }
}

/** No sentence: nothing ends it but the end of the line. */
function isBareLine(text: string, endsLine: boolean): boolean {
  return (endsLine || text.endsWith('\n')) && /[^\s.!?:,;…]\s*$/u.test(text);
}
