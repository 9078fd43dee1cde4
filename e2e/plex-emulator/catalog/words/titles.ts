import { chance, draw, pick } from '../../core/hash';
import {
  ENDINGS,
  EPISODE_PATTERNS,
  MIDDLES,
  OPENINGS,
  TAGLINES,
  THINGS,
  TRADES,
  ALBUM_PATTERNS,
  BAND_PATTERNS,
  TRACK_PATTERNS,
} from './story-words';
import { ADJECTIVES, FOREIGN, NAMES, NOUNS, PLACES } from './title-words';

const SALT = {
  pattern: 11,
  adjective: 12,
  noun: 13,
  place: 14,
  name: 15,
  noun2: 16,
  foreign: 17,
  opening: 18,
  middle: 19,
  ending: 20,
  trade: 21,
  thing: 22,
  tagline: 23,
  name2: 24,
  adjective2: 25,
};

const adjective = (h: number): string => pick(h, SALT.adjective, ADJECTIVES);
const noun = (h: number): string => pick(h, SALT.noun, NOUNS);
const noun2 = (h: number): string => pick(h, SALT.noun2, NOUNS);
const place = (h: number): string => pick(h, SALT.place, PLACES);
const name = (h: number): string => pick(h, SALT.name, NAMES);

const TITLE_PATTERNS: readonly ((h: number) => string)[] = [
  (h) => `The ${adjective(h)} ${noun(h)}`,
  (h) => `The ${adjective(h)} ${noun(h)}`,
  (h) => `${adjective(h)} ${noun(h)}`,
  (h) => `The ${noun(h)} of ${place(h)}`,
  (h) => `${name(h)} and the ${adjective(h)} ${noun(h)}`,
  (h) => withArticle(`A ${noun(h)} for ${name(h)}`),
  (h) => `Last ${noun(h)} to ${place(h)}`,
  (h) => `The ${noun(h)} and the ${noun2(h)}`,
  (h) => `${place(h)} by ${adjective(h)} Light`,
  (h) => `How ${name(h)} Lost the ${noun(h)}`,
  (h) => `${noun(h)}, ${noun2(h)}, ${name(h)}`,
  (h) => `Waiting for the ${noun(h)}`,
  (h) => `The ${adjective(h)} Life of ${name(h)} ${pick(h, SALT.name2, NOUNS)}`,
  (h) => `An Evening in ${place(h)}`,
];

export interface WorkTitle {
  title: string;
  originalTitle: string | undefined;
}

export function workTitle(h: number): WorkTitle {
  if (chance(h, SALT.foreign, 5)) {
    const [original, english] = pick(h, SALT.noun, FOREIGN);
    // A few libraries show the original spelling as the title itself.
    return chance(h, SALT.foreign + 100, 30)
      ? { title: original, originalTitle: undefined }
      : { title: `${english} of ${place(h)}`, originalTitle: original };
  }
  return { title: TITLE_PATTERNS[draw(h, SALT.pattern) % TITLE_PATTERNS.length](h), originalTitle: undefined };
}

const SORT_ARTICLE = /^(?:The|A|An) /;

/** Plex drops the English article for sorting. */
export function sortTitleOf(title: string): string {
  return title.replace(SORT_ARTICLE, '');
}

/** "An Otter", not "A Otter". */
const withArticle = (text: string): string => text.replace(/\b([Aa]) (?=[AEIOU])/, '$1n ');

function fillPattern(pattern: string, h: number): string {
  const filled = pattern
    .replace('{A}, {A}', `${adjective(h)}, ${pick(h, SALT.adjective2, ADJECTIVES)}`)
    .replace('{A}', adjective(h))
    .replace('{N}', noun(h))
    .replace('{P}', place(h))
    .replace('{M}', name(h));
  return withArticle(filled);
}

export const episodeTitle = (h: number): string => fillPattern(pick(h, SALT.pattern, EPISODE_PATTERNS), h);
export const trackTitle = (h: number): string => fillPattern(pick(h, SALT.pattern, TRACK_PATTERNS), h);
export const albumTitle = (h: number): string => fillPattern(pick(h, SALT.pattern, ALBUM_PATTERNS), h);
export const artistName = (h: number): string => fillPattern(pick(h, SALT.pattern, BAND_PATTERNS), h);
export const tagline = (h: number): string => pick(h, SALT.tagline, TAGLINES);

export function summary(h: number): string {
  const opening = pick(h, SALT.opening, OPENINGS)
    .replace('{p}', place(h))
    .replaceAll('{n}', name(h))
    .replace('{j}', pick(h, SALT.trade, TRADES))
    .replace('{t}', pick(h, SALT.thing, THINGS));
  return `${opening} ${pick(h, SALT.middle, MIDDLES)} ${pick(h, SALT.ending, ENDINGS)}`;
}
