#!/usr/bin/env node
// `npm run test:security`: who may call what, tried on every route, and attacks on the built product.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { fileURLToPath } from 'node:url';
import { assignments } from './assignment.mjs';
import { attacks } from './attacks/index.mjs';
import { limitAttacks } from './attacks/limits.mjs';
import { canaries } from './canary/index.mjs';
import { callers } from './callers.mjs';
import { printTable, Report } from './report.mjs';
import { untilForgotten, walk } from './walk.mjs';
import { World } from './world.mjs';

const PARTS = ['attacks', 'canaries', 'limits', 'walk'];

process.chdir(join(dirname(fileURLToPath(import.meta.url)), '../..'));
const { values } = parseArgs({
  options: { short: { type: 'boolean', default: false }, only: { type: 'string', default: PARTS.join() } },
});
const only = values.only.split(',');
const built = spawnSync(process.execPath, ['api/start.mjs', '--build'], { stdio: 'inherit' });
if (built.status !== 0) process.exit(1);

const report = new Report();
const world = await World.create({ movies: values.short ? 200 : 2_000 });
try {
  if (only.includes('limits')) await limitAttacks(world, report);
  if (only.includes('canaries')) await canaries(world, report, values);
  if (only.includes('attacks') || only.includes('walk')) await onOneProduct(await world.product('access'));
} catch (error) {
  report.fail(error.stack);
} finally {
  await world.close({ keep: report.failures.length > 0 });
}
if (report.failures.length > 0) console.log(`The logs are in ${world.folder}`);
process.exitCode = report.close() ? 0 : 1;

/** In this order: what the walk ends and removes is its own. */
async function onOneProduct(product) {
  await product.signIn('ada', 'ben', 'cleo');
  await product.sync(product.people.ada.client);
  if (only.includes('attacks')) await attacks(product, report);
  if (only.includes('walk')) await everyRoute(product);
}

async function everyRoute(product) {
  const everybody = await callers(product);
  await untilForgotten();
  printTable(await walk(product, everybody, report));
  printTable(await assignments(product, everybody, report));
}
