import 'reflect-metadata';
import { exitCodeOf, runMigrations } from './boot';
import { ConfigurationError, readEnvironment } from './infra/config';

/** Brings the schema of DATABASE_URL up to date and ends: the migration job of a cluster. */
async function main(): Promise<void> {
  const { DATABASE_URL } = readEnvironment();
  if (!DATABASE_URL) {
    throw new ConfigurationError(['DATABASE_URL: not set; the embedded database is brought up to date at its start']);
  }
  await runMigrations(DATABASE_URL);
}

main().catch((error: Error) => {
  for (const line of error.message.split('\n')) process.stderr.write(`SmartPlex cannot migrate: ${line}\n`);
  process.exitCode = exitCodeOf(error);
});
