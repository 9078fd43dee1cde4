// kill -9 of every part at random moments of a sync. After each the part is started again, and the mirror must come to
// equal the emulator's library by itself: nothing lost, nothing twice, no run stuck.
import { KillTest, TARGETS } from './kill-test.mjs';
import { printTable } from './table.mjs';

/** @param {{ short: boolean, moments?: string, seed?: string, targets?: string }} options */
export async function killTests({ short, ...options }) {
  const moments = Number(options.moments ?? (short ? 2 : 20));
  const seed = Number(options.seed ?? Math.floor(Math.random() * 2 ** 31));
  const targets = options.targets?.split(',') ?? Object.keys(TARGETS);
  console.log(`Kill tests: ${moments} moments for each part; repeat them with --seed ${seed}`);
  const test = await KillTest.create(seed, short);
  const results = [];
  try {
    for (const target of targets) results.push(await test.run(target, moments));
  } finally {
    await test.close(results.some(({ problems }) => problems.length > 0) || results.length < targets.length);
  }
  printTable(results);
  const problems = results.flatMap(({ target, problems: own }) => own.map((problem) => `${target}, ${problem}`));
  for (const problem of problems) console.log(`\n${problem}`);
  const healed = results.reduce((sum, { healedMs }) => sum + healedMs.length, 0);
  return { passed: healed, failed: problems.length, skipped: 0 };
}
