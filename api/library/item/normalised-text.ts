const MAX_SORT_KEY = 200;
const MAX_SEARCH_TEXT = 400;

const ASCII = /^[\x20-\x7e]*$/;
/** Letters that Unicode does not decompose although people type them without their stroke or ligature. */
const LATIN: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ħ: 'h',
  ı: 'i',
};

/** Lower case without marks: "Amélie" and "amelie" become one. */
export function foldText(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[ßæœøđðþłħı]/g, (letter) => LATIN[letter])
    .normalize('NFC');
}

/** The words of a text, folded, one space between them; '' where it has neither letters nor digits. */
export function foldWords(text: string): string {
  const folded = foldText(text);
  return (ASCII.test(folded) ? folded.replace(/[^a-z0-9]+/g, ' ') : folded.replace(/[^\p{L}\p{N}]+/gu, ' ')).trim();
}

/** What titles are ordered by. Never '' (cursors carry it), at most 200 characters. */
export function toSortKey(sortTitle: string): string {
  return clip(foldText(sortTitle).trim(), MAX_SORT_KEY) || clip(sortTitle, MAX_SORT_KEY);
}

/** What searches look into: each distinct text once, at most 400 characters. */
export function toSearchText(title: string, originalTitle: string | null, grandparentTitle: string | null): string {
  let text = foldWords(title);
  if (originalTitle !== null && originalTitle !== title) text += ` ${foldWords(originalTitle)}`;
  if (grandparentTitle !== null && grandparentTitle !== title) text += ` ${foldWords(grandparentTitle)}`;
  return clip(text.trim(), MAX_SEARCH_TEXT);
}

/** Cuts between characters, never inside a surrogate pair. */
function clip(text: string, max: number): string {
  if (text.length <= max) return text;
  const last = text.charCodeAt(max - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? max - 1 : max);
}
