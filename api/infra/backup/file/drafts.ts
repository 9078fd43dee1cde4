import { readdir, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';

/** A file that is being written; whoever is killed meanwhile leaves it behind. */
const DRAFT = /^\.([\w.-]+)\.([\w@-]*\d)\.draft$/;
/** Whoever writes a draft touches it all the time: an older one has nobody any more, on whatever machine. */
const DEAD_AFTER_MS = 3_600_000;
const HERE = hostname().replace(/[^\w-]/g, '_');

/** Where `file` is written before it gets its name. */
export function draftOf(file: string): string {
  return join(dirname(file), `.${wordOf(file)}.${HERE}@${process.pid}.draft`);
}

/** Deletes what killed writers left in this folder, of any file or of one. */
export async function forgetDrafts(folder: string, now: Date, file?: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const [, of, writer] = DRAFT.exec(name) ?? [];
    if (!writer || (file && of !== wordOf(file))) continue;
    const path = join(folder, name);
    const [host, pid] = writer.split('@');
    const dead = host === HERE && !isRunning(Number(pid));
    if (dead || (await isOlder(path, now.getTime() - DEAD_AFTER_MS))) await rm(path, { force: true });
  }
}

const wordOf = (file: string): string => basename(file).replace(/[^\w.-]/g, '_');

function isRunning(pid: number): boolean {
  if (pid === process.pid) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** What is gone meanwhile is none of ours any more. */
async function isOlder(path: string, time: number): Promise<boolean> {
  return stat(path).then(
    ({ mtimeMs }) => mtimeMs < time,
    () => false,
  );
}
