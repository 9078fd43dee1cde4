import { between, chance, draw, pick } from '../../core/hash';
import type { Tag } from '../item';
import { CHARACTERS, COUNTRIES, FIRST_NAMES, GENRES_MUSIC, GENRES_VIDEO, LAST_NAMES } from './people-words';

const SALT = { genres: 40, countries: 50, people: 60, roles: 200, counts: 30 };
const GENRE_IDS = 100;
const COUNTRY_IDS = 300;
const PEOPLE_IDS = 10_000;

/** Directors, writers and actors come from one crowd, so that a person turns up in several works. */
const CROWD = FIRST_NAMES.length * LAST_NAMES.length;

function personName(number: number): string {
  return `${FIRST_NAMES[number % FIRST_NAMES.length]} ${LAST_NAMES[Math.floor(number / FIRST_NAMES.length) % LAST_NAMES.length]}`;
}

function person(h: number, salt: number, role?: string): Tag {
  // Squaring the draw makes some people far busier than others.
  const x = draw(h, salt) / 4294967296;
  const number = Math.floor(x * x * CROWD);
  return { tag: personName(number), id: PEOPLE_IDS + number, role };
}

function people(h: number, salt: number, count: number): Tag[] {
  const tags: Tag[] = [];
  for (let i = 0; i < count; i++) {
    const tag = person(h, salt + i);
    if (!tags.some((other) => other.id === tag.id)) tags.push(tag);
  }
  return tags;
}

function distinct(h: number, salt: number, count: number, list: readonly string[], firstId: number): Tag[] {
  const start = draw(h, salt);
  const tags: Tag[] = [];
  // A step coprime to the length of the list never repeats an entry within one round.
  const step = list.length % 7 === 0 ? 5 : 7;
  for (let i = 0; i < count; i++) {
    const at = (start + i * step) % list.length;
    tags.push({ tag: list[at], id: firstId + at, role: undefined });
  }
  return tags;
}

export const videoGenres = (h: number): Tag[] =>
  distinct(h, SALT.genres, between(h, SALT.counts, 1, 4), GENRES_VIDEO, GENRE_IDS);
export const musicGenres = (h: number): Tag[] =>
  distinct(h, SALT.genres, between(h, SALT.counts, 1, 3), GENRES_MUSIC, GENRE_IDS + 50);
export const countries = (h: number): Tag[] =>
  distinct(h, SALT.countries, chance(h, SALT.counts + 1, 20) ? 2 : 1, COUNTRIES, COUNTRY_IDS);
export const directors = (h: number): Tag[] => people(h, SALT.people, chance(h, SALT.counts + 2, 10) ? 2 : 1);
export const writers = (h: number): Tag[] => people(h, SALT.people + 10, between(h, SALT.counts + 3, 1, 3));

export function cast(h: number): Tag[] {
  const count = between(h, SALT.counts + 4, 3, 9);
  const tags: Tag[] = [];
  for (let i = 0; i < count; i++) {
    const tag = person(h, SALT.roles + i, pick(h, SALT.roles + 50 + i, CHARACTERS));
    if (!tags.some((other) => other.id === tag.id)) tags.push(tag);
  }
  return tags;
}
