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
  const options = { keys: knownKeys(config), withoutKey };
  const { header, unreadable } = await restoreBackup(config.databaseUrl, resolve(file), options);
  await runMigrations(config.databaseUrl);
  const lost =
    unreadable > 0 ? ` ${unreadable} secrets stay closed without their key, and have to be given again.` : '';
  return `Restored as it was at ${header.madeAt} (SmartPlex ${header.version}).${lost} Start SmartPlex.`;
});
