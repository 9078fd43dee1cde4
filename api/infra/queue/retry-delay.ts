const FIRST_MS = 1_000;
const LONGEST_MS = 5 * 60_000;

/** Milliseconds until the next try: doubling from one second to five minutes, half of it by chance. */
export function retryDelayMs(attempts: number, random: () => number = Math.random): number {
  const ceiling = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.max(0, attempts - 1));
  return Math.round(ceiling / 2 + (random() * ceiling) / 2);
}
