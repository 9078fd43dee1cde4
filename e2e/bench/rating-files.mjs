// Reads ratings in the layout of MovieLens 100k. What is damaged is refused: measured on half of the films, the
// recommender and what it is measured against would choose from different ones.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const GENRES = [
  ...[
    'unknown',
    'Action',
    'Adventure',
    'Animation',
    "Children's",
    'Comedy',
    'Crime',
    'Documentary',
    'Drama',
    'Fantasy',
  ],
  ...['Film-Noir', 'Horror', 'Musical', 'Mystery', 'Romance', 'Sci-Fi', 'Thriller', 'War', 'Western'],
];
/** Number, title, three of no use here, then a flag for each genre. */
const FLAGS_AT = 5;
const LEAST_RATINGS = 5;
const LEAST_PEOPLE = 10;

/** What is no folder of ratings, in a sentence for whoever named it. */
export class UnfitRatings extends Error {}

/** @throws UnfitRatings */
export function readRatings(folder) {
  const films = filmsOf(folder);
  const people = new Map();
  for (const [at, line] of linesOf(folder, 'u.data').entries()) {
    const { person, ...rating } = ratingOf(line, at);
    if (!films.has(rating.film))
      throw new UnfitRatings(
        `u.data, line ${at + 1}: the film ${rating.film} is not among the ${films.size} of u.item. Is u.item whole?`,
      );
    if (!people.has(person)) people.set(person, []);
    people.get(person).push(rating);
  }
  const cases = casesOf(people);
  if (cases.length < LEAST_PEOPLE)
    throw new UnfitRatings(
      `u.data has ${cases.length} people with ${LEAST_RATINGS} ratings or more; nothing can be told of fewer than ${LEAST_PEOPLE}.`,
    );
  return { films, cases };
}

function linesOf(folder, name) {
  let text;
  try {
    text = readFileSync(join(folder, name), 'latin1');
  } catch ({ code }) {
    throw new UnfitRatings(
      `There is no ${name} to read in ${folder} (${code}). Name a folder that holds u.data and u.item of MovieLens 100k.`,
    );
  }
  const lines = text.split(/\r?\n/).filter(Boolean);
  if (lines.length === 0) throw new UnfitRatings(`${name} in ${folder} is empty.`);
  return lines;
}

function filmsOf(folder) {
  const films = new Map();
  for (const [at, line] of linesOf(folder, 'u.item').entries()) {
    const fields = line.split('|');
    const [id, title] = fields;
    const flags = fields.slice(FLAGS_AT);
    if (flags.length !== GENRES.length || !/^\d+$/.test(id) || !flags.every((flag) => flag === '0' || flag === '1'))
      throw new UnfitRatings(
        `u.item, line ${at + 1}: wanted are ${FLAGS_AT + GENRES.length} fields between “|”: a number, a title, three more, and ${GENRES.length} times 0 or 1.`,
      );
    if (films.has(id)) throw new UnfitRatings(`u.item, line ${at + 1}: the film ${id} is there twice.`);
    const year = /\((\d{4})\)\s*$/.exec(title)?.[1] ?? null;
    films.set(id, { year: year && Number(year), genres: GENRES.filter((_, i) => flags[i] === '1') });
  }
  return films;
}

function ratingOf(line, at) {
  const fields = line.split('\t');
  if (fields.length !== 4 || !fields.every((field) => /^\d+$/.test(field)))
    throw new UnfitRatings(
      `u.data, line ${at + 1}: wanted are four whole numbers between tabs: person, film, rating, seconds since 1970.`,
    );
  const [person, film, , seconds] = fields;
  return { person, film, at: Number(seconds) * 1000 };
}

/** Of each person the last film is to be guessed from those before. */
function casesOf(people) {
  return [...people]
    .filter(([, ratings]) => ratings.length >= LEAST_RATINGS)
    .map(([person, ratings]) => {
      const sorted = ratings.toSorted((a, b) => a.at - b.at || Number(a.film) - Number(b.film));
      return { person, history: sorted.slice(0, -1), last: sorted.at(-1) };
    });
}
