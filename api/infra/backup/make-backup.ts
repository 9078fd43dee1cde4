import { productVersion } from '../config';
import type { EncryptionKey } from '../crypto';
import { BackupError } from './backup.error';
import { FORMAT } from './file/format';
import { writeBackup } from './file/write-backup';
import { onSnapshot } from './snapshot.query';

export interface BackupOptions {
  /** Where none of the keys is that of the database, the first one seals the file; its secrets stay closed. */
  anyKey?: boolean;
  /** Where a backup below it belongs to its owner, also when root makes it. */
  dataDir?: string;
}

/**
 * Writes the whole database into `file`, sealed with the key that seals its secrets.
 * @returns the size of the file in bytes
 * @throws BackupError `wrong-key` where none of the keys is that one
 */
export function makeBackup(
  url: string,
  file: string,
  keys: readonly EncryptionKey[],
  { anyKey = false, dataDir }: BackupOptions = {},
): Promise<number> {
  return onSnapshot(url, async (snapshot) => {
    const keyId = await snapshot.keyId();
    const key = keys.find(({ id }) => id === keyId) ?? (anyKey ? keys[0] : undefined);
    if (!key) {
      throw new BackupError(
        'wrong-key',
        'ENCRYPTION_KEY is not the key of this database; give the one that SmartPlex runs with',
      );
    }
    const header = {
      format: FORMAT,
      version: productVersion(),
      madeAt: new Date().toISOString(),
      migrations: await snapshot.migrations(),
      keyId: key.id,
    };
    return writeBackup({ file, dataDir }, key, { header, tables: snapshot.tables() });
  });
}
