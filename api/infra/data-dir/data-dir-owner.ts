import { lchownSync, mkdirSync, statSync } from 'node:fs';
import { dirname, resolve, sep } from 'node:path';

export interface Owner {
  uid: number;
  gid: number;
}

/** Whose DATA_DIR root works in; null when it is root's own, or when we are not root. */
export function foreignOwner(dataDir: string): Owner | null {
  if (process.getuid?.() !== 0) return null;
  const { uid, gid } = statSync(dataDir);
  return uid === 0 ? null : { uid, gid };
}

/**
 * What root makes in somebody else's DATA_DIR belongs to that one, whose SmartPlex could not use it otherwise. Does
 * nothing to a path outside, nor to one that is gone.
 */
export function giveToOwner(dataDir: string, path: string): void {
  if (!resolve(path).startsWith(resolve(dataDir) + sep)) return;
  const owner = foreignOwner(dataDir);
  if (!owner) return;
  try {
    // Never through a link: it may lead to what is not in DATA_DIR.
    lchownSync(path, owner.uid, owner.gid);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

/** Makes a folder below DATA_DIR and those above it; it belongs to the owner of DATA_DIR, whoever made it. */
export function makeFolder(dataDir: string, folder: string, mode?: number): void {
  const first = mkdirSync(folder, { recursive: true, mode });
  giveToOwner(dataDir, folder);
  for (let made = folder; first && made.length > first.length;) giveToOwner(dataDir, (made = dirname(made)));
}
