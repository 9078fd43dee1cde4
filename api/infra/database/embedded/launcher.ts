import { spawn, spawnSync, type ChildProcess, type StdioOptions } from 'node:child_process';
import {
  accessSync,
  chmodSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  statSync,
} from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { binariesIn, findBinaries, findOlderBinaries, type Binaries } from './binaries';
import { foreignOwner, type Owner } from '../../data-dir';
import { StartError } from './start-error';

/** `nobody` on every system that has users at all: PostgreSQL refuses to run as root. */
const NOBODY = 65534;
const AS_NOBODY: Owner = { uid: NOBODY, gid: NOBODY };

/** As whom PostgreSQL's programs run, and which copy of them. */
export interface Launcher {
  binaries: Binaries;
  /** Who owns the files of the database, as this process sees them; null: whoever we are. */
  owner: Owner | null;
  /** Major version of the programs. */
  major: string;
  run(program: string, args: string[], options: LaunchOptions): ChildProcess;
}

interface LaunchOptions {
  stdio: StdioOptions;
  /** In a process group of its own, so that Ctrl-C reaches us and not the database. */
  detached?: boolean;
}

type Way = Omit<Launcher, 'major'>;

const asOurselves = (binaries: Binaries): Way => ({
  binaries,
  owner: null,
  run: (program, args, options) => spawn(program, args, { ...options, cwd: '/' }),
});

const as = (owner: Owner, binaries: Binaries): Way => ({
  binaries,
  owner,
  run: (program, args, options) => spawn(program, args, { ...options, ...owner, cwd: '/' }),
});

// Inside the namespace we are an ordinary user; outside, the files stay root's. `unshare` execs the
// program, so that its process id and signals are the program's own.
const inNamespace = (binaries: Binaries, owner: Owner = { uid: 0, gid: 0 }): Way => ({
  binaries,
  owner,
  run: (program, args, options) =>
    spawn('unshare', ['--user', `--map-user=${NOBODY}`, `--map-group=${NOBODY}`, '--', program, ...args], {
      ...options,
      ...(process.getuid?.() === 0 ? owner : {}),
      cwd: '/',
    }),
});

/**
 * Finds a way to run PostgreSQL that works here: as we are; as root, as the owner of DATA_DIR, and as `nobody` where that
 * is root; where `nobody` cannot reach the programs or DATA_DIR (below a 0700 home, say), in a user namespace; else from
 * a copy.
 * @throws StartError with one line when there is none
 */
export async function findLauncher(dataDir: string): Promise<Launcher> {
  return orRefuse(await launcherOf(findBinaries(), dataDir));
}

/** A way to run an older PostgreSQL, for a database that it made; null where there is none of that version. */
export async function findOlderLauncher(dataDir: string, major: string): Promise<Launcher | null> {
  for (const binaries of findOlderBinaries(major, dataDir)) {
    const found = await launcherOf(binaries, dataDir);
    if (found?.major === major) return found;
  }
  return null;
}

async function launcherOf(binaries: Binaries, dataDir: string): Promise<Launcher | null> {
  if (process.getuid?.() !== 0) {
    const nameless = hasName() ? null : await works({ ...inNamespace(binaries), owner: null }, dataDir);
    return nameless ?? works(asOurselves(binaries), dataDir);
  }
  const owner = foreignOwner(dataDir);
  if (!owner) openToNobody(dataDir);
  return (
    (owner && (await asOwner(owner, binaries, dataDir))) ??
    (await works(as(AS_NOBODY, binaries), dataDir)) ??
    (await works(inNamespace(binaries), dataDir)) ??
    (await fromCopy(AS_NOBODY, binaries, dataDir))
  );
}

/** Whoever DATA_DIR belongs to has to be able to start this database, too. */
async function asOwner(owner: Owner, binaries: Binaries, dataDir: string): Promise<Launcher | null> {
  const way = isNamed(owner) ? as : (whose: Owner, which: Binaries) => inNamespace(which, whose);
  return (await works(way(owner, binaries), dataDir)) ?? (await fromCopy(owner, binaries, dataDir, way));
}

async function fromCopy(owner: Owner, binaries: Binaries, dataDir: string, way = as): Promise<Launcher | null> {
  const copy = copied(binaries, dataDir);
  return copy && works(way(owner, copy), dataDir);
}

// initdb refuses a user id without a name, which containers hand out freely.
function hasName(): boolean {
  try {
    return userInfo().username !== '';
  } catch {
    return false;
  }
}

const isNamed = ({ uid }: Owner): boolean => spawnSync('id', ['-un', String(uid)]).status === 0;

function orRefuse(launcher: Launcher | null): Launcher {
  if (launcher) return launcher;
  throw new StartError(
    'The embedded PostgreSQL cannot be started here: its programs or DATA_DIR cannot be reached by the user it runs as; ' +
      'give DATA_DIR a folder outside of private homes, or set DATABASE_URL',
  );
}

async function works(way: Way, dataDir: string): Promise<Launcher | null> {
  const version = await output(way, way.binaries.postgres, ['--version']);
  const major = /(\d+)(\.|beta|rc)/.exec(version ?? '')?.[1];
  if (!major) return null;
  const reachable =
    process.platform === 'win32' || (await output(way, '/bin/sh', ['-c', `cd "$0" && echo yes`, dataDir]));
  return reachable ? { ...way, major } : null;
}

function output(way: Way, program: string, args: string[]): Promise<string | null> {
  return new Promise((resolve) => {
    let text = '';
    let child: ChildProcess;
    try {
      child = way.run(program, args, { stdio: ['ignore', 'pipe', 'ignore'] });
    } catch {
      return resolve(null);
    }
    child.stdout?.on('data', (chunk: Buffer) => (text += chunk.toString()));
    child.once('error', () => resolve(null));
    child.once('close', (code) => resolve(code === 0 ? text.trim() : null));
  });
}

// Only the folder that is ours: it must be passed through, not read.
function openToNobody(dataDir: string): void {
  const { mode, uid } = statSync(dataDir);
  if (uid === 0 && (mode & 0o001) === 0) chmodSync(dataDir, (mode & 0o7777) | 0o011);
}

/** Null for programs that are not of a package of ours: those of the system find their parts where they stand only. */
function copied(binaries: Binaries, dataDir: string): Binaries | null {
  const description = join(binaries.folder, '../package.json');
  if (!existsSync(description)) return null;
  const { version } = JSON.parse(readFileSync(description, 'utf8')) as { version: string };
  const folder = join(dataDir, `postgres-programs-${version}`);
  if (existsSync(folder)) return binariesIn(folder);
  const draft = `${folder}.${process.pid}`;
  mkdirSync(draft, { recursive: true });
  cpSync(binaries.folder, draft, { recursive: true, verbatimSymlinks: true });
  chmodSync(draft, 0o755);
  const owner = foreignOwner(dataDir);
  if (owner) giveTree(owner, draft);
  renameSync(draft, folder);
  return binariesIn(folder);
}

/** Gives a file or folder tree to the user that PostgreSQL runs as. */
export function giveTo(launcher: Launcher, path: string): void {
  if (launcher.owner === null) return;
  accessSync(path, constants.R_OK);
  if (statSync(path).uid !== launcher.owner.uid) giveTree(launcher.owner, path);
}

function giveTree({ uid, gid }: Owner, path: string): void {
  spawnSync('chown', ['-R', '-h', `${uid}:${gid}`, path]);
}
