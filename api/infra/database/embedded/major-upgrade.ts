import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { readdir, stat, statfs } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { BootLog } from './boot-log';
import type { CarryOver } from './carry-over';
import { clusterFolder, existingCluster, holdsFiles, initialise, majorOf, type Cluster } from './cluster';
import { ensureDatabase, urlOf } from './connection';
import { findOlderLauncher, type Launcher } from './launcher';
import { adopt, freePort, startPostgres, stopPostgres } from './postgres-process';
import { isPostmasterOf, readPostmaster } from './postmaster-file';
import { rowCounts } from './row-counts.query';
import { StartError } from './start-error';

export interface MajorUpgradeOptions {
  dataDir: string;
  /** Runs the PostgreSQL that the database is brought to. */
  launcher: Launcher;
  carryOver: CarryOver;
  log: BootLog;
}

/**
 * Brings a database folder of an older PostgreSQL to the one of this SmartPlex; does nothing where there is none.
 * The old folder is read only, the new one is made beside it, and two renames put it in its place, so that a kill
 * at any moment leaves either the old database or the new one, and the next start goes on from there.
 */
export async function upgradeMajor(options: MajorUpgradeOptions): Promise<void> {
  const { dataDir, launcher } = options;
  const [folder, draft] = [clusterFolder(dataDir), draftOf(dataDir)];
  // The old one is only ever taken away when the new one is whole.
  if (existsSync(draft) && !holdsFiles(folder)) return moveIn(dataDir);
  await removeDraft(draft);
  const from = holdsFiles(folder) ? majorOf(folder) : null;
  if (from === null || !(Number(from) < Number(launcher.major))) return;
  const older = await findOlderLauncher(dataDir, from);
  // Opening the folder says what can be done instead.
  if (older) await new MajorUpgrade(options, older, from).run();
}

const draftOf = (dataDir: string): string => `${clusterFolder(dataDir)}.upgrade`;

class MajorUpgrade {
  private readonly logFile: string;

  constructor(
    private readonly options: MajorUpgradeOptions,
    private readonly older: Launcher,
    private readonly from: string,
  ) {
    this.logFile = join(options.dataDir, 'postgres.log');
  }

  async run(): Promise<void> {
    const { dataDir, launcher, log } = this.options;
    const old = existingCluster(dataDir, this.older);
    const sizeBytes = await sizeOf(old.folder);
    await this.checkSpace(sizeBytes);
    const versions = { from: this.from, to: launcher.major };
    log.info(
      { ...versions, sizeBytes },
      'The database of an older PostgreSQL is brought to the new one; this may take minutes',
    );
    const saved = await this.running(this.older, old, (url) => this.save(url));
    log.info({ file: saved.file && basename(saved.file) }, 'The older database is saved; a new one is filled with it');
    const fresh = { folder: draftOf(dataDir), password: old.password };
    await this.makeFresh(fresh, saved);
    log.info(versions, 'The new database holds every row of the older one');
    const kept = this.putOldAside(old.folder);
    moveIn(dataDir);
    log.info(
      { ...versions, kept, sizeBytes, backup: saved.file },
      'The database was brought to the new PostgreSQL; the older folder is kept in DATA_DIR until somebody deletes it',
    );
  }

  private async checkSpace(sizeBytes: number): Promise<void> {
    const { bavail, bsize } = await statfs(this.options.dataDir);
    // The backup is packed: a second copy and a fifth more is enough.
    const neededBytes = Math.ceil(sizeBytes * 1.2);
    if (bavail * bsize >= neededBytes) return;
    throw new StartError(
      `DATA_DIR: bringing its database from PostgreSQL ${this.from} to ${this.options.launcher.major} needs ` +
        `${Math.ceil(neededBytes / 1e6)} MB free, and there are ${Math.floor((bavail * bsize) / 1e6)}; it is as it was`,
    );
  }

  /** Calls `work` while the PostgreSQL of the folder runs, which may still do so from a start that was killed. */
  private async running<T>(launcher: Launcher, cluster: Cluster, work: (url: string) => Promise<T>): Promise<T> {
    const { log } = this.options;
    const port = await freePort();
    const start = { launcher, cluster, logFile: this.logFile, port, settings: {}, log };
    const server = (await adopt(cluster, log)) ?? (await startPostgres(start));
    try {
      const address = { port: server.port, password: cluster.password };
      await ensureDatabase(address);
      return await work(urlOf(address));
    } catch (error) {
      throw asRefusal(error, this.from, this.options.launcher.major);
    } finally {
      await stopPostgres(server.pid);
    }
  }

  private async save(url: string): Promise<Saved> {
    // One name: a start that fails again and again must not fill the disk.
    const file = await this.options.carryOver.save(url, `before-postgres-${this.options.launcher.major}`);
    return { file, counts: file ? await rowCounts(url) : new Map() };
  }

  private async fill(url: string, { file, counts }: Saved): Promise<void> {
    if (!file) return;
    await this.options.carryOver.restore(url, file);
    const arrived = await rowCounts(url);
    for (const [table, count] of counts) {
      if (arrived.get(table) !== count) throw new Error(`${table} has ${arrived.get(table) ?? 'no'} rows of ${count}`);
    }
  }

  private async makeFresh(fresh: Cluster, saved: Saved): Promise<void> {
    const { launcher } = this.options;
    try {
      await initialise(fresh.folder, fresh.password, launcher);
      await this.running(launcher, fresh, (url) => this.fill(url, saved));
    } catch (error) {
      await removeDraft(fresh.folder);
      throw error;
    }
  }

  private putOldAside(folder: string): string {
    let kept = `${folder}-${this.from}`;
    for (let number = 2; existsSync(kept); number++) kept = `${folder}-${this.from}-${number}`;
    renameSync(folder, kept);
    return basename(kept);
  }
}

interface Saved {
  file: string | null;
  counts: Map<string, number>;
}

function moveIn(dataDir: string): void {
  renameSync(draftOf(dataDir), clusterFolder(dataDir));
  sync(dataDir);
}

/** What a start that was killed left behind, and the PostgreSQL that it may have left running on it. */
async function removeDraft(draft: string): Promise<void> {
  const left = readPostmaster(draft);
  if (left && isPostmasterOf(left.pid, draft)) await stopPostgres(left.pid);
  rmSync(draft, { recursive: true, force: true });
}

function asRefusal(error: unknown, from: string, to: string): StartError {
  if (error instanceof StartError) return error;
  const reason = error instanceof Error ? error.message : String(error);
  const line = `DATA_DIR: its database could not be brought from PostgreSQL ${from} to ${to}, and is as it was: ${reason}`;
  return new StartError(line, undefined, { cause: error });
}

async function sizeOf(folder: string): Promise<number> {
  let sizeBytes = 0;
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) sizeBytes += (await stat(join(entry.parentPath, entry.name))).size;
  }
  return sizeBytes;
}

/** A rename is on the disk when its folder is. */
function sync(folder: string): void {
  // Windows opens no folders.
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  fsyncSync(handle);
  closeSync(handle);
}
