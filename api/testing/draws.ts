/** Draws that follow from a seed, so that a property that fails can be tried again. */
export interface Draws {
  /** A whole number from 0 to below `end`. */
  below(end: number): number;
  of<T>(values: readonly T[]): T;
  /** Up to `most` of these pieces in a row. */
  text(pieces: readonly string[], most: number): string;
}

/** Numbers by mulberry32. */
export function drawsFrom(seed: number): Draws {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (end: number) => Math.floor(next() * end);
  const of = <T>(values: readonly T[]): T => values[below(values.length)];
  return { below, of, text: (pieces, most) => Array.from({ length: below(most + 1) }, () => of(pieces)).join('') };
}

/** Tries a property so often, each time on draws of its own; what fails names the seed. */
export function forDraws(times: number, property: (draws: Draws) => void): void {
  for (let seed = 1; seed <= times; seed++) {
    try {
      property(drawsFrom(seed));
    } catch (error) {
      (error as Error).message = `with drawsFrom(${seed}): ${(error as Error).message}`;
      throw error;
    }
  }
}
