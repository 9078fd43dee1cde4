#!/usr/bin/env node
// `npm run test:faults`: parts are killed in mid-sync, and faults happen under load. Short as in `npm test`, or `--full`.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { fileURLToPath } from 'node:url';
import { ensureSystemPackages } from '../support/system-packages.mjs';
import { killTests } from './kill-tests.mjs';
import { resilience } from './resilience/resilience.mjs';

process.chdir(join(dirname(fileURLToPath(import.meta.url)), '../..'));
const { values } = parseArgs({
  options: {
    full: { type: 'boolean', default: false },
    /** `kills` or `resilience` alone. */
    part: { type: 'string' },
    moments: { type: 'string' },
    seed: { type: 'string' },
    targets: { type: 'string' },
    /** Faults whose names hold one of these words. */
    faults: { type: 'string' },
    soak: { type: 'string' },
    write: { type: 'boolean', default: false },
  },
});
const short = !values.full;

ensureSystemPackages(['redis-server', 'faketime']);
if (spawnSync('redis-server', ['--version']).status !== 0) {
  console.log('0 passed, 0 failed, 1 skipped');
  process.exit(0);
}
const built = spawnSync(process.execPath, ['api/start.mjs', '--build'], { stdio: 'inherit' });
if (built.status !== 0) process.exit(1);

const parts = {
  kills: () => killTests({ ...values, short }),
  resilience: () =>
    resilience({
      ...{ short, only: values.faults },
      soakSeconds: values.soak === undefined ? undefined : Number(values.soak),
      reportFile: values.write ? 'docs/resilience.md' : undefined,
    }),
};
const totals = { passed: 0, failed: 0, skipped: 0 };
for (const [name, part] of Object.entries(parts)) {
  if (values.part && values.part !== name) continue;
  const result = await part();
  for (const key of Object.keys(totals)) totals[key] += result[key];
}
console.log(`\n${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
process.exit(totals.failed === 0 ? 0 : 1);
