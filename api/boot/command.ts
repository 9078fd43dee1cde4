import { AppConfig, ConfigurationError, readEnvironment, type Environment } from '../infra/config';
import { BackupError } from '../infra/backup';
import { isDatabaseLoss } from '../infra/database';
import { EmbeddedPostgres, knowsDatabase, runningDatabase, StartError, type BootLog } from '../infra/database/embedded';
import { carryOverOf } from './carry-over';
import { asStartError } from './file-fault';
import { exitCodeOf } from './start';

const EXIT_UNAVAILABLE = 69;
const EXIT_INTERRUPTED = 130;

const log: BootLog = { info: () => undefined, warn: (_, message) => process.stderr.write(`${message}\n`) };

export interface CommandOptions {
  /** What it does, for the line that says why it cannot. */
  verb: string;
  /** Works beside a SmartPlex that runs; otherwise the embedded database must be free. */
  live: boolean;
}

/** Runs a command of the operator against the database of the settings, embedded or not, and ends with its exit code. */
export async function runCommand(
  { verb, live }: CommandOptions,
  work: (config: AppConfig, args: string[]) => Promise<string>,
): Promise<void> {
  let embedded: EmbeddedPostgres | undefined;
  const close = async (): Promise<void> => embedded?.stop();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => void close().finally(() => process.exit(EXIT_INTERRUPTED)));
  }
  try {
    const environment = readEnvironment();
    let url = environment.DATABASE_URL ?? (live ? await runningDatabase(environment.DATA_DIR) : null);
    if (!url) {
      if (live) refuseNothing(environment.DATA_DIR);
      embedded = await startEmbedded(environment);
      url = embedded.url;
    }
    process.stdout.write(`${await work(new AppConfig(environment, url), process.argv.slice(2))}\n`);
  } catch (error) {
    process.exitCode = report(verb, asStartError(error));
  } finally {
    await close();
  }
}

/** What works on a database that is there makes none where its folder was mistyped. */
function refuseNothing(dataDir: string): void {
  if (knowsDatabase(dataDir)) return;
  throw new BackupError('never-used', 'DATA_DIR holds no database: SmartPlex never ran on it');
}

function startEmbedded(environment: Environment): Promise<EmbeddedPostgres> {
  const carryOver = carryOverOf(new AppConfig(environment, ''));
  return EmbeddedPostgres.start({ dataDir: environment.DATA_DIR, log, carryOver });
}

function report(verb: string, error: unknown): number {
  const lines = linesOf(error);
  for (const line of lines) process.stderr.write(`SmartPlex cannot ${verb}: ${line}\n`);
  if (error instanceof BackupError) return error.exitCode;
  return isDatabaseLoss(error) ? EXIT_UNAVAILABLE : exitCodeOf(error);
}

function linesOf(error: unknown): readonly string[] {
  if (error instanceof ConfigurationError) return error.lines;
  if (error instanceof BackupError || error instanceof StartError) return [error.message];
  if (isDatabaseLoss(error)) return ['the database went away or does not answer; is DATABASE_URL right?'];
  return [error instanceof Error ? (error.stack ?? error.message) : String(error)];
}
