#!/usr/bin/env node
// `npm run test:faults`: kill -9 of every part at random moments of a sync. After each the part is started again, and
// the mirror must come to equal the emulator's library by itself: nothing lost, nothing twice, no run stuck.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { fileURLToPath } from 'node:url';
import { ensureSystemPackages } from '../support/system-packages.mjs';
import { KillTest, TARGETS } from './kill-test.mjs';
import { printTable } from './table.mjs';

process.chdir(join(dirname(fileURLToPath(import.meta.url)), '../..'));
const { values } = parseArgs({
  options: {
    short: { type: 'boolean', default: false },
    moments: { type: 'string' },
    seed: { type: 'string' },
    targets: { type: 'string' },
  },
});
const moments = Number(values.moments ?? (values.short ? 2 : 20));
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31));
const targets = values.targets?.split(',') ?? Object.keys(TARGETS);

ensureSystemPackages(['redis-server']);
if (spawnSync('redis-server', ['--version']).status !== 0) {
  console.log(`0 passed, 0 failed, ${targets.length * moments} skipped`);
  process.exit(0);
}
const built = spawnSync(process.execPath, ['api/start.mjs', '--build'], { stdio: 'inherit' });
if (built.status !== 0) process.exit(1);

console.log(`Kill tests: ${moments} moments for each part; repeat them with --seed ${seed}`);
const test = await KillTest.create(seed, values.short);
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
console.log(`\n${healed} passed, ${problems.length} failed, 0 skipped`);
process.exit(problems.length === 0 ? 0 : 1);
