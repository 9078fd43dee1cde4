#!/usr/bin/env node
// Benchmarks of the built product against the emulator, at several sizes of library. Prints one JSON
// object on stdout: each figure stands beside a baseline measured in the same run, because machines
// differ and are noisy. Writes docs/benchmarks.md when all sizes were measured; ends with 1 when a limit is broken.
// BENCH_SIZES chooses the sizes (default 10000,100000,1000000 films).
import { cpus, totalmem } from 'node:os';
import { benchHistory } from './history-bench.mjs';
import { benchIncremental } from './incremental-bench.mjs';
import { benchInsights } from './insight-bench.mjs';
import { benchItems, loadListing } from './items-bench.mjs';
import { writeReport } from './report.mjs';
import { judge } from './limits.mjs';
import { benchSync } from './sync-bench.mjs';
import { benchWeb } from './web-bench.mjs';
import { openWorld } from './world.mjs';

const ALL_SIZES = [10_000, 100_000, 1_000_000];
/** The size at which listings are compared with their floors, and the pages are looked at. */
const DETAILED_SIZE = 100_000;

/** A household that watched for many years. */
const HISTORY = { movies: 10_000, plays: 1_000_000 };

const sizes = process.env.BENCH_SIZES?.split(',').map(Number) ?? ALL_SIZES;
const port = process.env.BENCH_PORT ?? '3977';

async function measure(movies) {
  const world = await openWorld({ movies, plays: 3000, port });
  const figures = { movies };
  const add = async (name, work) => {
    figures[name] = await work(world);
    console.error(`${movies} ${name}: ${JSON.stringify(figures[name])}`);
  };
  try {
    await add('sync', benchSync);
    await add('incremental', benchIncremental);
    await add('listing', loadListing);
    await add('insights', benchInsights);
    if (movies === DETAILED_SIZE) {
      await add('items', benchItems);
      await add('web', benchWeb);
    }
    return figures;
  } finally {
    await world.close();
  }
}

async function measureHistory() {
  const world = await openWorld({ movies: HISTORY.movies, plays: HISTORY.plays, port });
  try {
    const figures = await benchHistory(world);
    console.error(`history: ${JSON.stringify(figures)}`);
    return figures;
  } finally {
    await world.close();
  }
}

const [{ model }] = cpus();
const isWhole = ALL_SIZES.every((movies) => sizes.includes(movies));
const report = {
  machine: { cpus: cpus().length, model, memoryGb: Math.round(totalmem() / 1e9), node: process.version },
  sizes: [],
};
for (const movies of sizes) report.sizes.push(await measure(movies));
if (isWhole) report.history = await measureHistory();
report.summary = judge(report);
console.log(JSON.stringify(report, null, 2));
if (isWhole) writeReport(report);
process.exitCode = report.summary.every(({ holds }) => holds) ? 0 : 1;
