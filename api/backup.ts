import 'reflect-metadata';
import { resolve } from 'node:path';
import { runCommand } from './boot';
import { BackupError, BackupFiles, makeBackup } from './infra/backup';
import { knownKeys } from './infra/crypto';

/** `npm run backup [FILE]`: the whole database in one file, while SmartPlex runs or not. */
void runCommand({ verb: 'back up', live: true }, async (config, [file, ...more]) => {
  if (more.length > 0 || file?.startsWith('-'))
    throw new BackupError('usage', 'say where to, or nothing: npm run backup [FILE]');
  const target = file ? resolve(file) : await new BackupFiles(config.dataDir).place('manual', new Date());
  const { databaseUrl, dataDir, secrets } = config;
  const options = { keys: () => knownKeys(config), generated: !secrets.encryptionKey, dataDir };
  const { sizeBytes, unreadable } = await makeBackup(databaseUrl, target, options);
  const lost =
    unreadable > 0
      ? `\n${unreadable} secrets in it are sealed with a key that is lost, and have to be given again.`
      : '';
  return `${target} (${sizeBytes} bytes). Keep the encryption key as well, and in another place.${lost}`;
});
