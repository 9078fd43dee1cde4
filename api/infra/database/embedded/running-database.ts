import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { faultOf, urlOf } from './connection';
import { isPostmasterOf, readPostmaster } from './postmaster-file';

/** Where the embedded PostgreSQL that runs under this DATA_DIR answers; null when none does. */
export async function runningDatabase(dataDir: string): Promise<string | null> {
  const folder = join(resolve(dataDir), 'postgres');
  const found = readPostmaster(folder);
  if (!found || !isPostmasterOf(found.pid, folder)) return null;
  const address = { port: found.port, password: passwordIn(dataDir) };
  return (await faultOf(address)) === null ? urlOf(address) : null;
}

/** Whether an embedded PostgreSQL ever began in this DATA_DIR, of whatever version. */
export function knowsDatabase(dataDir: string): boolean {
  return existsSync(dataDir) && readdirSync(dataDir).some((name) => name.startsWith('postgres'));
}

function passwordIn(dataDir: string): string {
  try {
    return readFileSync(join(dataDir, 'postgres.password'), 'utf8').trim();
  } catch {
    return '';
  }
}
