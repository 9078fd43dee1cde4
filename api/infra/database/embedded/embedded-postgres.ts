import { accessSync, constants, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BootLog } from './boot-log';
import { openCluster, type Cluster } from './cluster';
import type { CarryOver } from './carry-over';
import { ensureDatabase, urlOf } from './connection';
import { DataDirLock } from './data-dir-lock';
import { findLauncher, type Launcher } from './launcher';
import { boundLogFile } from './log-file';
import { adopt, askToStop, freePort, startPostgres, stopPostgres, type RunningPostgres } from './postgres-process';
import { upgradeMajor } from './major-upgrade';
import { isPostmasterOf } from './postmaster-file';
import { StartError } from './start-error';
import { EXIT_BAD_CONFIGURATION } from '../../config';

const WATCH_EVERY_MS = 500;
const BOUND_LOG_EVERY_MS = 60_000;
const RESTART_DELAYS_MS = [0, 200, 500, 1_000, 2_000, 5_000];
/** After a kill of the main process its children hold the shared memory for a moment. */
const START_TRIES = 5;

export interface EmbeddedPostgresOptions {
  dataDir: string;
  log: BootLog;
  /** Settings beside the usual ones; tests give up durability. */
  settings?: Record<string, string>;
  /** How the rows come from a database of an older major version; without it such a database is refused. */
  carryOver?: CarryOver;
}

interface Parts {
  launcher: Launcher;
  cluster: Cluster;
  logFile: string;
  lock: DataDirLock;
}

/** The PostgreSQL under DATA_DIR: made, started, adopted, watched over and stopped. */
export class EmbeddedPostgres {
  private readonly ending = new AbortController();
  private watching: Promise<void>;

  private constructor(
    private readonly parts: Parts,
    private readonly options: EmbeddedPostgresOptions,
    private running: RunningPostgres,
  ) {
    this.watching = this.watch();
  }

  /** @throws StartError with one line for the person who starts it */
  static async start(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
    const dataDir = resolve(options.dataDir);
    makeFolder(dataDir);
    const lock = await DataDirLock.acquire(dataDir, options.log);
    try {
      const launcher = await findLauncher(dataDir);
      const { log, carryOver } = options;
      if (carryOver) await upgradeMajor({ dataDir, launcher, carryOver, log });
      const cluster = await openCluster(dataDir, launcher);
      const parts = { launcher, cluster, logFile: join(dataDir, 'postgres.log'), lock };
      boundLogFile(parts.logFile);
      const running = (await adopt(cluster, options.log)) ?? (await start(parts, options, await freePort()));
      await ensureDatabase({ port: running.port, password: cluster.password }).catch(async (error: unknown) => {
        // Nobody else knows of it yet.
        await stopPostgres(running.pid);
        throw error;
      });
      return new EmbeddedPostgres(parts, options, running);
    } catch (error) {
      lock.release();
      throw error;
    }
  }

  get url(): string {
    return urlOf({ port: this.running.port, password: this.parts.cluster.password });
  }

  get pid(): number {
    return this.running.pid;
  }

  /** Tells whoever starts next on this DATA_DIR that waiting is worth it. */
  announceEnd(): void {
    this.parts.lock.announceEnd();
  }

  /** Asks for the fast shutdown without waiting for it. */
  abandon(): void {
    this.ending.abort();
    askToStop(this.running.pid);
  }

  /** Fast shutdown, within half a minute at most. */
  async stop(): Promise<void> {
    if (this.stopping) return;
    this.ending.abort();
    await stopPostgres(this.running.pid);
    await this.watching;
    this.parts.lock.release();
  }

  private get stopping(): boolean {
    return this.ending.signal.aborted;
  }

  // Keeps no process alive, and ends early at the stop.
  private async pause(ms: number): Promise<void> {
    await sleep(ms, undefined, { ref: false, signal: this.ending.signal }).catch(() => undefined);
  }

  /** Starts PostgreSQL again, on the same port, whenever it ends without having been told to. */
  private async watch(): Promise<void> {
    let failures = 0;
    let boundedAt = Date.now();
    while (!this.stopping) {
      await this.pause(WATCH_EVERY_MS);
      if (Date.now() - boundedAt > BOUND_LOG_EVERY_MS) {
        boundedAt = Date.now();
        boundLogFile(this.parts.logFile);
      }
      if (this.stopping || isPostmasterOf(this.running.pid, this.parts.cluster.folder)) continue;
      failures = (await this.restart(failures)) ? 0 : failures + 1;
    }
  }

  private async restart(failures: number): Promise<boolean> {
    const { log } = this.options;
    log.warn({ failures }, 'The embedded PostgreSQL ended by itself and is started again');
    await this.pause(RESTART_DELAYS_MS[Math.min(failures, RESTART_DELAYS_MS.length - 1)] ?? 0);
    if (this.stopping) return true;
    try {
      const { port } = this.running;
      this.running = (await adopt(this.parts.cluster, log)) ?? (await start(this.parts, this.options, port));
      if (this.stopping) await stopPostgres(this.running.pid);
      log.info({ pid: this.running.pid }, 'The embedded PostgreSQL is back');
      return true;
    } catch (error) {
      log.warn({ err: error }, 'The embedded PostgreSQL could not be started again');
      return false;
    }
  }
}

async function start(parts: Parts, options: EmbeddedPostgresOptions, port: number): Promise<RunningPostgres> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await startPostgres({ ...parts, port, settings: options.settings ?? {}, log: options.log });
    } catch (error) {
      if (attempt >= START_TRIES) throw error;
      options.log.info({ attempt }, 'The embedded PostgreSQL did not start; trying again');
      await sleep(attempt * 300);
    }
  }
}

function makeFolder(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true });
  } catch {
    throw new StartError(
      'DATA_DIR: the folder cannot be made; allowed: a folder that may be written',
      EXIT_BAD_CONFIGURATION,
    );
  }
  try {
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch {
    throw new StartError(
      'DATA_DIR: this user may not write into the folder; allowed: a folder that may be written',
      EXIT_BAD_CONFIGURATION,
    );
  }
}
