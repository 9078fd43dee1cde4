#!/usr/bin/env node
// Benchmarks of the built product against the emulator. Prints one JSON object on stdout: each figure
// stands beside a baseline measured in the same run, because machines differ and are noisy.
// BENCH_MOVIES sets the size of the library (default 100000).
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir, cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmulator } from '../support/emulator-process.mjs';
import { ApiClient, startProduct } from '../support/product-process.mjs';
import { benchItems } from './items-bench.mjs';
import { benchSync } from './sync-bench.mjs';
import { benchWeb } from './web-bench.mjs';

const movies = Number(process.env.BENCH_MOVIES ?? 100_000);
const port = process.env.BENCH_PORT ?? '3977';
const scratch = mkdtempSync(join(tmpdir(), 'smartplex-bench-'));

const emulator = await startEmulator([
  '--port',
  '0',
  '--seed',
  '11',
  '--movies',
  String(movies),
  '--shows',
  '0',
  '--artists',
  '0',
  '--quirks',
  'off',
]);
const product = await startProduct({
  PORT: port,
  DATA_DIR: join(scratch, 'data'),
  PLEX_TV_URL: emulator.plexTv,
  PLEX_APP_URL: emulator.appUrl,
  SETUP_CODE: 'benchmark-code',
  THROTTLE_PER_MINUTE: '1000000',
  THROTTLE_AUTH_PER_MINUTE: '1000',
});

/** The embedded database keeps its port and password under DATA_DIR. */
function findDatabase() {
  const directory = join(scratch, 'data');
  const [, , , databasePort] = readFileSync(join(directory, 'postgres/postmaster.pid'), 'utf8').split('\n');
  const file = readdirSync(directory).find((name) => name.includes('password'));
  return `postgres://postgres:${readFileSync(join(directory, file), 'utf8').trim()}@127.0.0.1:${databasePort}/smartplex`;
}

const databaseUrl = findDatabase();
const database = new pg.Client({ connectionString: databaseUrl });
try {
  await database.connect();
  const client = new ApiClient(`http://127.0.0.1:${port}`);
  await client.signIn(emulator, 'ada', 'benchmark-code');
  const [server] = emulator.servers;
  const { id: serverId } = await client.post('/api/v1/plex/servers', { machineIdentifier: server.machineIdentifier });
  const context = { client, database, databaseUrl, server, serverId, pid: product.pid, movies, scratch, port };
  const report = {
    machine: {
      cpus: cpus().length,
      model: cpus()[0].model,
      memoryGb: Math.round(totalmem() / 1e9),
      node: process.version,
    },
    library: { movies },
  };
  for (const [name, measure] of Object.entries({ sync: benchSync, items: benchItems, web: benchWeb })) {
    report[name] = await measure(context);
    console.error(`${name}: ${JSON.stringify(report[name])}`);
  }
  console.log(JSON.stringify(report, null, 2));
} finally {
  await database.end();
  await product.stop();
  emulator.stop();
  rmSync(scratch, { recursive: true, force: true });
}
