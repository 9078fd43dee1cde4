import 'reflect-metadata';
import { resolve } from 'node:path';
import { runCommand, runMigrations } from './boot';
import { BackupError, restoreBackup } from './infra/backup';
import { knownKeys } from './infra/crypto';

const WITHOUT_KEY = '--without-key';

/** `npm run restore FILE`: into an empty database, while SmartPlex is stopped. */
void runCommand({ verb: 'restore', live: false }, async (config, args) => {
  const [file, ...more] = args.filter((arg) => arg !== WITHOUT_KEY);
  if (!file || more.length > 0 || file.startsWith('-'))
    throw new BackupError('usage', 'say which file: npm run restore FILE');
  const withoutKey = args.includes(WITHOUT_KEY);
  const header = await restoreBackup(config.databaseUrl, resolve(file), { keys: knownKeys(config), withoutKey });
  await runMigrations(config.databaseUrl);
  return `Restored as it was at ${header.madeAt} (SmartPlex ${header.version}). Start SmartPlex.`;
});
