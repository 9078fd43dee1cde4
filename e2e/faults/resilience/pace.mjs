// How often a machine can be asked that also bears the load, the emulator and the database, and maybe other work.
import { setTimeout as sleep } from 'node:timers/promises';
import { Load } from './load.mjs';

/** What callers are meant to ask, and what a busier machine is asked instead. */
const RATES = [100, 50, 25, 10];
export const [PER_SECOND] = RATES;
const TRIED_MS = 2_000;
const CALM_MS = 1_000;

/**
 * More than a machine can answer piles up without any fault, and would say nothing about one.
 * @returns {Promise<number>} requests a second that are answered at once
 */
export async function bearablePace(origin, mix) {
  for (const rate of RATES.slice(0, -1)) {
    const load = new Load(origin, mix, rate);
    load.start();
    await sleep(TRIED_MS);
    const answers = await load.stop();
    if (answers.every(({ status, ms }) => status !== null && ms < CALM_MS)) return rate;
  }
  return RATES.at(-1);
}
