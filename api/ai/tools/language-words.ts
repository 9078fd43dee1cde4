import { languageCode } from '../../common';
import { wordsOf } from './genre-words';

/** Languages without a code of two letters that films are spoken in. */
const LONG_CODES = ['yue', 'fil', 'gsw', 'nds', 'hsb', 'haw', 'kab'];
/** What people say, where the engine has another name. */
const ALSO: Record<string, string> = {
  mandarin: 'zh',
  mandarinchinesisch: 'zh',
  kantonesisch: 'yue',
  cantonese: 'yue',
  farsi: 'fa',
  flemish: 'nl',
  flamisch: 'nl',
  hollandisch: 'nl',
  castilian: 'es',
  kastilisch: 'es',
  bengali: 'bn',
  tagalog: 'fil',
  gaelic: 'ga',
  galisch: 'ga',
  serbokroatisch: 'sh',
  plattdeutsch: 'nds',
  schweizerdeutsch: 'gsw',
};

const english = namesIn('en');
const german = namesIn('de');
const codesByName = readNames();

/** English, German and own names of languages, folded. */
export const LANGUAGE_NAMES: readonly string[] = [...codesByName.keys()];

/** The code of a language by its name or by a code that Plex may give, such as `ger`; null for what is none. */
export function languageNamed(word: string): string | null {
  const byName = codesByName.get(wordsOf(word));
  if (byName !== undefined) return byName;
  const code = languageCode(word.trim());
  return code !== null && english.of(code) !== undefined ? code : null;
}

/** English; the code where it has no name. */
export function languageName(code: string): string {
  return (languageCode(code) === null ? undefined : english.of(code)) ?? code;
}

function readNames(): Map<string, string> {
  const codes = new Map<string, string>();
  const add = (name: string | undefined, code: string) => {
    const words = wordsOf(name ?? '');
    if (words.length > 1 && !codes.has(words)) codes.set(words, code);
  };
  const known = [...twoLetters(), ...LONG_CODES].flatMap((tag) => languageCode(tag) ?? []);
  // Names of their own come last: they never take a word that English or German has for another one.
  for (const names of [english, german]) for (const code of new Set(known)) add(names.of(code), code);
  for (const [name, code] of Object.entries(ALSO)) add(name, languageCode(code)!);
  for (const code of new Set(known)) if (english.of(code) !== undefined) add(namesIn(code).of(code), code);
  return codes;
}

function namesIn(locale: string): Intl.DisplayNames {
  return new Intl.DisplayNames([locale], { type: 'language', fallback: 'none' });
}

function twoLetters(): string[] {
  const letters = [...'abcdefghijklmnopqrstuvwxyz'];
  return letters.flatMap((first) => letters.map((second) => first + second));
}
