/** What the model refers to: the server words it. */
export type Reference =
  | { kind: 'item'; id: string }
  | { kind: 'figure'; key: string }
  | { kind: 'outside'; title: string; year: number | null }
  | { kind: 'broken' };

const REFERENCE = /\[{1,2}\s*(item|figure|outside)\s*[:=]\s*([^\][\n]{0,200}?)\s*\]{1,2}/gi;
/** First of the characters that stand for references in a sentence. */
const FIRST_MARK = 0xe000;
const MOST = 200;

export interface Referring {
  /** With one private character in place of each reference. */
  text: string;
  references: Reference[];
}

export function readReferences(sentence: string): Referring {
  const references: Reference[] = [];
  const text = sentence.replace(REFERENCE, (_, kind: string, target: string) => {
    references.push(references.length < MOST ? toReference(kind.toLowerCase(), target) : { kind: 'broken' });
    return markOf(Math.min(references.length, MOST) - 1);
  });
  return { text, references };
}

/** The sentence with words, or the reference itself, in place of the marks. */
export function withoutMarks(text: string, words: (index: number) => string): string {
  return text.replace(/[\ue000-\uf8ff]/g, (mark) => words(mark.charCodeAt(0) - FIRST_MARK));
}

function markOf(index: number): string {
  return String.fromCharCode(FIRST_MARK + index);
}

function toReference(kind: string, target: string): Reference {
  if (kind === 'item') return /^\d{1,19}$/.test(target) ? { kind: 'item', id: target } : { kind: 'broken' };
  if (kind === 'figure') return { kind: 'figure', key: target };
  const [title, year = ''] = target.split('|').map((part) => part.trim());
  return title ? { kind: 'outside', title, year: /^\d{4}$/.test(year) ? Number(year) : null } : { kind: 'broken' };
}
