import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, readlinkSync, statSync, unlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive } from './postmaster-file';
import { StartError } from './start-error';

const HEARTBEAT_MS = 2_000;
/** A holder on another machine or in another container is dead when its heartbeat is older than this. */
const STALE_AFTER_MS = 10_000;

interface Holder {
  token: string;
  pid: number;
  /** When the process started, so that a process id that is used again is not taken for the holder. */
  startedAt: string | null;
  /** Machine and process namespace: only there a process id means something. */
  place: string;
}

/** One SmartPlex for each DATA_DIR. Survives nothing: a killed holder's lock is taken over. */
export class DataDirLock {
  private constructor(
    private readonly file: string,
    private readonly heartbeat: NodeJS.Timeout,
  ) {}

  /** @throws StartError when another SmartPlex holds it */
  static async acquire(dataDir: string): Promise<DataDirLock> {
    const file = join(dataDir, 'smartplex.lock');
    const me: Holder = { token: randomUUID(), pid: process.pid, startedAt: startOf(process.pid), place: place() };
    const deadline = Date.now() + STALE_AFTER_MS + HEARTBEAT_MS;
    while (!(await tryAcquire(file, me))) {
      const holder = readHolder(file);
      if (!holder || isGone(holder, file)) {
        remove(file);
        continue;
      }
      if (holder.place === me.place || Date.now() > deadline) {
        throw new StartError(
          `DATA_DIR: another SmartPlex (process ${holder.pid}) is using it; stop that one, or give this one a DATA_DIR of its own`,
        );
      }
      await sleep(500);
    }
    const heartbeat = setInterval(() => touch(file), HEARTBEAT_MS).unref();
    return new DataDirLock(file, heartbeat);
  }

  release(): void {
    clearInterval(this.heartbeat);
    remove(this.file);
  }
}

async function tryAcquire(file: string, me: Holder): Promise<boolean> {
  const draft = `${file}.${me.token}`;
  writeFileSync(draft, JSON.stringify(me), { mode: 0o600 });
  try {
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return false;
  } finally {
    unlinkSync(draft);
  }
  // Two that took over the same dead lock: the one whose link was replaced sees it now.
  await sleep(20);
  return readHolder(file)?.token === me.token;
}

function isGone(holder: Holder, file: string): boolean {
  if (holder.place !== place()) return ageMs(file) > STALE_AFTER_MS;
  return !isAlive(holder.pid) || startOf(holder.pid) !== holder.startedAt;
}

function readHolder(file: string): Holder | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Holder;
  } catch {
    return null;
  }
}

function startOf(pid: number): string | null {
  try {
    // Field 22 of stat, counted behind the command name, which may hold spaces and brackets.
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').pop()?.split(' ')[19] ?? null;
  } catch {
    return null;
  }
}

function place(): string {
  try {
    return `${hostname()} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return hostname();
  }
}

function ageMs(file: string): number {
  try {
    return Date.now() - statSync(file).mtimeMs;
  } catch {
    return Infinity;
  }
}

function touch(file: string): void {
  try {
    const now = new Date();
    utimesSync(file, now, now);
  } catch {
    // The folder may be gone, at the end of a test for one: then nobody asks either.
  }
}

function remove(file: string): void {
  try {
    unlinkSync(file);
  } catch {
    // Somebody else took it away first.
  }
}
