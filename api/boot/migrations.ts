import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { dataSourceOptions, isDatabaseLoss, holdMigrationLock } from '../infra/database';
import { StartError, type BootLog } from '../infra/database/embedded';
import { EXIT_BAD_CONFIGURATION } from '../infra/config';

const OLDEST_VERSION = 14;
const PATIENCE_MS = 60_000;
const RETRY_MS = 5_000;
const LOCK_NOT_AVAILABLE = '55P03';
/** Well below the second that readers may be held up. */
const LOCK_WAIT_MS = 400;
const LOCK_RETRY_MS = 1_000;
const LOCK_PATIENCE_MS = 15 * 60_000;
const BUSY =
  'the database is not brought up to date: somebody holds its tables for a quarter of an hour; stop the other processes and start again';

/**
 * Brings the schema up to date. Any number of processes may start at once: one migrates, the others
 * wait for it. @throws StartError when the database is too old or does not answer within `patienceMs`
 */
export async function runMigrations(url: string, log?: BootLog, patienceMs = PATIENCE_MS): Promise<void> {
  const lock = await connect(url, patienceMs, log);
  try {
    await checkVersion(lock);
    await holdMigrationLock(lock);
    const dataSource = await new DataSource({ ...dataSourceOptions(url, 1), entities: [] }).initialize();
    try {
      await migrateAmongReaders(dataSource, log);
      await warnOfNewer(dataSource, log);
    } catch (error) {
      throw asRefusal(error);
    } finally {
      await dataSource.destroy();
    }
  } finally {
    await lock.end();
  }
}

/**
 * Whoever waits for a lock on a table holds up everybody who comes after: a statement that does not get its lock at
 * once lets go, and is tried again until the transaction before it has ended. What was applied stays applied.
 */
async function migrateAmongReaders(dataSource: DataSource, log?: BootLog): Promise<void> {
  const giveUpAt = Date.now() + LOCK_PATIENCE_MS;
  await dataSource.query(`SET lock_timeout = ${LOCK_WAIT_MS}`);
  for (;;) {
    try {
      await dataSource.runMigrations();
      return;
    } catch (error) {
      if (codeOf(error) !== LOCK_NOT_AVAILABLE) throw error;
      if (Date.now() > giveUpAt) throw new StartError(BUSY, undefined, { cause: error });
      log?.info({}, 'A migration waits for a transaction that holds its table; trying again');
      await sleep(LOCK_RETRY_MS);
    }
  }
}

/** What a newer version added is mostly not in the way of an older one, but whoever went back should know. */
async function warnOfNewer(dataSource: DataSource, log?: BootLog): Promise<void> {
  const known = dataSource.migrations.map(({ name, constructor }) => name ?? constructor.name);
  const rows = await dataSource.query<{ name: string }[]>(
    'SELECT name FROM migrations WHERE name <> ALL ($1) ORDER BY timestamp, id',
    [known],
  );
  if (rows.length === 0) return;
  const newest = rows[rows.length - 1].name;
  log?.warn(
    { newest, unknown: rows.length },
    `A newer SmartPlex made this database (${newest}); start that version, or restore the backup from before the upgrade`,
  );
}

const codeOf = (error: unknown): string => String((error as { code?: unknown }).code ?? '');

async function connect(url: string, patienceMs: number, log?: BootLog): Promise<Client> {
  const giveUpAt = Date.now() + patienceMs;
  for (;;) {
    const client = new Client({ connectionString: url, connectionTimeoutMillis: 4_000 });
    // Lost in the middle, it fails the query that waits for it.
    client.on('error', () => undefined);
    try {
      await client.connect();
      return client;
    } catch (error) {
      await client.end().catch(() => undefined);
      // What is refused from the first does not become right by waiting.
      if (isRefused(error) || !isDatabaseLoss(error))
        throw new StartError(refusal(error), EXIT_BAD_CONFIGURATION, { cause: error });
      if (Date.now() > giveUpAt) throw new StartError('the database does not answer; is DATABASE_URL right?');
      log?.warn({}, 'The database does not answer yet; trying again');
      await sleep(RETRY_MS);
    }
  }
}

const isRefused = (error: unknown): boolean => /^(28...|3D000|42501|55000)$/.test(codeOf(error));

// 28xxx: who we are was not accepted; 3D000: no such database; 42501 and 55000: it lets nobody in, or not us.
function refusal(error: unknown): string {
  const code = codeOf(error);
  if (code.startsWith('28')) return 'the database refuses the user or password of DATABASE_URL';
  if (code === '3D000') return 'the database that DATABASE_URL names does not exist';
  return 'the database cannot be used; is DATABASE_URL right?';
}

const NO_RIGHTS =
  'the user of DATABASE_URL may not make tables and extensions in its database; let it own the database';
const NO_EXTENSION = "the database has no pg_trgm; install PostgreSQL's contrib extensions";

// 42501: a right is missing; 3F000: not even the schema may be used. 58P01 and 0A000: the server has no
// files of an extension that we ask for.
const REFUSALS: Record<string, string> = {
  '42501': NO_RIGHTS,
  '3F000': NO_RIGHTS,
  '58P01': NO_EXTENSION,
  '0A000': NO_EXTENSION,
};

function asRefusal(error: unknown): unknown {
  const line = REFUSALS[codeOf(error)];
  return line ? new StartError(line, EXIT_BAD_CONFIGURATION, { cause: error }) : error;
}

async function checkVersion(client: Client): Promise<void> {
  const { rows } = await client.query<{ version: string }>(`SELECT current_setting('server_version_num') AS version`);
  const major = Math.floor(Number(rows[0].version) / 10_000);
  if (major >= OLDEST_VERSION) return;
  throw new StartError(`PostgreSQL ${major} is too old; ${OLDEST_VERSION} or newer is needed`, EXIT_BAD_CONFIGURATION);
}
