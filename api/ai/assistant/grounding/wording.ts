import type { ItemCardDto } from '../../../library';
import { folded, oneLine } from './plain-text';
import { withoutMarks, type Reference } from './references';

/** @param text with a private character in place of each reference */
export function worded(
  text: string,
  references: readonly Reference[],
  wordsOf: (reference: Reference) => string,
): string {
  return withoutMarks(withoutTwice(text, references, wordsOf), (index) => wordsOf(references[index]))
    .replace(/\(\s*\)/g, '')
    .replace(/[^\S\n]{2,}/g, ' ')
    .replace(/ +([.,;:!?])/g, '$1');
}

export function titleOf({ title, grandparentTitle }: ItemCardDto): string {
  return oneLine(grandparentTitle ? `${grandparentTitle}: ${title}` : title);
}

export function sourceOf(reference: Reference): string {
  if (reference.kind === 'item') return `[[item:${reference.id}]]`;
  return reference.kind === 'figure' ? `[[figure:${reference.key}]]` : '';
}

/** "The Silver River [[item:1]]" says its title once. */
function withoutTwice(
  text: string,
  references: readonly Reference[],
  wordsOf: (reference: Reference) => string,
): string {
  return text.replace(/[\ue000-\uf8ff]/g, (mark, at: number) => {
    const reference = references[mark.charCodeAt(0) - 0xe000];
    const before = folded(text.slice(0, at)).replace(/[\s("“„«:-]+$/, '');
    return reference.kind === 'item' && before.endsWith(folded(wordsOf(reference))) ? '' : mark;
  });
}
