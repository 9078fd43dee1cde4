import type { ClientBase } from 'pg';
import {
  countByKey,
  needsOtherKeys,
  registerKey,
  sealAgain,
  SEALING_KEY,
  SEALING_LOCK,
  SecretBox,
  type EncryptionKey,
} from '../crypto';
import { BackupError } from './backup.error';

/** Somebody who still seals with another key is given so many chances to be done. */
const PASSES = 5;

export interface KeyChoice {
  /** The first one seals. Read when no rotation is under way. */
  keys: () => readonly EncryptionKey[];
  /** The first one is a generated one: where the database still names one of the others, a rotation was broken off. */
  generated?: boolean;
  /** Where none of the keys is that of the database, the first one counts as it; what the lost one sealed stays closed. */
  anyKey?: boolean;
}

export interface OneKey {
  key: EncryptionKey;
  /** How many values keys seal that are lost, by their ids. */
  lost: Map<string, number>;
}

/**
 * Begins a transaction at a moment at which a single key seals whatever any of `keys` opens: who keeps that one with the
 * file loses nothing. A rotation that is under way is waited for, and one that was broken off ends here.
 * @throws BackupError `wrong-key` where none of the keys is that of the database, or others are sealed with all the time
 */
export async function beginWithOneKey(client: ClientBase, choice: KeyChoice): Promise<OneKey> {
  await client.query('SELECT pg_advisory_lock($1)', [SEALING_LOCK]);
  const keys = choice.keys();
  const key = await chosenKey(client, keys, choice);
  const box = new SecretBox([key, ...keys.filter(({ id }) => id !== key.id)]);
  for (let pass = 1; ; pass++) {
    await sealAgain(client, box, key.id);
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY');
    if (!(await needsOtherKeys(client, box, key.id))) break;
    await client.query('ROLLBACK');
    if (pass >= PASSES) throw stillOthers();
  }
  const lost = await countByKey(client);
  lost.delete(key.id);
  await client.query('SELECT pg_advisory_unlock($1)', [SEALING_LOCK]);
  return { key, lost };
}

async function chosenKey(
  client: ClientBase,
  keys: readonly EncryptionKey[],
  choice: KeyChoice,
): Promise<EncryptionKey> {
  const { rows } = await client.query<{ id: string }>(`SELECT value #>> '{}' AS id FROM settings WHERE name = $1`, [
    SEALING_KEY,
  ]);
  const at = keys.findIndex(({ id }) => id === rows.at(0)?.id);
  const isNewest = choice.generated === true && at >= 0;
  if (isNewest && at > 0) await registerKey(client, keys[0].id);
  const key = isNewest || (choice.anyKey && at < 0) ? keys.at(0) : keys[at];
  if (key) return key;
  throw new BackupError(
    'wrong-key',
    'ENCRYPTION_KEY is not the key of this database; give the one that SmartPlex runs with',
  );
}

function stillOthers(): BackupError {
  return new BackupError(
    'wrong-key',
    'secrets are sealed with the previous key again and again; run npm run keys:rotate, then make the backup',
  );
}
