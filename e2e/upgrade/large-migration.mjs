#!/usr/bin/env node
// How long a library is locked while its database is brought from an older release to this one: fills a database of then,
// migrates it while readers list, and prints the longest wait. Fails when one reader waited for longer than a second.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Postgres } from '../support/stack/postgres.mjs';
import { fillAsOfThen } from './fill.mjs';
import { LockWaits } from './lock-waits.mjs';
import { Readers } from './readers.mjs';

const LONGEST_WAIT_MS = 1_000;
/** The oldest schema with accounts, servers, items and jobs in it. */
const OLDEST_KEPT = 4;

process.chdir(join(dirname(fileURLToPath(import.meta.url)), '../..'));
const require = createRequire(import.meta.url);
const { values } = parseArgs({
  options: { items: { type: 'string', default: '1000000' }, back: { type: 'string' }, short: { type: 'boolean' } },
});
const items = values.short ? 100_000 : Number(values.items);
const folder = mkdtempSync(join(tmpdir(), 'smartplex-upgrade-'));
const postgres = await Postgres.create(join(folder, 'database'));
try {
  const url = await postgres.createDatabase('library');
  const taken = await makeOldSchema(url, values.back === undefined ? Infinity : Number(values.back));
  const filledMs = await timed(() => fillAsOfThen(url, items));
  console.log(`${items} items at ${taken} migrations before this one, filled in ${seconds(filledMs)} s`);
  const locks = await LockWaits.note(postgres);
  const readers = await Readers.start(url);
  const migratedMs = await timed(() => migrate(url));
  report(await readers.stop(), locks.byLock(), migratedMs);
} finally {
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}

/** Takes back the newest migrations, on the empty database; answers how many. */
async function makeOldSchema(url, most) {
  await migrate(url);
  const { DataSource } = require('typeorm');
  const { dataSourceOptions } = require('../../dist/server/api/infra/database/index.js');
  const dataSource = await new DataSource({ ...dataSourceOptions(url, 1), entities: [] }).initialize();
  const back = Math.min(most, dataSource.migrations.length - OLDEST_KEPT);
  for (let taken = 0; taken < back; taken++) await dataSource.undoLastMigration();
  await dataSource.destroy();
  return back;
}

function migrate(url) {
  const child = spawn(process.execPath, ['dist/server/api/migrate.js'], {
    env: { ...process.env, DATABASE_URL: url },
    stdio: 'inherit',
  });
  return new Promise((resolve, reject) =>
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`migrate ended with code ${code}`)))),
  );
}

async function timed(work) {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

function report(waits, locks, migratedMs) {
  console.log(`migrated in ${seconds(migratedMs)} s`);
  for (const { name, asked, longestMs, at } of waits) {
    console.log(`  ${name}: ${asked} asked, the longest answer took ${Math.round(longestMs)} ms ${at}`);
  }
  for (const [lock, { count, longestMs }] of Object.entries(locks)) {
    console.log(`  ${lock}: ${count} waited for it, ${Math.round(longestMs)} ms at most`);
  }
  const errors = new Set(waits.flatMap((one) => one.errors));
  for (const error of errors) console.log(`  ${error}`);
  const longest = Math.round(locks.AccessShareLock?.longestMs ?? 0);
  const passed = errors.size === 0 && longest <= LONGEST_WAIT_MS;
  console.log(`${passed ? 'ok' : 'not ok'} no reader waits long for a lock: ${longest} ms at most`);
  console.log(`${passed ? 1 : 0} passed, ${passed ? 0 : 1} failed, 0 skipped`);
  process.exitCode = passed ? 0 : 1;
}

function seconds(ms) {
  return (ms / 1_000).toFixed(1);
}
