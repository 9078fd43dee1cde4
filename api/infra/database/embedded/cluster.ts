import { randomBytes } from 'node:crypto';
import {
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { giveToOwner } from '../../data-dir';
import { giveTo, type Launcher } from './launcher';
import { StartError } from './start-error';
import { EXIT_BAD_CONFIGURATION } from '../../config';

const SUPERUSER = 'postgres';
/** What the file system told initdb, which tells it in words only. */
const DISK_FULL = /No space left on device|Disk quota exceeded|wrote only \d+ of \d+ bytes/;

/** The folder of the database and the password of its one user. */
export interface Cluster {
  folder: string;
  password: string;
}

/** Opens the database folder of DATA_DIR, or makes it. A folder that is there is never made anew. */
export async function openCluster(dataDir: string, launcher: Launcher): Promise<Cluster> {
  const folder = clusterFolder(dataDir);
  if (holdsFiles(folder)) {
    checkVersion(folder, launcher.major);
    return existingCluster(dataDir, launcher);
  }
  const passwordFile = passwordFileOf(dataDir);
  const password = readOrNull(passwordFile) || writePassword(passwordFile);
  await initialise(folder, password, launcher);
  return { folder, password };
}

/** The database folder that is there, for programs of its own version. */
export function existingCluster(dataDir: string, launcher: Launcher): Cluster {
  const [folder, password] = [clusterFolder(dataDir), readOrNull(passwordFileOf(dataDir))];
  if (!password) throw lostPassword();
  giveTo(launcher, folder);
  return { folder, password };
}

export const clusterFolder = (dataDir: string): string => join(dataDir, 'postgres');
const passwordFileOf = (dataDir: string): string => join(dataDir, 'postgres.password');

export function holdsFiles(folder: string): boolean {
  return existsSync(folder) && readdirSync(folder).length > 0;
}

/** Major version of the PostgreSQL that made the folder; null when it is no database. */
export function majorOf(folder: string): string | null {
  return readOrNull(join(folder, 'PG_VERSION'));
}

function checkVersion(folder: string, major: string): void {
  const version = majorOf(folder);
  if (version === null) {
    throw new StartError(
      'DATA_DIR: its folder postgres holds files but no database; move them away or use another DATA_DIR',
      EXIT_BAD_CONFIGURATION,
    );
  }
  if (version !== major) throw otherMajor(version, major);
}

/** Nothing was touched. */
function otherMajor(version: string, major: string): StartError {
  const newer = Number(version) > Number(major);
  const remedy = newer
    ? 'use the newer SmartPlex that made it'
    : `install PostgreSQL ${version} on this machine (its data is then brought to ${major}), or use the SmartPlex that made it: ` +
      'npm run backup there, and npm run restore into a new DATA_DIR here';
  return new StartError(
    `DATA_DIR: its database was made by PostgreSQL ${version}, and this SmartPlex brings the ${newer ? 'older' : 'newer'} ` +
      `PostgreSQL ${major}; it is as it was. ${remedy[0].toUpperCase()}${remedy.slice(1)}`,
    EXIT_BAD_CONFIGURATION,
  );
}

// initdb works beside the final place: what a kill leaves behind can be told from a database.
export async function initialise(folder: string, password: string, launcher: Launcher): Promise<void> {
  const draft = `${folder}.initdb`;
  const passwordFile = `${folder}.initdb.password`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { mode: 0o700 });
  giveTo(launcher, draft);
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (launcher.owner) chownSync(passwordFile, launcher.owner.uid, launcher.owner.gid);
  try {
    await runInitdb(draft, passwordFile, launcher);
    renameSync(draft, folder);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

async function runInitdb(folder: string, passwordFile: string, launcher: Launcher): Promise<void> {
  const child = launcher.run(
    launcher.binaries.initdb,
    [
      ...['-D', folder, '-U', SUPERUSER, '-A', 'scram-sha-256', `--pwfile=${passwordFile}`],
      ...['-E', 'UTF8', ...locale(), '--no-instructions'],
    ],
    { stdio: ['ignore', 'ignore', 'pipe'], detached: true },
  );
  let complaints = '';
  child.stderr?.on('data', (chunk: Buffer) => (complaints += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code === 0) return;
  if (DISK_FULL.test(complaints)) throw Object.assign(new Error(complaints), { code: 'ENOSPC' });
  const reason = /(?:error|fatal): (.*)/i.exec(complaints)?.[1] ?? `initdb ended with code ${code}`;
  throw new StartError(`The embedded PostgreSQL could not make its database: ${reason}`);
}

// Bytewise order, and what a letter is by Unicode: trigrams of "Amélie" need the latter.
function locale(): string[] {
  if (process.platform === 'darwin') return ['--lc-collate=C', '--lc-ctype=en_US.UTF-8'];
  if (process.platform === 'win32') return ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'];
  return ['--locale=C.UTF-8'];
}

function writePassword(file: string): string {
  const password = randomBytes(24).toString('base64url');
  const draft = `${file}.new`;
  writeFileSync(draft, `${password}\n`, { mode: 0o600 });
  giveToOwner(dirname(file), draft);
  renameSync(draft, file);
  return password;
}

function readOrNull(file: string): string | null {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return null;
  }
}

function lostPassword(): StartError {
  return new StartError(
    'DATA_DIR: its database is there, but the file postgres.password is not; restore it from your backup',
    EXIT_BAD_CONFIGURATION,
  );
}
