import type { QuestionText } from './question-text';

export type PartValue = string | number | null;

interface Step {
  /** The word behind the part. */
  to: number;
  value: PartValue;
  /** The words that the part takes. */
  indexes: number[];
}

/** A piece of a pattern: all ways in which it fits at a word, the preferred first. */
export type Part = (text: QuestionText, at: number) => Step[];

export interface Match {
  values: PartValue[];
  indexes: number[];
}

/** One of these phrases, folded; its value is the phrase. */
export function oneOf(...phrases: string[]): Part {
  const byFirst = new Map<string, string[][]>();
  for (const phrase of phrases) {
    const words = phrase.split(' ');
    byFirst.set(words[0], [...(byFirst.get(words[0]) ?? []), words]);
  }
  return (text, at) => {
    const first = text.word(at);
    const fitting = first === null ? [] : (byFirst.get(first) ?? []);
    return fitting
      .filter((words) => words.every((word, i) => text.word(at + i) === word))
      .sort((a, b) => b.length - a.length)
      .map((words) => ({ to: at + words.length, value: words.join(' '), indexes: range(at, words.length) }));
  };
}

/** One word that `read` makes something of. */
export function word(read: (word: string) => PartValue): Part {
  return (text, at) => {
    const found = text.word(at);
    const value = found === null ? null : read(found);
    return value === null ? [] : [{ to: at + 1, value, indexes: [at] }];
  };
}

/** Null where it is not there. */
export function maybe(part: Part): Part {
  return (text, at) => [...part(text, at), { to: at, value: null, indexes: [] }];
}

/** One after the other; its value is what `read` makes of theirs. */
export function sequence(parts: readonly Part[], read: (values: PartValue[]) => PartValue): Part {
  return (text, at) =>
    walk(text, parts, at).flatMap(({ to, values, indexes }) => {
      const value = read(values);
      return value === null ? [] : [{ to, value, indexes }];
    });
}

export function anyOf(...parts: Part[]): Part {
  return (text, at) => parts.flatMap((part) => part(text, at));
}

/** Has to follow, but is left to others. */
export function ahead(part: Part): Part {
  return (text, at) =>
    part(text, at)
      .slice(0, 1)
      .map(({ value }) => ({ to: at, value, indexes: [] }));
}

/** So many words at most that are left to others, taken ones too. */
export function gap(most: number): Part {
  return (_, at) => range(0, most + 1).map((skipped) => ({ to: at + skipped, value: null, indexes: [] }));
}

/** The first place where the parts fit. */
export function find(text: QuestionText, parts: readonly Part[]): Match | null {
  for (let at = 0; at < text.length; at++) {
    const way = walk(text, parts, at).find(({ indexes }) => indexes.length > 0);
    if (way) return { values: way.values, indexes: way.indexes };
  }
  return null;
}

interface Way extends Match {
  to: number;
}

function walk(text: QuestionText, parts: readonly Part[], at: number): Way[] {
  let ways: Way[] = [{ to: at, values: [], indexes: [] }];
  for (const part of parts)
    ways = ways.flatMap((way) =>
      part(text, way.to).map(({ to, value, indexes }) => ({
        to,
        values: [...way.values, value],
        indexes: [...way.indexes, ...indexes],
      })),
    );
  return ways;
}

function range(from: number, length: number): number[] {
  return Array.from({ length }, (_, i) => from + i);
}
