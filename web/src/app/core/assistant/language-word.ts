import { LOCALE } from '../../ui/locale';

const NAMES = new Intl.DisplayNames([LOCALE], { type: 'language' });

/** A language by its code, in the reader's words; what is no code stands for itself. */
export function languageWord(code: string): string {
  return /^[a-z]{2,3}$/.test(code) ? (NAMES.of(code) ?? code) : code;
}
