import { isThing } from './countable';

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

/** Nobody tells of these: no tool looks them up. */
const KIN =
  /(?<!\p{L})(?:prequels?|sequels?|remakes?|spin-offs?|trilogy|franchise|fortsetzung(?:en)?|trilogie)(?!\p{L})/u;
/** "[[item:1]]: a new hope", "[[item:1]] - the movie". */
const SUBTITLE = new RegExp(
  `${MARK}["”“»*_]{0,3} *(?:[:,–-]+ *)((?:an?|the|der|die|das|ein|eine) )?([^,;:.!?()–-]{2,40})(?=[.!?)]|$)`,
  'gu',
);
const FILM_WORD = /^(?:story|tale|choice|pick|one|watch|classic|geschichte|wahl)$/;
const TOLD =
  /[\ue000-\uf8ff\d]|(?<!\p{L})(?:is|are|was|has|it|you|your|for|with|and|from|ist|hat|du|dein|für|mit|und|aus)(?!\p{L})/u;

/**
 * A sequel made of a title that was told: "[[item:1]]: the return". Null where there is none.
 * @param text in lower case, with a private character for each reference and each name that was told
 */
export function inventedSequel(text: string): string | null {
  const found = [...PATTERNS, KIN].map((pattern) => pattern.exec(text)?.[0]).find((match) => match !== undefined);
  return found ?? subtitleOf(text);
}

/** What stands behind a title as a part of it would: no sentence, and no noun of what films are. */
function subtitleOf(text: string): string | null {
  const parts = [...text.matchAll(SUBTITLE)].map(([, article = '', words]) => ({ article, words: words.trim() }));
  return parts.find(({ article, words }) => !TOLD.test(words) && !isOfFilms(article, words))?.words ?? null;
}

/** "a dark story", "funny comedy"; "the movie" is how sequels are called. */
function isOfFilms(article: string, words: string): boolean {
  const last = /(\p{L}+)$/u.exec(words)?.[1] ?? '';
  return (isThing(last) || FILM_WORD.test(last)) && (article.startsWith('a') || words.includes(' '));
}
