import type { TitleIndex } from './title-index';

const QUALITY = 0.12;
const RATING_SHARE = 0.7;
const FRESH = 0.06;
const FRESH_DAYS = 60;
const DAY_MS = 86_400_000;

/** What speaks for titles whoever asks: their rating, their audience here, and that they are new. */
export function priorsOf(
  { size, works, ratings, addedAt }: TitleIndex,
  audience: Uint32Array,
  personCount: number,
  now: number,
): Float32Array {
  const priors = new Float32Array(size);
  for (let row = 0; row < size; row++) {
    // What nobody rated is neither good nor bad.
    const rating = Number.isNaN(ratings[row]) ? 0.5 : ratings[row];
    const seenBy = personCount === 0 ? 0 : audience[works[row]] / personCount;
    const ageDays = Math.max(0, now - addedAt[row]) / DAY_MS;
    priors[row] =
      QUALITY * (RATING_SHARE * rating + (1 - RATING_SHARE) * seenBy) + FRESH * Math.max(0, 1 - ageDays / FRESH_DAYS);
  }
  return priors;
}
