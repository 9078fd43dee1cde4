/** What is never shown: controls, marks of direction, characters without width, and those that we use as marks ourselves. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Cn}\ufe0e\ufe0f\u20e3]/gu;

/** Without controls and marks of direction; line breaks stay. */
export function visible(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(/\t/g, ' ')
    .replace(UNSEEN, (character) => (character === '\n' ? '\n' : ''));
}

/** Of a title or a name, on one line. */
export function oneLine(text: string): string {
  return visible(text).replace(/\s+/g, ' ').trim();
}

/** One form for characters that look the same: full-width digits, ligatures, fractions, superscripts. */
export function comparable(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/(?![0-9])\p{Nd}/gu, asciiDigit)
    .replace(/[’‘ʼ]/g, "'")
    .replace(/[‐‑‒–—―]/g, '-');
}

/** Letters and digits alone, in lower case, without accents. */
export function folded(text: string): string {
  return comparable(text).toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');
}

/** Images vanish, links leave their words, tags vanish; how a word is stressed is lost. */
export function withoutMarkup(text: string): string {
  return text
    .replace(/!\[[^\]]*\]\([^)]*\)?/g, '')
    .replace(/(?<!\[)\[([^[\]]*)\]\([^)]*\)?/g, '$1')
    .replace(/<[^>\n]{0,500}>?/g, (tag) => (/^<\s*\d/.test(tag) ? tag : ''))
    .replace(/```\w*/g, '')
    .replace(/[*`~]+|(?<![\p{L}\p{N}])_+|_+(?![\p{L}\p{N}])/gu, '')
    .replace(/\|/g, ' ');
}

/** What stands in quotation marks, or is stressed by markup: titles are written so. */
export function stressed(text: string): string[] {
  const patterns = [
    /"([^"]*)(?:"|$)/g,
    /[“„«»]([^“”„«»]*)(?:[”“»«]|$)/g,
    /(?<![\p{L}\p{N}])['‘‚]([^'’‘]{2,}?)(?:['’](?!\p{L}))/gu,
    /`([^`]+)`?/g,
    /\*{1,3}([^*]+)\*{0,3}/g,
    /(?<![\p{L}\p{N}])_{1,3}([^_]+)_{1,3}/gu,
    /<(?:b|i|em|strong|cite|q|u|a|h\d)\b[^>]*>([^<]*)/gi,
    /(?<!\[)\[([^[\]]*)\]\(/g,
  ];
  return patterns
    .flatMap((pattern) => [...text.matchAll(pattern)].map(([, inner]) => inner))
    .filter((inner) => /\S/.test(inner));
}

const ADDRESS =
  /https?:|www\.|mailto:|data:|javascript:|\S@\S|\b[\w-]+\.(?:com|net|org|io|tv|de|info|example|dev|app|xyz|co|uk|ru|cn)\b|(?:^|\s)(?:[a-z]:)?[\\/][\w.-]+[\\/]/i;

export function holdsAddress(text: string): boolean {
  return ADDRESS.test(text);
}

/** Decimal digits of every script stand in runs of ten, the zero first. */
function asciiDigit(digit: string): string {
  const code = digit.codePointAt(0)!;
  let value = 0;
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) value++;
  return String(value);
}
