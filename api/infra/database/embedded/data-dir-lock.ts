import { randomUUID } from 'node:crypto';
import {
  linkSync,
  readFileSync,
  readlinkSync,
  renameSync,
  statSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { giveToOwner } from '../../data-dir';
import type { BootLog } from './boot-log';
import { isAlive } from './postmaster-file';
import { StartError } from './start-error';

const HEARTBEAT_MS = 2_000;
/** A holder on another machine or in another container is dead when its heartbeat is older than this. */
const STALE_AFTER_MS = 10_000;
/** Longest end of a SmartPlex: requests and jobs are drained, then the database stops. */
const ENDS_WITHIN_MS = 45_000;

interface Holder {
  token: string;
  pid: number;
  /** When the process started, so that a process id that is used again is not taken for the holder. */
  startedAt: string | null;
  /** Machine and process namespace: only there a process id means something. */
  place: string;
  /** It was told to end and is on its way. */
  ending?: boolean;
}

/** One SmartPlex for each DATA_DIR. Survives nothing: a killed holder's lock is taken over. */
export class DataDirLock {
  private constructor(
    private readonly file: string,
    private readonly me: Holder,
    private readonly heartbeat: NodeJS.Timeout,
  ) {}

  /**
   * Waits for a SmartPlex that is ending: who stops it and starts it again does not look at the clock.
   * @throws StartError when another SmartPlex holds it
   */
  static async acquire(dataDir: string, log: BootLog): Promise<DataDirLock> {
    const file = join(dataDir, 'smartplex.lock');
    const me: Holder = { token: randomUUID(), pid: process.pid, startedAt: startOf(process.pid), place: place() };
    const startedAt = Date.now();
    let told = false;
    while (!(await tryAcquire(file, me))) {
      const holder = readHolder(file);
      if (!holder || isGone(holder, file)) {
        remove(file);
        continue;
      }
      if (Date.now() - startedAt >= patienceWith(holder)) throw inUse(holder);
      if (holder.ending && !told) log.info({ pid: holder.pid }, 'Waiting for the SmartPlex that is ending here');
      told ||= holder.ending === true;
      await sleep(200);
    }
    const heartbeat = setInterval(() => touch(file), HEARTBEAT_MS).unref();
    return new DataDirLock(file, me, heartbeat);
  }

  /** Tells who waits for the lock that it will be free soon. */
  announceEnd(): void {
    if (readHolder(this.file)?.token !== this.me.token) return;
    const draft = `${this.file}.${this.me.token}`;
    try {
      writeDraft(draft, { ...this.me, ending: true });
      // A name that is moved over another is never seen half-written.
      renameSync(draft, this.file);
    } catch {
      // The disk is full, say: then nobody waits, and is told that the folder is in use.
    }
  }

  release(): void {
    clearInterval(this.heartbeat);
    remove(this.file);
  }
}

function patienceWith(holder: Holder): number {
  if (holder.ending) return ENDS_WITHIN_MS;
  // Elsewhere it may be dead without anybody having been able to tell yet.
  return holder.place === place() ? 0 : STALE_AFTER_MS + HEARTBEAT_MS;
}

function inUse({ pid }: Holder): StartError {
  return new StartError(
    `DATA_DIR: another SmartPlex (process ${pid}) is using it; stop that one, or give this one a DATA_DIR of its own`,
  );
}

async function tryAcquire(file: string, me: Holder): Promise<boolean> {
  const draft = `${file}.${me.token}`;
  try {
    writeDraft(draft, me);
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return false;
  } finally {
    remove(draft);
  }
  // Two that took over the same dead lock: the one whose link was replaced sees it now.
  await sleep(20);
  return readHolder(file)?.token === me.token;
}

function writeDraft(draft: string, holder: Holder): void {
  writeFileSync(draft, JSON.stringify(holder), { mode: 0o600 });
  giveToOwner(dirname(draft), draft);
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
