import { closeSync, openSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { giveToOwner } from '../../data-dir';
import type { BootLog } from './boot-log';
import type { Cluster } from './cluster';
import { faultOf } from './connection';
import type { Launcher } from './launcher';
import { isAlive, isPostmasterOf, readPostmaster, removePostmasterFile } from './postmaster-file';
import { StartError } from './start-error';

/** SQLSTATE cannot_connect_now: it is there, and still recovering or already stopping. */
const STARTING_UP = '57P03';
const ANSWERS_WITHIN_MS = 300_000;
const ADOPTED_ANSWERS_WITHIN_MS = 15_000;
const FAST_STOP_MS = 20_000;

/** A running PostgreSQL, ours from the start or adopted. */
export interface RunningPostgres {
  pid: number;
  port: number;
}

const SETTINGS: Record<string, string> = {
  shared_buffers: '128MB',
  max_connections: '60',
  max_wal_size: '2GB',
  checkpoint_completion_target: '0.9',
  jit: 'off',
  log_timezone: 'UTC',
  random_page_cost: '1.1',
  work_mem: '16MB',
  maintenance_work_mem: '128MB',
};

/**
 * The PostgreSQL that an earlier start left running (it outlives a killed SmartPlex), once it answers.
 * Null when there is none; then the way is free to start one.
 */
export async function adopt(cluster: Cluster, log: BootLog): Promise<RunningPostgres | null> {
  const deadline = Date.now() + ADOPTED_ANSWERS_WITHIN_MS;
  for (;;) {
    const found = readPostmaster(cluster.folder);
    if (!found || !isPostmasterOf(found.pid, cluster.folder)) {
      removePostmasterFile(cluster.folder);
      return null;
    }
    const fault = await faultOf({ port: found.port, password: cluster.password });
    if (fault === null) {
      log.info({ pid: found.pid }, 'The embedded PostgreSQL was still running and is used again');
      return found;
    }
    if (Date.now() > deadline) {
      throw new StartError(
        `The embedded PostgreSQL (process ${found.pid}) runs but does not answer (${fault}); end that process and start again`,
      );
    }
    await sleep(200);
  }
}

export interface StartOptions {
  launcher: Launcher;
  cluster: Cluster;
  logFile: string;
  port: number;
  settings: Record<string, string>;
  log: BootLog;
}

/** Starts PostgreSQL and waits until it answers, however long a recovery takes. */
export async function startPostgres(options: StartOptions): Promise<RunningPostgres> {
  const { launcher, cluster, port } = options;
  const output = openSync(options.logFile, 'a', 0o600);
  giveToOwner(dirname(options.logFile), options.logFile);
  const settings = Object.entries({ ...SETTINGS, ...options.settings }).flatMap(([k, v]) => ['-c', `${k}=${v}`]);
  const child = launcher.run(
    launcher.binaries.postgres,
    ['-D', cluster.folder, '-h', '127.0.0.1', '-p', String(port), '-k', '', ...settings],
    { stdio: ['ignore', output, output], detached: true },
  );
  closeSync(output);
  let ended = false;
  child.once('exit', () => (ended = true));
  child.once('error', () => (ended = true));
  child.unref();
  await untilItAnswers({ port, password: cluster.password }, () => ended, options.log);
  return { pid: child.pid!, port };
}

async function untilItAnswers(
  address: { port: number; password: string },
  hasEnded: () => boolean,
  log: BootLog,
): Promise<void> {
  const startedAt = Date.now();
  let saidAt = startedAt;
  while (Date.now() - startedAt < ANSWERS_WITHIN_MS) {
    const fault = await faultOf(address);
    if (fault === null) return;
    if (hasEnded())
      throw new StartError('The embedded PostgreSQL ended while starting; postgres.log in DATA_DIR says why');
    if (Date.now() - saidAt > 5_000) {
      saidAt = Date.now();
      log.info({ recovering: fault === STARTING_UP }, 'Waiting for the embedded PostgreSQL');
    }
    await sleep(25);
  }
  throw new StartError('The embedded PostgreSQL did not answer in time; postgres.log in DATA_DIR says why');
}

/** Fast shutdown: open transactions are rolled back, everything is written. Immediate shutdown if that takes too long. */
export async function stopPostgres(pid: number): Promise<void> {
  for (const [signal, withinMs] of [
    ['SIGINT', FAST_STOP_MS],
    ['SIGQUIT', 5_000],
  ] as const) {
    if (!askToStop(pid, signal)) return;
    const deadline = Date.now() + withinMs;
    while (Date.now() < deadline) {
      if (!isAlive(pid)) return;
      await sleep(10);
    }
  }
}

/** False when there is no such process any more. */
export function askToStop(pid: number, signal: 'SIGINT' | 'SIGQUIT' = 'SIGINT'): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}

/** A port on 127.0.0.1 that nobody listens on at this moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
