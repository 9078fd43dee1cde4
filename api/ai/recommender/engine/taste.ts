import type { TitleIndex } from './title-index';

/** What is known of one person and one work. */
export interface Watched {
  /** Views seen to the end; of shows, episodes. */
  finished: number;
  /** Views broken off. */
  partial: number;
  /** Epoch ms; null where only a view state is known. */
  lastAt: number | null;
  /** What the person rated it, more than 0 and at most 10; null: not rated. */
  userRating: number | null;
  type: string;
}

export type Verdict = 'more-like-this' | 'not-interested';

const HALF_LIFE_DAYS = 240;
const DAY_MS = 86_400_000;
/** What was seen long ago still says something. */
const LEAST_FRESHNESS = 0.3;
const VERDICTS: Record<Verdict, number> = { 'more-like-this': 1.5, 'not-interested': -0.7 };
const ABANDONED = -0.4;
/** A rating says more than having seen it: from here on for it, below against it. */
const NEUTRAL_RATING = 5;
const RATED = 1.5;

/** How much a work says about a taste; below zero where it was left, or rated low. */
export function weightOf(watched: Watched, now: number): number {
  const { finished, partial, lastAt, userRating, type } = watched;
  if (userRating !== null) return opinionOf(watched, userRating) * freshness(lastAt, now);
  if (finished === 0) return partial > 0 && type === 'movie' ? ABANDONED : 0.3;
  return likingOf(watched) * freshness(lastAt, now);
}

function likingOf({ finished, type }: Watched): number {
  const liking = type === 'movie' ? 1 + 0.4 * Math.log2(finished) : 0.5 + 0.25 * Math.log2(1 + finished);
  return Math.min(2, liking);
}

/** What is watched again and again and rated high says more than either alone. */
function opinionOf(watched: Watched, userRating: number): number {
  const opinion = (userRating - NEUTRAL_RATING) / (10 - NEUTRAL_RATING);
  if (opinion <= 0 || watched.finished === 0) return RATED * opinion;
  return Math.max(RATED, likingOf(watched)) * opinion;
}

/** How much the titles watched last say beyond the others, and after how many titles that is half gone. */
const LATELY = 0.6;
const LATELY_TITLES = 15;

/** What was watched lately says what somebody is after now. @param rank 0 for the last title watched */
export function lately(rank: number): number {
  return 1 + LATELY * 2 ** (-rank / LATELY_TITLES);
}

export function verdictWeight(verdict: Verdict): number {
  return VERDICTS[verdict];
}

function freshness(lastAt: number | null, now: number): number {
  if (lastAt === null) return 0.6;
  const age = Math.max(0, now - lastAt) / DAY_MS;
  return LEAST_FRESHNESS + (1 - LEAST_FRESHNESS) * 2 ** (-age / HALF_LIFE_DAYS);
}

/** By number of the feature: those of what was watched, summed up by how much each title says; a vector of length one. */
export function profileOf(index: TitleIndex, rows: ReadonlyMap<number, number>): Float32Array {
  const { starts, features, weights } = index;
  const profile = new Float32Array(index.featureCount);
  for (const [row, weight] of rows)
    for (let i = starts[row]; i < starts[row + 1]; i++) profile[features[i]] += weight * weights[i];
  let squares = 0;
  for (const weight of profile) squares += weight * weight;
  const length = Math.sqrt(squares) || 1;
  for (let id = 0; id < profile.length; id++) profile[id] /= length;
  return profile;
}
