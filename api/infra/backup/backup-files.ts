import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from '../data-dir';
import { forgetDrafts } from './file/drafts';
import { asRefusal } from './file/refusal';

const DAY_MS = 86_400_000;
const NIGHTLY = /^nightly-[\dT]+Z\.backup\.gz$/;

function refuse(error: unknown): never {
  throw asRefusal(error, 'backups in DATA_DIR is no folder that this user may write into');
}

/** The folder of backups under DATA_DIR. */
export class BackupFiles {
  readonly folder: string;

  constructor(private readonly dataDir: string) {
    this.folder = join(dataDir, 'backups');
  }

  /**
   * Makes the folder, and answers a path in it. `manual` ones are kept until somebody deletes them.
   * @throws BackupError `folder-unwritable`
   */
  async place(kind: 'nightly' | 'manual', at: Date): Promise<string> {
    const time = at.toISOString().slice(0, 19).replace(/[-:]/g, '');
    const file = await this.named(`${kind}-${time}Z`);
    // Those of other moments have other names, and nobody writes over them.
    await forgetDrafts(this.folder, new Date()).catch(refuse);
    return file;
  }

  /** Makes the folder, and answers a path in it that is the same each time; such a backup is never forgotten. */
  async named(name: string): Promise<string> {
    try {
      makeFolder(this.dataDir, this.folder, 0o700);
    } catch (error) {
      refuse(error);
    }
    return join(this.folder, `${name}.backup.gz`);
  }

  /** Deletes nightly backups that are older than so many days, but never the newest one; and what killed writers left. */
  async prune(keepDays: number, now: Date): Promise<number> {
    const names = await readdir(this.folder);
    const nightly = names.filter((name) => NIGHTLY.test(name)).sort();
    const old = await this.olderThan(nightly.slice(0, -1), now.getTime() - keepDays * DAY_MS);
    for (const name of old) await rm(join(this.folder, name), { force: true });
    await forgetDrafts(this.folder, now);
    return old.length;
  }

  private async olderThan(names: string[], time: number): Promise<string[]> {
    const found: string[] = [];
    for (const name of names) {
      const { mtimeMs } = await stat(join(this.folder, name));
      if (mtimeMs < time) found.push(name);
    }
    return found;
  }
}
