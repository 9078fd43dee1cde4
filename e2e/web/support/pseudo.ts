import { readFileSync } from 'node:fs';

const MESSAGES = new URL('../../../web/locale/messages.json', import.meta.url);
const PLAIN = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const STRANGE = 'àƀçďéƒĝĥîĵķļɱñöþǫŕšţûṽŵẋýžÀƁÇĎÉƑĜĤÎĴĶĻṀÑÖÞǪŔŠŢÛṼŴẊÝŽ';
const LETTERS = new Map([...PLAIN].map((letter, i) => [letter, [...STRANGE][i]]));
/** What a language may need beyond English. */
const LONGER = 0.4;

/** A language of its own that a person can still read: `⟦Šţàŕţ šýñç ···⟧`. Whatever lacks the brackets was never marked. */
export function pseudoCatalogue(): string {
  const { translations } = JSON.parse(readFileSync(MESSAGES, 'utf8')) as { translations: Record<string, string> };
  // Named as web/build-catalogues.mjs names them.
  const strange = Object.entries(translations).map(([id, text]) => [id.slice(-7), pseudo(text)]);
  return `var spTranslations=${JSON.stringify(Object.fromEntries(strange))};`;
}

/** Placeholders stay as they are; of an ICU choice only the words of its cases change. */
export function pseudo(text: string): string {
  const choice = /^\{VAR_\w+, \w+,([\s\S]*)\}$/.exec(text);
  if (choice) return text.replace(choice[1], () => cases(choice[1]));
  const letters = text.replace(/\{[^}]*\}/g, '').length;
  const [, before, core, after] = /^(\s*)([\s\S]*?)(\s*)$/.exec(text) ?? ['', '', text, ''];
  return `${before}⟦${strange(core)} ${'·'.repeat(Math.ceil(letters * LONGER))}⟧${after}`;
}

function strange(text: string): string {
  return text
    .split(/(\{[^}]*\})/)
    .map((part) => (part.startsWith('{') ? part : [...part].map((letter) => LETTERS.get(letter) ?? letter).join('')))
    .join('');
}

/** `one {…} other {…}`, with placeholders in braces of their own inside. */
function cases(text: string): string {
  let depth = 0;
  let start = 0;
  let result = '';
  [...text].forEach((letter, i, all) => {
    if (letter === '{' && ++depth === 1) {
      result += all.slice(start, i + 1).join('');
      start = i + 1;
    } else if (letter === '}' && --depth === 0) {
      result += pseudo(all.slice(start, i).join(''));
      start = i;
    }
  });
  return result + [...text].slice(start).join('');
}
