const NONE = new Set(['und', 'zxx', 'mul', 'mis', 'root']);
/** Written forms of one spoken language. */
const SAME: Record<string, string> = { nb: 'no', nn: 'no' };
/** Longer words are names, which the engine would take for codes. */
const BEGINS_WITH_CODE = /^[a-z]{2,3}(?![a-z])/i;

/**
 * A language by one code, however it is tagged: `deu`, `ger`, `de` and `de-DE` are `de` (ISO 639-1, else 639-3).
 * Null for what names none, such as `und`.
 */
export function languageCode(tag: string): string | null {
  if (!BEGINS_WITH_CODE.test(tag)) return null;
  try {
    const { language } = new Intl.Locale(tag.replaceAll('_', '-'));
    // The engine leaves "und" without a language.
    return !language || NONE.has(language) ? null : (SAME[language] ?? language);
  } catch {
    return null;
  }
}
