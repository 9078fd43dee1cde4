import { readFileSync, rmSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** What a running PostgreSQL writes into `postmaster.pid`. */
export interface PostmasterFile {
  pid: number;
  port: number;
}

const postmasterFile = (cluster: string): string => join(cluster, 'postmaster.pid');

/** Null when there is no file or it is not complete yet. */
export function readPostmaster(cluster: string): PostmasterFile | null {
  let lines: string[];
  try {
    lines = readFileSync(postmasterFile(cluster), 'utf8').split('\n');
  } catch {
    return null;
  }
  const pid = Math.abs(Number(lines[0]));
  const port = Number(lines[3]);
  return Number.isInteger(pid) && pid > 0 && Number.isInteger(port) && port > 0 ? { pid, port } : null;
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

// Ended, and nobody collects it: an adopted process in a container without an init, say.
function isZombie(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').pop()?.startsWith('Z') ?? false;
  } catch {
    return false;
  }
}

/**
 * True when the process is a PostgreSQL of this folder. Process ids are used again, after a restart of
 * the machine or container above all, and PostgreSQL itself only asks whether there is such a process.
 */
export function isPostmasterOf(pid: number, cluster: string): boolean {
  if (!isAlive(pid)) return false;
  const command = commandOf(pid);
  return command === null || (command.includes('postgres') && command.includes(cluster));
}

function commandOf(pid: number): string | null {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    if (process.platform === 'linux' || process.platform === 'win32') return null;
    return spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout ?? null;
  }
}

/** Takes away the file that a dead PostgreSQL left behind. */
export function removePostmasterFile(cluster: string): void {
  rmSync(postmasterFile(cluster), { force: true });
}
