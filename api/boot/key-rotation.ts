import { Client } from 'pg';
import { ConfigurationError, type AppConfig } from '../infra/config';
import {
  countSealedWith,
  encryptionKeys,
  knownKeys,
  registerKey,
  replaceGeneratedKey,
  sealAgain,
  SEALING_LOCK,
  SecretBox,
} from '../infra/crypto';
import { registeredKey } from './sealing-key';

/** Somebody who still seals with the previous key is given so many chances to be done. */
const PASSES = 5;

export interface KeyRotation {
  /** Values that were sealed anew. */
  sealed: number;
  /** SmartPlex made the new key itself. */
  generated: boolean;
}

/**
 * Seals everything with the current key, while SmartPlex runs, and makes sure that nothing is left that needs the
 * previous one. Where the key is a generated one, a new one is made first; running processes see it by themselves.
 * @throws ConfigurationError when the keys are not those of this database, or something is left
 */
export async function rotateKey(config: AppConfig): Promise<KeyRotation> {
  const generated = !config.secrets.encryptionKey;
  if (!generated && !config.secrets.encryptionKeyPrevious) {
    throw new ConfigurationError(['ENCRYPTION_KEY_PREVIOUS: missing; allowed: the key before ENCRYPTION_KEY']);
  }
  const client = new Client({ connectionString: config.databaseUrl, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    // Who starts meanwhile waits.
    await client.query('SELECT pg_advisory_lock($1)', [SEALING_LOCK]);
    const isBegun = await checkKeys(client, config);
    if (generated && !isBegun) replaceGeneratedKey(config);
    return { sealed: await sealAll(client, config), generated };
  } finally {
    await client.end().catch(() => undefined);
  }
}

/**
 * @returns whether the key at hand is not yet that of the database: a rotation that was broken off, which goes on with
 * the key that it made. One that came further than that may have been finished long ago: another one makes a new key.
 */
async function checkKeys(client: Client, config: AppConfig): Promise<boolean> {
  // None is made here: in another folder than SmartPlex's own there is none, and it would be the wrong one.
  const keys = knownKeys(config);
  const registered = keys.length > 0 ? await registeredKey(client, keys[0].id) : null;
  if (keys.some(({ id }) => id === registered)) return keys[0].id !== registered;
  throw new ConfigurationError([
    'ENCRYPTION_KEY: not the key that seals the secrets of this database, nor is ENCRYPTION_KEY_PREVIOUS; ' +
      'allowed: the key to seal with from now on, and the one until now',
  ]);
}

async function sealAll(client: Client, config: AppConfig): Promise<number> {
  const [current, ...previous] = encryptionKeys(config);
  const box = new SecretBox([current, ...previous]);
  await registerKey(client, current.id);
  let sealed = 0;
  for (let pass = 1; pass <= PASSES; pass++) {
    sealed += await sealAgain(client, box, current.id);
    if ((await countSealedWith(client, previous)) === 0) return sealed;
  }
  throw new ConfigurationError([
    'ENCRYPTION_KEY: secrets that the previous key seals are left, or are made again; allowed: one that every process ' +
      'seals with (restart them with it, and run this again)',
  ]);
}
