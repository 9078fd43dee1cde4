// Real ids to put into paths: something that the caller may touch, and something that belongs to somebody else.
import { randomUUID } from 'node:crypto';

const NO_ITEM = '999999999999';

/** By the beginning of the path, the longest first; each answers ids in the order of the path's parameters. */
const KINDS = {
  '/plex/servers/': { own: server },
  '/library/items/': { own: visibleItem, foreign: hiddenItem, unknown: [NO_ITEM] },
  '/ai/recommendations/similar/': { own: visibleItem, foreign: hiddenItem, unknown: [NO_ITEM] },
  '/ai/recommendations/verdicts/': { own: visibleItem, foreign: hiddenItem, unknown: [NO_ITEM] },
  '/library/sections/': { own: ({ product }) => rows(product, 'SELECT id FROM library_sections ORDER BY key LIMIT 1') },
  '/auth/plex/pins/': { own: ownPin, foreign: ({ product }) => pin(product) },
  '/auth/sessions/': {
    own: async ({ product, who }) => [(await product.session(who.userId)).id],
    foreign: async ({ product, who }) => [(await product.session(await someoneElse(product, who))).id],
  },
  '/api-keys/': { own: async ({ product }) => [(await product.key(['library:read'])).id] },
  '/users/{id}/sessions/{sessionId}': {
    own: userWithSession,
    foreign: async ({ product, who }) => [
      await product.addUser('user'),
      (await product.session(await someoneElse(product, who))).id,
    ],
    unknownBeside: ([userId]) => [userId, randomUUID()],
  },
  '/users/': { own: async ({ product }) => [await product.addUser('user')] },
  '/sync/runs/': {
    own: ({ product }) =>
      rows(product, `SELECT id FROM sync_runs WHERE state = 'succeeded' ORDER BY created_at LIMIT 1`),
  },
  '/ai/conversations/': {
    own: ({ product, who }) => conversation(product, who.userId),
    foreign: async ({ product, who }) => conversation(product, await someoneElse(product, who)),
  },
  '/ai/messages/': {
    own: ({ product, who }) => message(product, who.userId),
    foreign: async ({ product, who }) => message(product, await someoneElse(product, who)),
  },
};

/** @param {{ product: object, route: object, who: object, credentials: object }} call */
function kindOf({ path }) {
  const below = path.replace('/api/v1', '');
  const [, kind] = Object.entries(KINDS)
    .sort(([a], [b]) => b.length - a.length)
    .find(([prefix]) => below.startsWith(prefix)) ?? [null, null];
  if (kind === null) throw new Error(`there is no object to try ${path} on: name one in e2e/security/objects.mjs`);
  return kind;
}

/** Ids that this caller may use; for callers who may not, those of the administrator. */
export async function ownIds(call) {
  if (call.route.params.length === 0) return [];
  const who = call.who.userId ? call.who : { ...call.who, userId: call.product.people.ada.id };
  return kindOf(call.route).own({ ...call, who });
}

/** Null where the caller sees everything of this kind. */
export async function foreignIds(call) {
  if (call.route.params.length === 0) return null;
  return (await kindOf(call.route).foreign?.(call)) ?? null;
}

/** Ids of nothing at all, to compare with these of somebody else. */
export function unknownIds(route, foreign) {
  const { unknown, unknownBeside } = kindOf(route);
  if (foreign && unknownBeside) return unknownBeside(foreign);
  return unknown ?? route.params.map(() => randomUUID());
}

export function fill(route, ids) {
  return route.params.reduce((path, name, i) => path.replace(`{${name}}`, encodeURIComponent(ids[i])), route.path);
}

async function rows(product, sql, values) {
  const [row] = await product.sql(sql, values);
  return [String(row.id)];
}

/** A server that may go, where it would; everybody else tries to remove the one that holds the library. */
async function server({ product, route, passes }) {
  if (route.method !== 'DELETE' || !passes) return [product.server.id];
  const spare = product.world.emulator.servers[1].machineIdentifier;
  const link = () => product.people.ada.client.post('/api/v1/plex/servers', { machineIdentifier: spare, relink: true });
  // Where another request links it at the same moment, it is there to be linked anew.
  const { id } = await link().catch(link);
  return [id];
}

const ofSection = `SELECT item.id FROM media_items item JOIN library_sections section ON section.id = item.section_id
  WHERE section.key = $1 AND item.type = $2 AND item.thumb IS NOT NULL ORDER BY item.id LIMIT 1`;

function visibleItem({ product }) {
  return rows(product, ofSection, ['1', 'movie']);
}

/** Of a section that is not shared with the caller. */
function hiddenItem({ product, who }) {
  const { ben, cleo } = product.people;
  if (who.userId === ben.id) return rows(product, ofSection, ['2', 'show']);
  if (who.userId === cleo.id) return rows(product, ofSection, ['3', 'artist']);
  return null;
}

async function pin(product, credentials = {}) {
  const cookies = credentials.cookies ?? (await product.withCsrf(''));
  const headers = {
    cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
    'x-xsrf-token': decodeURIComponent(cookies.get('XSRF-TOKEN')),
  };
  const response = await fetch(`${product.url}/api/v1/auth/plex/pins`, { method: 'POST', headers });
  if (response.status !== 201) throw new Error(`a PIN cannot be made: ${response.status}`);
  for (const text of response.headers.getSetCookie()) {
    const [name, value] = text.split(';')[0].split(/=(.*)/s);
    cookies.set(name, value);
  }
  return [(await response.json()).id];
}

/** With the cookie that binds it to the caller's browser, where the caller has one and may make a PIN. */
function ownPin({ product, who, credentials }) {
  const isBrowser = credentials.cookies && who.kind !== 'wrong-token';
  return pin(product, isBrowser ? credentials : {});
}

async function userWithSession({ product }) {
  const userId = await product.addUser('user');
  return [userId, (await product.session(userId)).id];
}

const conversation = (product, userId) =>
  rows(product, `INSERT INTO ai_conversations (user_id, title) VALUES ($1, 'private words') RETURNING id`, [userId]);

async function message(product, userId) {
  const [conversationId] = await conversation(product, userId);
  return rows(
    product,
    `INSERT INTO ai_messages (conversation_id, position, role, text) VALUES ($1, 0, 'assistant', 'private words') RETURNING id`,
    [conversationId],
  );
}

const someoneElse = async ({ people }, { userId }) => (userId === people.ben.id ? people.cleo.id : people.ben.id);
