import { languageName } from './language-words';

const NOUNS: Record<string, readonly [one: string, other: string]> = {
  movie: ['movie', 'movies'],
  show: ['show', 'shows'],
  season: ['season', 'seasons'],
  episode: ['episode', 'episodes'],
  artist: ['artist', 'artists'],
  album: ['album', 'albums'],
  track: ['track', 'tracks'],
};
const TITLES = ['title', 'titles'] as const;

/** What was searched by. */
export interface Searched {
  q?: string;
  type?: string;
  genre?: string;
  person?: string;
  yearFrom?: number;
  yearTo?: number;
  minutesMin?: number;
  minutesMax?: number;
  watched?: boolean;
  resolution?: string;
  language?: string;
  ratingMin?: number;
  contentRating?: string;
  addedSinceDays?: number;
}

type Words = { [Name in keyof Searched]-?: (value: NonNullable<Searched[Name]>) => string | null };

const WORDS: Words = {
  q: (words) => `named like “${words}”`,
  type: () => null,
  genre: (genre) => genre,
  person: (name) => `with ${name}`,
  yearFrom: (year) => `from ${year}`,
  yearTo: (year) => `up to ${year}`,
  watched: (watched) => (watched ? 'watched' : 'unwatched'),
  minutesMin: (minutes) => `at least ${minutes} minutes`,
  minutesMax: (minutes) => `up to ${minutes} minutes`,
  resolution: (resolution) => (/^\d+$/.test(resolution) ? `${resolution}p` : resolution),
  language: (code) => `in ${languageName(code)}`,
  ratingMin: (rating) => `rated ${rating} or better`,
  contentRating: (rating) => `for ${rating}`,
  addedSinceDays: (days) => `added in the last ${days} days`,
};

/** "12 movies, unwatched, up to 90 minutes". */
export function sentenceOf(count: number, asked: Searched): string {
  const parts = (Object.keys(WORDS) as (keyof Searched)[]).flatMap((name) => {
    const value = asked[name];
    const words = value === undefined ? null : (WORDS[name] as (value: unknown) => string | null)(value);
    return words === null ? [] : [words];
  });
  return [countOf(count, asked.type), ...parts].join(', ');
}

/** "1 movie", "12 titles". */
export function countOf(count: number, type?: string): string {
  const [one, other] = (type === undefined ? undefined : NOUNS[type]) ?? TITLES;
  return `${count} ${count === 1 ? one : other}`;
}
