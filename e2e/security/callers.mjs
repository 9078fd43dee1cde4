// Every kind of caller, with credentials that are what they seem: made by signing in, revoked by revoking, expired by time.
import { randomBytes } from 'node:crypto';
import { SESSION_COOKIE } from './caller.mjs';
import { scopes } from './routes.mjs';

/**
 * @typedef {{ name: string, kind: 'nobody' | 'session' | 'wrong-token' | 'key', role?: string, scopes?: string[], userId?: string,
 *   credentials: () => Promise<object> }} Caller
 * @returns {Promise<Caller[]>}
 */
export async function callers(product) {
  const { ada, ben, cleo } = product.people;
  const [nobodies, keys] = [await nobodyCallers(product), await keyCallers(product)];
  const users = [
    session(product, 'user', ben.id, 'user'),
    session(product, 'other user', cleo.id, 'user'),
    session(product, 'administrator', ada.id, 'admin'),
  ];
  const forged = [
    await wrongToken(product, 'user, made-up CSRF token', ben.id, 'user'),
    await wrongToken(product, 'administrator, CSRF token of another', ada.id, 'admin', ben.id),
    await wrongToken(product, 'administrator, CSRF token of no session', ada.id, 'admin', null),
  ];
  return [...nobodies, ...forged, ...keys, ...users];
}

/** A fresh session for each call: some calls end the one that they came with. */
function session(product, name, userId, role) {
  const credentials = async () => ({ cookies: (await product.session(userId)).cookies });
  return { name, kind: 'session', role, userId, credentials };
}

async function wrongToken(product, name, userId, role, tokenOf) {
  const { cookies } = await product.session(userId);
  const foreign = tokenOf === undefined ? null : await foreignToken(product, tokenOf);
  const csrf = foreign ?? randomBytes(24).toString('base64url');
  return { name, kind: 'wrong-token', role, userId, credentials: async () => ({ cookies, csrf }) };
}

async function foreignToken(product, userId) {
  const cookies = userId === null ? await product.withCsrf('') : (await product.session(userId)).cookies;
  return cookies.get('XSRF-TOKEN');
}

const fixed = (name, kind, credentials, more = {}) => ({ name, kind, credentials: async () => credentials, ...more });

async function nobodyCallers(product) {
  const { ada, ben } = product.people;
  const expired = await product.session(ada.id, { expired: true });
  const ended = await product.session(ada.id);
  await product.sql('DELETE FROM sessions WHERE id = $1', [ended.id]);
  const disabled = await product.addUser('user');
  const disabledSession = await product.session(disabled);
  await ada.client.request('PATCH', `/api/v1/users/${disabled}`, { disabled: true });
  const invented = `${SESSION_COOKIE}=${randomBytes(32).toString('base64url')}`;
  return [
    fixed('anonymous', 'nobody', { cookies: await product.withCsrf('') }),
    fixed('expired session', 'nobody', { cookies: expired.cookies }),
    fixed('ended session', 'nobody', { cookies: ended.cookies }),
    fixed('made-up session', 'nobody', { cookies: await product.withCsrf(invented) }),
    fixed('session of a disabled user', 'nobody', { cookies: disabledSession.cookies }),
    ...(await deadKeys(product)),
    // A header decides alone: a bad key beside a good session is no session.
    fixed('made-up key beside a good session', 'nobody', {
      cookies: (await product.session(ben.id)).cookies,
      key: `sp_${randomBytes(32).toString('base64url')}`,
    }),
  ];
}

/** Keys with the widest scope, and none of them worth anything, with a CSRF token so that nothing else refuses them. */
async function deadKeys(product) {
  const cookies = await product.withCsrf('');
  const [revoked, expired, demoted] = await Promise.all([
    product.key(['admin']),
    product.key(['admin']),
    demotedKey(product),
  ]);
  await product.people.ada.client.request('DELETE', `/api/v1/api-keys/${revoked.id}`);
  await product.sql(
    `UPDATE api_keys SET created_at = now() - interval '2 days', expires_at = now() - interval '1 second' WHERE id = $1`,
    [expired.id],
  );
  return [
    fixed('revoked key', 'nobody', { cookies, key: revoked.key }),
    fixed('expired key', 'nobody', { cookies, key: expired.key }),
    fixed('key of a maker who is no administrator', 'nobody', { cookies, key: demoted.key }),
  ];
}

async function demotedKey(product) {
  const key = await product.key(['admin']);
  const maker = await product.addUser('user');
  await product.sql('UPDATE api_keys SET user_id = $2 WHERE id = $1', [key.id, maker]);
  return key;
}

async function keyCallers(product) {
  const made = scopes().map(async (scope) => {
    const { key } = await product.key([scope]);
    return fixed(`key ${scope}`, 'key', { key }, { scopes: [scope], userId: product.people.ada.id });
  });
  return Promise.all(made);
}
