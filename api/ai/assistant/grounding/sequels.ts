/** What follows a title in the name of its sequel, and what stands before it there. */
const BEHIND =
  'returns?|revenge|rises?|rising|reloaded|revolutions?|resurrection|reborn|reckoning|awakens|awakening|strikes back|begins|beginnings?|origins?|forever|legacy|continues|lives|redemption|retribution|uprising|rebellion|vengeance|chapter|prequel|sequel|rückkehr|kehrt zurück|rache|erwacht|reloaded|teil';
const BEFORE =
  'return|revenge|rise|fall|son|sons|daughter|bride|curse|night|house|legend|ghost|mark|spirit|wrath|hunt|planet|escape|journey|legacy|prequel|sequel|part|rückkehr|rache|sohn|braut|fluch|fortsetzung|legende|söhne|tochter|teil|nacht';
const MARK = '[\\ue000-\\uf8ff]';

const PATTERNS = [
  new RegExp(`${MARK}["”“»*_]{0,3} *[:,–-]? *(?:the |die |der |das )?(?:${BEHIND})(?!\\p{L})`, 'u'),
  new RegExp(`(?<!\\p{L})(?:${BEFORE}) (?:of|to|von|des|der|zu) (?:the |dem |der |den )?["“„«*_]{0,3}${MARK}`, 'u'),
];

/**
 * A sequel made of a title that was told: "[[item:1]]: the return". Null where there is none.
 * @param text in lower case, with a private character for each reference and each name that was told
 */
export function inventedSequel(text: string): string | null {
  return PATTERNS.map((pattern) => pattern.exec(text)?.[0]).find((found) => found !== undefined) ?? null;
}
