// Ratings of people with tastes, in the layout of MovieLens 100k; the same ones each time.
import { randomFrom } from '../faults/random.mjs';

const PEOPLE = 600;
const FILMS = 1_200;
const TASTES = 18;

export function inventRatings(genres) {
  const next = randomFrom(20_260_101);
  const pick = (length) => Math.floor(next() * length);
  const films = Array.from({ length: FILMS }, (_, i) => {
    const taste = pick(TASTES);
    const own = [1 + (taste % (genres.length - 1)), 1 + pick(genres.length - 1)];
    return { id: i + 1, taste, genres: own, year: 1950 + pick(48), fame: 1 / (5 + pick(200)) };
  });
  const rows = [];
  for (let person = 1; person <= PEOPLE; person++) {
    const tastes = [pick(TASTES), pick(TASTES)];
    const chance = ({ taste, fame }) => fame * (taste === tastes[0] ? 15 : taste === tastes[1] ? 8 : 1);
    const order = films
      .map((film) => ({ film, key: next() ** (1 / chance(film)) }))
      .sort((a, b) => b.key - a.key)
      .slice(0, 20 + pick(120));
    order.sort(() => next() - 0.5);
    let at = 880_000_000 + pick(10_000_000);
    for (const { film } of order) rows.push([person, film.id, 1 + pick(5), (at += 1 + pick(600))].join('\t'));
  }
  return {
    'u.data': `${rows.join('\n')}\n`,
    'u.item': films
      .map(({ id, year, genres: own }) => {
        const flags = genres.map((_, i) => (own.includes(i) ? 1 : 0));
        return [id, `Film ${id} (${year})`, `01-Jan-${year}`, '', '', ...flags].join('|');
      })
      .join('\n'),
  };
}
