import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { dataSourceOptions, isDatabaseLoss, MIGRATION_LOCK } from '../infra/database';
import { StartError, type BootLog } from '../infra/database/embedded';
import { EXIT_BAD_CONFIGURATION } from '../infra/config';

const OLDEST_VERSION = 14;
const PATIENCE_MS = 60_000;
const RETRY_MS = 5_000;

/**
 * Brings the schema up to date. Any number of processes may start at once: one migrates, the others
 * wait for it. @throws StartError when the database is too old or does not answer within `patienceMs`
 */
export async function runMigrations(url: string, log?: BootLog, patienceMs = PATIENCE_MS): Promise<void> {
  const lock = await connect(url, patienceMs, log);
  try {
    await checkVersion(lock);
    await lock.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const dataSource = await new DataSource({ ...dataSourceOptions(url, 1), entities: [] }).initialize();
    try {
      await dataSource.runMigrations();
    } catch (error) {
      throw asRefusal(error);
    } finally {
      await dataSource.destroy();
    }
  } finally {
    await lock.end();
  }
}

async function connect(url: string, patienceMs: number, log?: BootLog): Promise<Client> {
  const giveUpAt = Date.now() + patienceMs;
  for (;;) {
    const client = new Client({ connectionString: url, connectionTimeoutMillis: 4_000 });
    try {
      await client.connect();
      return client;
    } catch (error) {
      await client.end().catch(() => undefined);
      if (!isDatabaseLoss(error)) throw new StartError(refusal(error), EXIT_BAD_CONFIGURATION, { cause: error });
      if (Date.now() > giveUpAt) throw new StartError('the database does not answer; is DATABASE_URL right?');
      log?.warn({}, 'The database does not answer yet; trying again');
      await sleep(RETRY_MS);
    }
  }
}

// 28xxx: who we are was not accepted; 3D000: no such database.
function refusal(error: unknown): string {
  const code = String((error as { code?: unknown }).code ?? '');
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
  const line = REFUSALS[String((error as { code?: unknown }).code ?? '')];
  return line ? new StartError(line, EXIT_BAD_CONFIGURATION, { cause: error }) : error;
}

async function checkVersion(client: Client): Promise<void> {
  const { rows } = await client.query<{ version: string }>(`SELECT current_setting('server_version_num') AS version`);
  const major = Math.floor(Number(rows[0].version) / 10_000);
  if (major >= OLDEST_VERSION) return;
  throw new StartError(`PostgreSQL ${major} is too old; ${OLDEST_VERSION} or newer is needed`, EXIT_BAD_CONFIGURATION);
}
