import type { TitleIndex } from './title-index';

/** How close titles are to a profile, each the cosine of their vectors; of the rows from `from` until before `to`. */
export function contentScores(
  { starts, features, weights }: TitleIndex,
  profile: Float32Array,
  into: Float32Array,
  from: number,
  to: number,
): void {
  for (let row = from; row < to; row++) {
    let sum = 0;
    for (let i = starts[row]; i < starts[row + 1]; i++) sum += profile[features[i]] * weights[i];
    into[row] = sum;
  }
}

/** How much two titles have in common, 0 to 1. */
export function similarity({ starts, features, weights }: TitleIndex, a: number, b: number): number {
  let sum = 0;
  for (let i = starts[a]; i < starts[a + 1]; i++)
    for (let j = starts[b]; j < starts[b + 1]; j++) if (features[i] === features[j]) sum += weights[i] * weights[j];
  return sum;
}
