import type { TitleIndex } from './title-index';

/** How close a title is to a profile: the cosine of their vectors. */
export function contentScore(
  { starts, features, weights }: TitleIndex,
  profile: Float32Array,
): (row: number) => number {
  return (row) => {
    const end = starts[row + 1];
    let sum = 0;
    for (let i = starts[row]; i < end; i++) sum += profile[features[i]] * weights[i];
    return sum;
  };
}

/** How much two titles have in common, 0 to 1; their features are in the order of their numbers. */
export function similarity({ starts, features, weights }: TitleIndex, a: number, b: number): number {
  let sum = 0;
  let i = starts[a];
  let j = starts[b];
  while (i < starts[a + 1] && j < starts[b + 1]) {
    const ahead = features[i] - features[j];
    if (ahead === 0) sum += weights[i] * weights[j];
    if (ahead <= 0) i++;
    if (ahead >= 0) j++;
  }
  return sum;
}
