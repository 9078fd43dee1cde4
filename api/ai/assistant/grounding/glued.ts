import { withoutMarks, type Reference } from './references';

/** Stands for a figure in the text that is looked at; every other reference is a plain word. */
const FIGURE = '\u0001';
const UNITS =
  '(?:%|percent|prozent|[kmg]|[kmgt]i?b|bytes?|[kmb]n|mio|mrd|thousand|million|billion|tausend|million(?:en)?|milliarden?|dozen|dutzend|lakhs?|crores?|mille|promille|score|gross|squared|cubed|zero(?:es|s)?|hundreds?|hundert|times|mal|fach|fold|h|hours?|stunden?|min|minutes?|minuten?|days?|tage?n?|weeks?|wochen?|months?|monate?n?|years?|jahre?n?|decades?|kbit|mbit)';

/** What makes another number of a figure when it stands before or behind it. */
const BEFORE = /(?:[\p{N}\p{Pd}\u2212+~]|\p{N}[\s.,]*|minus |plus |\u0001[^\p{L}\n]{0,3})\u0001/u;
const BEHIND = /\u0001(?:\s?[\p{N}\p{L}]*\p{N}|[.,'’\u00a0]\s?\p{N}|\s?[\/^×÷=]|\p{L})/u;
const UNIT = new RegExp(`${FIGURE}[\\s-]?${UNITS}(?![\\p{L}])`, 'iu');

/**
 * Whether something touches a figure that changes what it says: "[[figure:t1.count]]000", "-[[figure:…]]",
 * "[[figure:…]] GB". The server writes figures with their units itself.
 * @param text with a private character in place of each reference
 */
export function isGlued(text: string, references: readonly Reference[]): boolean {
  const marked = withoutMarks(text, (index) => (references[index]?.kind === 'figure' ? FIGURE : 'x'));
  const plain = marked.normalize('NFKC').replace(/[*_`~"“”„«»()[\]]/g, '');
  return [BEFORE, BEHIND, UNIT].some((pattern) => pattern.test(plain));
}
