import type { TitleIndex } from './title-index';

/** How close a title is to a profile: the cosine of their vectors. */
export function contentScore(
  { starts, features, weights, featureCount }: TitleIndex,
  profile: ReadonlyMap<number, number>,
): (row: number) => number {
  const dense = new Float32Array(featureCount);
  for (const [id, weight] of profile) dense[id] = weight;
  return (row) => {
    let sum = 0;
    for (let i = starts[row]; i < starts[row + 1]; i++) sum += dense[features[i]] * weights[i];
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
