// One emulator of a given size and one product with an empty database, for one row of the benchmark.
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmulator } from '../support/emulator-process.mjs';
import { ApiClient, startProduct } from '../support/product-process.mjs';

const SETUP_CODE = 'benchmark-code';

/** The embedded database keeps its port and password under DATA_DIR. */
function findDatabase(dataDir) {
  const [, , , port] = readFileSync(join(dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n');
  const file = readdirSync(dataDir).find((name) => name.includes('password'));
  return `postgres://postgres:${readFileSync(join(dataDir, file), 'utf8').trim()}@127.0.0.1:${port}/smartplex`;
}

/** @param {{ movies: number, plays: number, port: string, env?: Record<string, string> }} size and further settings */
export async function openWorld({ movies, plays, port, env = {} }) {
  const scratch = mkdtempSync(join(tmpdir(), 'smartplex-bench-'));
  const dataDir = join(scratch, 'data');
  const sizes = ['--movies', String(movies), '--shows', '0', '--artists', '0', '--plays', String(plays)];
  const emulator = await startEmulator(['--port', '0', '--seed', '11', '--quirks', 'off', ...sizes]);
  const product = await startProduct({
    PORT: port,
    DATA_DIR: dataDir,
    PLEX_TV_URL: emulator.plexTv,
    PLEX_APP_URL: emulator.appUrl,
    SETUP_CODE,
    THROTTLE_PER_MINUTE: '1000000',
    THROTTLE_AUTH_PER_MINUTE: '1000',
    ...env,
  });
  const databaseUrl = findDatabase(dataDir);
  const database = new pg.Client({ connectionString: databaseUrl });
  const close = async () => {
    await database.end();
    await product.stop();
    emulator.stop();
    rmSync(scratch, { recursive: true, force: true });
  };
  try {
    await database.connect();
    // A sync that nobody asked for would take part in what is measured: no process may schedule or listen here.
    await database.query(
      `UPDATE sync_schedule SET push = false, scheduler = gen_random_uuid(), scheduler_until = 'infinity'`,
    );
    const client = new ApiClient(`http://127.0.0.1:${port}`);
    await client.signIn(emulator, 'ada', SETUP_CODE);
    const [server] = emulator.servers;
    const { id: serverId } = await client.post('/api/v1/plex/servers', { machineIdentifier: server.machineIdentifier });
    const { control } = emulator;
    return {
      client,
      database,
      databaseUrl,
      server,
      serverId,
      control,
      pid: product.pid,
      movies,
      plays,
      scratch,
      port,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
