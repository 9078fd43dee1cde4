import { Client } from 'pg';
import { ConfigurationError, type AppConfig } from '../infra/config';
import {
  countSealedWith,
  encryptionKeys,
  forgetKeyDrafts,
  forgetPreviousGeneratedKey,
  registerKey,
  sealAgain,
  SEALING_KEY,
  SEALING_LOCK,
  SecretBox,
} from '../infra/crypto';
import { APPLICATION_NAME, otherProcesses } from '../infra/database';
import type { BootLog } from '../infra/database/embedded';

/**
 * Agrees with every other process on the key that seals what the database holds. After a rotation, what
 * the previous key sealed is sealed with the new one, so that the previous one can be taken away.
 * While `begin` runs this process is already seen by those who start with another key.
 * @throws ConfigurationError when other processes seal with a key that this one does not have
 */
export async function agreeOnKey(
  config: AppConfig,
  log: BootLog,
  begin: () => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  const client = new Client({ connectionString: config.databaseUrl, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await agree(client, config, log);
    if (config.role !== 'all' && !config.secrets.encryptionKey) {
      log.warn(
        {},
        'ENCRYPTION_KEY is not set: the generated one is good only while every process shares this DATA_DIR',
      );
    }
    await begin();
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function agree(client: Client, config: AppConfig, log: BootLog): Promise<void> {
  // Of the session: the files are read, and what nobody needs is deleted, while nobody rotates.
  await client.query('SELECT pg_advisory_lock($1)', [SEALING_LOCK]);
  const [current, ...previous] = encryptionKeys(config);
  await client.query('BEGIN');
  const registered = await registeredKey(client, current.id);
  if (![current, ...previous].some(({ id }) => id === registered)) {
    refuseBesideOthers(config, await otherProcesses(client), `key ${current.id}, not ${registered}`);
    const fields = { keyId: current.id, keyIdBefore: registered };
    log.warn(fields, 'The encryption key is a new one: Plex tokens sealed with the lost key have to be linked again');
  }
  if (registered !== current.id) await registerKey(client, current.id);
  const box = new SecretBox([current, ...previous]);
  const sealed = previous.length > 0 ? await sealAgain(client, box, current.id) : 0;
  const left = await countSealedWith(client, previous);
  await client.query(`SET application_name = '${APPLICATION_NAME}'`);
  await client.query('COMMIT');
  if (left === 0) forgetPreviousGeneratedKey(config);
  forgetKeyDrafts(config);
  await client.query('SELECT pg_advisory_unlock($1)', [SEALING_LOCK]);
  if (sealed > 0) log.info({ sealed }, 'Secrets of the previous encryption key were sealed with the new one');
  log.info({ keyId: current.id }, 'This process seals secrets with the key of this id');
}

export async function registeredKey(client: Client, ours: string): Promise<string> {
  await client.query(`INSERT INTO settings (name, value) VALUES ($1, to_jsonb($2::text)) ON CONFLICT DO NOTHING`, [
    SEALING_KEY,
    ours,
  ]);
  const { rows } = await client.query<{ id: string }>(`SELECT value #>> '{}' AS id FROM settings WHERE name = $1`, [
    SEALING_KEY,
  ]);
  return rows[0].id;
}

/** Alone, a process whose key was lost goes on with a new one; beside others it would make secrets that they cannot open. */
function refuseBesideOthers(config: AppConfig, others: string[], which: string): void {
  if (!config.redisUrl && others.length === 0) return;
  const seen = others.length > 0 ? `; SmartPlex is connected from ${others.join(', ')}` : '';
  const alone = config.redisUrl ? 'PROCESS_ROLE all and without REDIS_URL' : 'this key';
  throw new ConfigurationError([
    `ENCRYPTION_KEY: not the key that seals the secrets of this database (${which}${seen}); allowed: the one that every ` +
      `other process has (where that one is wrong or lost: stop every process, then one start with ${alone})`,
  ]);
}
