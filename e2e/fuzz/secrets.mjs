// Everything that this world holds and nobody may read, by what it is.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SESSION_COOKIE } from '../security/caller.mjs';

export async function secretsOf(product, callers, canary) {
  const { emulator, postgres, folder } = product.world;
  const key = join(folder, product.name, 'encryption.key');
  return {
    'a secret that was sent': canary,
    'the encryption key': existsSync(key) ? readFileSync(key, 'utf8').trim() : '',
    'the password of the database': postgres.cluster.password,
    ...named(emulator.accounts, 'the Plex token of'),
    ...named(emulator.servers, 'the token of'),
    ...named(sessions(callers), 'the session of'),
  };
}

const named = (all, what) =>
  Object.fromEntries(all.map(({ name, username, token }) => [`${what} ${name ?? username}`, token]));

const sessions = (callers) =>
  callers.map(({ name, credentials }) => ({ name, token: credentials.cookies.get(SESSION_COOKIE) }));
