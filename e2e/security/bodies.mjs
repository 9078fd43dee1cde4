// What a caller sends: what the schema gives as an example, with ids and addresses of this world in it.
import { bodyOf } from './routes.mjs';

/** Nobody listens there. */
const NOWHERE = 'http://127.0.0.1:9/v1';

const OF_THIS_WORLD = {
  'POST /plex/servers': ({ world }) => ({
    machineIdentifier: world.emulator.servers[1].machineIdentifier,
    relink: true,
  }),
  'POST /api-keys': () => ({ name: 'tried', scopes: ['library:read'] }),
  'POST /sync/runs': ({ server }) => ({ serverId: server.id, mode: 'incremental' }),
  'PUT /sync/schedule': () => ({ push: false, incrementalMinutes: 1440 }),
  'PUT /ai/settings': () => ({ baseUrl: NOWHERE, model: 'none', enabled: false }),
  'POST /ai/settings/test': () => ({ baseUrl: NOWHERE, model: 'none' }),
  'POST /ai/questions': () => ({ text: 'Comedies from the 90s' }),
  'POST /auth/plex/pins/{id}/claim': () => ({}),
};

/** Undefined where the route takes none. */
export function bodyFor(product, route) {
  if (!route.schema) return undefined;
  return OF_THIS_WORLD[route.name]?.(product) ?? bodyOf(route.schema);
}

/** Answers that depend on how things stand, not on who asks. */
const STANDING = {
  'POST /setup/handover': [409],
  'POST /sync/runs': [202, 409],
  'POST /sync/runs/{id}/cancel': [409],
  'POST /sync/runs/{id}/approve-removals': [409],
  'POST /ai/conversations/{id}/messages': [409, 503],
};

/** Statuses that a caller who passes may get. */
export function expectedOf(route) {
  return STANDING[route.name] ?? route.statuses.filter((status) => status >= 200 && status < 300);
}

/** What an id of nothing is answered with: what is not there can be taken back, too. */
export function expectedOfNothing(route) {
  return route.name === 'DELETE /ai/recommendations/verdicts/{itemId}' ? 204 : 404;
}
