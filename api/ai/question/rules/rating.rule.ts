import type { Asked } from '../asked';
import { find, maybe, oneOf, type Part, type PartValue } from '../pattern';
import {
  AND,
  BETWEEN,
  AT_LEAST,
  AT_MOST,
  LESS_THAN,
  MORE_THAN,
  number,
  numberAndMore,
  OR_LESS,
  OR_MORE,
} from './quantities';

interface Form {
  parts: Part[];
  /** Null for what no filter does: a highest rating. */
  read(values: PartValue[]): { min: number; strict?: boolean } | null;
}

const RATED = oneOf(
  'rated',
  'rating',
  'rating of',
  'rating is',
  'a rating of',
  'with a rating of',
  'with a rating',
  'with rating',
  'with a score of',
  'with ratings',
  'score',
  'scored',
  'imdb',
  'bewertung',
  'bewertet',
  'bewertet mit',
  'mit bewertung',
  'mit einer bewertung',
  'mit einer bewertung von',
  'bewertung von',
  'mit wertung',
);
const STARS = oneOf(
  'stars',
  'points',
  'sterne',
  'sternen',
  'punkte',
  'punkten',
  'bewertet',
  'bewertung',
  'rating',
  'out of 10',
  'von 10',
  'von 10 punkten',
);
const BETTER = oneOf('better than', 'besser als', 'besser bewertet als', 'rated higher than', 'rated better than');
const WITH = maybe(oneOf('with', 'mit'));

const MY_OWN = oneOf('i rated', 'i have rated', 'ive rated', 'i gave', 'rated by me', 'von mir bewertet');
const HABE = oneOf('bewertet habe', 'gegeben habe', 'bewertet hab');

const FORMS: Form[] = [
  // What somebody rated themselves is not known here.
  { parts: [MY_OWN, WITH, number, maybe(STARS)], read: () => null },
  { parts: [WITH, number, maybe(oneOf('sterne', 'sternen', 'punkten')), HABE], read: () => null },
  { parts: [RATED, BETWEEN, number, AND, number, maybe(STARS)], read: () => null },
  { parts: [RATED, MORE_THAN, number, maybe(STARS)], read: ([, , min]) => ({ min: Number(min), strict: true }) },
  { parts: [RATED, AT_LEAST, number, maybe(STARS)], read: ([, , min]) => ({ min: Number(min) }) },
  { parts: [RATED, numberAndMore], read: ([, min]) => ({ min: Number(min) }) },
  { parts: [WITH, numberAndMore, STARS], read: ([, min]) => ({ min: Number(min) }) },
  { parts: [RATED, number, OR_LESS], read: () => null },
  { parts: [RATED, LESS_THAN, number, maybe(STARS)], read: () => null },
  { parts: [RATED, AT_MOST, number, maybe(STARS)], read: () => null },
  { parts: [RATED, number, maybe(STARS), maybe(OR_MORE)], read: ([, min]) => ({ min: Number(min) }) },
  { parts: [WITH, MORE_THAN, number, STARS], read: ([, , min]) => ({ min: Number(min), strict: true }) },
  { parts: [WITH, AT_LEAST, number, STARS], read: ([, , min]) => ({ min: Number(min) }) },
  { parts: [WITH, LESS_THAN, number, STARS], read: () => null },
  { parts: [BETTER, number], read: ([, min]) => ({ min: Number(min), strict: true }) },
  { parts: [WITH, number, STARS, maybe(OR_MORE)], read: ([, min]) => ({ min: Number(min) }) },
];

/** "Rated over 7", "mit mindestens 8 Sternen". */
export function readRating(asked: Asked): void {
  for (const { parts, read } of FORMS) {
    const match = find(asked.text, parts);
    if (!match) continue;
    const found = read(match.values);
    if (found === null || found.min > 10) return asked.ignore(match);
    const { min, strict = false } = found;
    const label = strict ? `Rated over ${min}` : `Rated ${min} or better`;
    return asked.add(
      match,
      { ratingMin: strict ? justAbove(min) : min },
      { field: 'ratingMin', value: min, label, ...(strict ? { strict } : {}) },
    );
  }
}

/** Ratings have two decimals at most. */
function justAbove(rating: number): number {
  return Math.min(10, Math.round((rating + 0.001) * 1000) / 1000);
}
