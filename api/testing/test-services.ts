import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { dataSourceOptions } from '../infra/database';
import { EmbeddedPostgres } from '../infra/database/embedded';

export const ADMIN_URL = 'SMARTPLEX_TEST_DATABASE_URL';
export const TEMPLATE = 'smartplex_template';
const FOLDER_PREFIX = 'smartplex-test-';
const root = join(__dirname, '../..');

declare global {
  var smartplexTestServices: { stop: () => Promise<void> } | undefined;
}

/** Once for each jest run: one PostgreSQL with a migrated template database, and the emulator built. */
export async function startTestServices(): Promise<void> {
  removeLeftovers();
  buildEmulator();
  const dataDir = mkdtempSync(join(tmpdir(), `${FOLDER_PREFIX}${process.pid}-`));
  const postgres = await EmbeddedPostgres.start({
    dataDir,
    log: { info: () => undefined, warn: (fields, message) => console.warn(message, fields) },
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' },
  });
  const killOnExit = () => process.kill(postgres.pid, 'SIGQUIT');
  process.once('exit', killOnExit);
  await makeTemplate(postgres.url);
  process.env[ADMIN_URL] = postgres.url;
  globalThis.smartplexTestServices = {
    stop: async () => {
      process.off('exit', killOnExit);
      await postgres.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function makeTemplate(url: string): Promise<void> {
  const admin = new Client({ connectionString: url });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${TEMPLATE}`);
  await admin.end();
  const template = new URL(url);
  template.pathname = `/${TEMPLATE}`;
  const dataSource = new DataSource({ ...dataSourceOptions(template.href, 1), entities: [] });
  await dataSource.initialize();
  await dataSource.runMigrations();
  await dataSource.destroy();
}

/** The emulator's programs, made anew when a source is newer. A build that fails is told by the spec that needs it. */
function buildEmulator(): void {
  const sources = join(root, 'e2e/plex-emulator');
  const program = join(root, 'dist/plex-emulator/main.js');
  if (!existsSync(join(sources, 'tsconfig.json')) || !isOlder(program, sources)) return;
  try {
    execFileSync(join(root, 'node_modules/.bin/tsc'), ['-p', sources], { stdio: 'pipe' });
  } catch (error) {
    console.error(`The Plex emulator could not be built:\n${String((error as { stdout?: Buffer }).stdout)}`);
  }
}

function isOlder(program: string, sources: string): boolean {
  if (!existsSync(program)) return true;
  const builtAt = statSync(program).mtimeMs;
  return readdirSync(sources, { recursive: true }).some(
    (file) => String(file).endsWith('.ts') && statSync(join(sources, String(file))).mtimeMs > builtAt,
  );
}

/** What a killed run left behind: its folder names the process, and that process is gone. */
function removeLeftovers(): void {
  for (const name of readdirSync(tmpdir())) {
    const runner = Number(new RegExp(`^${FOLDER_PREFIX}(\\d+)-`).exec(name)?.[1]);
    if (!runner || existsSync(`/proc/${runner}`) || !existsSync('/proc/self')) continue;
    const folder = join(tmpdir(), name);
    const pidFile = join(folder, 'postgres/postmaster.pid');
    try {
      const pid = existsSync(pidFile) ? Number(readFileSync(pidFile, 'utf8').split('\n')[0]) : 0;
      if (pid && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(folder)) process.kill(pid, 'SIGQUIT');
      rmSync(folder, { recursive: true, force: true });
    } catch {
      // Another run is taking it away at the same moment.
    }
  }
}
