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
import { join } from 'node:path';
import { giveTo, type Launcher } from './launcher';
import { StartError } from './start-error';
import { EXIT_BAD_CONFIGURATION } from '../../config';

const SUPERUSER = 'postgres';

/** The folder of the database and the password of its one user. */
export interface Cluster {
  folder: string;
  password: string;
}

/** Opens the database folder of DATA_DIR, or makes it. A folder that is there is never made anew. */
export async function openCluster(dataDir: string, launcher: Launcher): Promise<Cluster> {
  const folder = join(dataDir, 'postgres');
  const passwordFile = join(dataDir, 'postgres.password');
  const exists = existsSync(folder) && readdirSync(folder).length > 0;
  if (exists) checkVersion(folder, launcher.major);
  const stored = readPassword(passwordFile);
  if (exists) {
    if (stored === null) throw lostPassword();
    giveTo(launcher, folder);
    return { folder, password: stored };
  }
  const chosen = stored ?? writePassword(passwordFile);
  await initialise(folder, chosen, launcher);
  return { folder, password: chosen };
}

function checkVersion(folder: string, major: string): void {
  const version = readOrNull(join(folder, 'PG_VERSION'));
  if (version === null) {
    throw new StartError(
      'DATA_DIR: its folder postgres holds files but no database; move them away or use another DATA_DIR',
      EXIT_BAD_CONFIGURATION,
    );
  }
  if (version !== major) {
    throw new StartError(
      `DATA_DIR: its database was made by PostgreSQL ${version}, and this SmartPlex brings PostgreSQL ${major}; ` +
        `run it with DATABASE_URL on PostgreSQL ${version}, or use the SmartPlex that made it`,
      EXIT_BAD_CONFIGURATION,
    );
  }
}

// initdb works beside the final place: what a kill leaves behind can be told from a database.
async function initialise(folder: string, password: string, launcher: Launcher): Promise<void> {
  const draft = `${folder}.initdb`;
  const passwordFile = `${folder}.initdb.password`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { mode: 0o700 });
  giveTo(launcher, draft);
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (launcher.owner !== null) chownSync(passwordFile, launcher.owner, launcher.owner);
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
  const reason = /(?:error|fatal): (.*)/i.exec(complaints)?.[1] ?? `initdb ended with code ${code}`;
  throw new StartError(`The embedded PostgreSQL could not make its database: ${reason}`);
}

// Bytewise order, and what a letter is by Unicode: trigrams of "Amélie" need the latter.
function locale(): string[] {
  if (process.platform === 'darwin') return ['--lc-collate=C', '--lc-ctype=en_US.UTF-8'];
  if (process.platform === 'win32') return ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'];
  return ['--locale=C.UTF-8'];
}

function readPassword(file: string): string | null {
  return readOrNull(file) || null;
}

function writePassword(file: string): string {
  const password = randomBytes(24).toString('base64url');
  const draft = `${file}.new`;
  writeFileSync(draft, `${password}\n`, { mode: 0o600 });
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
