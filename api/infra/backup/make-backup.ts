import { productVersion } from '../config';
import { FORMAT } from './file/format';
import { writeBackup } from './file/write-backup';
import type { KeyChoice } from './one-key.query';
import { onSnapshot } from './snapshot.query';

export interface BackupOptions extends KeyChoice {
  /** Where a backup below it belongs to its owner, also when root makes it. */
  dataDir?: string;
}

export interface MadeBackup {
  sizeBytes: number;
  /** Secrets that neither the key of the file opens nor another one at hand. */
  unreadable: number;
}

/**
 * Writes the whole database into `file`, sealed with the key that seals its secrets.
 * @throws BackupError `wrong-key` where none of the keys is that one
 */
export function makeBackup(url: string, file: string, { dataDir, ...choice }: BackupOptions): Promise<MadeBackup> {
  return onSnapshot(url, choice, async (snapshot, { key, lost }) => {
    const header = {
      format: FORMAT,
      version: productVersion(),
      madeAt: new Date().toISOString(),
      migrations: await snapshot.migrations(),
      keyId: key.id,
      lostKeys: [...lost.keys()],
    };
    const sizeBytes = await writeBackup({ file, dataDir }, key, { header, tables: snapshot.tables() });
    return { sizeBytes, unreadable: [...lost.values()].reduce((sum, count) => sum + count, 0) };
  });
}
