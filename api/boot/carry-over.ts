import { BackupError, BackupFiles, makeBackup, restoreBackup } from '../infra/backup';
import type { AppConfig } from '../infra/config';
import { encryptionKeys } from '../infra/crypto';
import type { CarryOver } from '../infra/database/embedded';

/** From one embedded database to the next by a backup, which stays with the others. */
export function carryOverOf(config: AppConfig): CarryOver {
  const keys = () => encryptionKeys(config);
  return {
    async save(url, name) {
      const file = await new BackupFiles(config.dataDir).named(name);
      try {
        // Whose key was lost keeps everything else.
        const generated = !config.secrets.encryptionKey;
        await makeBackup(url, file, { keys, generated, anyKey: true, dataDir: config.dataDir });
        return file;
      } catch (error) {
        if (error instanceof BackupError && error.fault === 'never-used') return null;
        throw error;
      }
    },
    async restore(url, file) {
      await restoreBackup(url, file, { keys: keys() });
    },
  };
}
