// What is done while everything is listened to: all that the product is for, and all that goes wrong.
import { setTimeout as sleep } from 'node:timers/promises';
import { bodyFor } from '../bodies.mjs';
import { call, headersOf } from '../caller.mjs';
import { fill, ownIds } from '../objects.mjs';
import { routes } from '../routes.mjs';
import { ECHO_KINDS } from './plex-relay.mjs';

/** Signs three people in and registers two servers, each in its own way. */
export async function setUp(scene) {
  const { api, world, secrets } = scene;
  secrets.learn('set-up code', api.child.how.env.SETUP_CODE);
  api.registerServer = async () => {
    await api.sql(`UPDATE sync_schedule SET push = false, scheduler = gen_random_uuid(), scheduler_until = 'infinity'`);
    const admin = api.people.ada.client;
    const [first, second] = world.emulator.servers;
    const token = secrets.learn('Plex token', first.token);
    api.server = await admin.post('/api/v1/plex/servers', { url: scene.server.url, token });
    await admin.post('/api/v1/plex/servers', { machineIdentifier: second.machineIdentifier });
  };
  await api.signIn('ada', 'ben', 'cleo');
}

/** Syncs that fail in each way, and one that succeeds. */
export async function syncs(scene) {
  const { api } = scene;
  const admin = api.people.ada.client;
  for (const kind of ECHO_KINDS) {
    scene.server.echo(kind);
    scene.plexTv.echo(kind);
    await attempt(admin, 'POST', `/plex/servers/${api.server.id}/test`);
    await attempt(admin, 'GET', '/plex/servers/available');
    await attempt(admin, 'POST', '/plex/servers', { machineIdentifier: 'nobody', relink: true });
    await runOnce(admin, api.server.id);
  }
  scene.server.echo(null);
  scene.plexTv.echo(null);
  await api.sync(admin);
}

async function runOnce(admin, serverId) {
  const { body } = await attempt(admin, 'POST', '/sync/runs', { serverId, mode: 'full' });
  if (!body?.id || (await ends(admin, body.id, 15))) return;
  await attempt(admin, 'POST', `/sync/runs/${body.id}/cancel`);
  await ends(admin, body.id, 300);
}

/** Whether a run ends while it is looked at so many times. */
async function ends(admin, id, times) {
  for (let looked = 0; looked < times; looked++) {
    const { body } = await attempt(admin, 'GET', `/sync/runs/${id}`);
    if (!['queued', 'running'].includes(body?.state)) return true;
    await sleep(100);
  }
  return false;
}

/** Questions to a provider that fails; as often as it has ways to. */
export async function questions(scene) {
  const { api, provider } = scene;
  const admin = api.people.ada.client;
  for (let asked = 0; asked < provider.failures; asked++) {
    await attempt(admin, 'POST', '/ai/settings/test', {});
    const { body } = await attempt(admin, 'POST', '/ai/conversations', {});
    await attempt(admin, 'POST', `/ai/conversations/${body?.id}/messages`, { text: 'Which film is the longest?' });
  }
  await attempt(admin, 'POST', '/ai/questions', { text: 'Comedies from the 90s' });
  await attempt(admin, 'POST', '/ai/analyses', {});
}

/** The same with a key that an administrator types. */
export async function typedProvider(scene) {
  const admin = scene.api.people.ada.client;
  await scene.restart({}, ['AI_BASE_URL', 'AI_API_KEY_FILE', 'AI_MODEL']);
  const apiKey = scene.secrets.mint('AI key of the settings');
  const { status } = await attempt(admin, 'PUT', '/ai/settings', {
    ...{ baseUrl: scene.provider.url, model: 'echo', apiKey, enabled: true },
  });
  if (status !== 200) throw new Error(`the settings of the assistant were answered ${status}`);
  await questions(scene);
}

/** Every route as an administrator, a user, a key and nobody, and each with nonsense as well. */
export async function everyRoute(scene) {
  const { api, secrets, short } = scene;
  const { ada, ben } = api.people;
  const { key } = await api.key(['admin']);
  const byKey = async () => ({ key });
  const callers = [
    { userId: ada.id, role: 'admin', make: async () => ({ cookies: (await api.session(ada.id)).cookies }) },
    { userId: ben.id, role: 'user', make: async () => ({ cookies: (await api.session(ben.id)).cookies }) },
    { userId: ada.id, role: 'admin', make: byKey },
    { make: async () => ({}) },
  ];
  for (const who of short ? callers.filter(({ make }) => make !== byKey) : callers) {
    for (const route of routes()) {
      const credentials = await who.make();
      const ids = await ownIds({ product: api, route, who, credentials, passes: who.role === 'admin' });
      const path = `${api.url}${fill(route, ids)}`;
      const typed = secrets.mint('typed secret');
      const wrong = { token: typed, apiKey: typed, password: typed, url: `http://u:${encodeURIComponent(typed)}@x/` };
      await tried(() => call(path, route.method, { caller: credentials, body: route.safe ? undefined : wrong }));
      await tried(() => call(path, route.method, { caller: credentials, body: bodyFor(api, route) }));
    }
  }
}

/** Secrets where they do not belong, and wrong ones where they do. */
export async function wrongInput(scene) {
  const { api, secrets, metricsToken } = scene;
  const admin = { cookies: api.people.ada.client.cookies };
  const typed = (options) => secrets.mint('typed secret', options);
  const send = (method, path, options = {}) =>
    tried(() => call(`${api.url}${path}`, method, { caller: admin, ...options }));
  for (const path of ['/api/v1/auth/session', '/api/v1/library/items', '/api/v1/nowhere', '/metrics', '/setup']) {
    const query = ['token', 'X-Plex-Token', 'code', 'apiKey', 'authorization'].map(
      (name) => `${name}=${encodeURIComponent(typed())}`,
    );
    await send('GET', `${path}?${query.join('&')}`);
    await send('GET', path, { caller: { key: typed() } });
    await send('GET', path, { caller: {}, headers: { cookie: `sp_session=${typed({ safe: true })}` } });
    await send('GET', path, { headers: { 'x-plex-token': typed(), 'x-xsrf-token': typed(), 'x-api-key': typed() } });
  }
  await send('GET', '/metrics', { caller: {}, headers: { authorization: `Bearer ${metricsToken}` } });
  const { url } = scene.server;
  const withUser = url.replace('//', `//ada:${typed({ safe: true })}@`);
  const bodies = [
    ['POST', '/api/v1/plex/servers', { url, token: typed(), relink: true }],
    ['POST', '/api/v1/plex/servers', { url: 'http://127.0.0.1:9', token: typed() }],
    ['POST', '/api/v1/plex/servers', { url: withUser, token: typed() }],
    ['POST', '/api/v1/plex/servers', { url: `${url}/?X-Plex-Token=${typed({ safe: true })}`, token: typed() }],
    ['POST', '/api/v1/ai/settings/test', { baseUrl: withUser, model: 'x', apiKey: typed() }],
    ['POST', '/api/v1/ai/settings/test', { baseUrl: 'no address', model: 1, apiKey: typed() }],
    ['PUT', '/api/v1/ai/settings', { baseUrl: 5, apiKey: ` ${typed()}` }],
    ['POST', '/api/v1/setup/handover', { code: typed(), setupCode: typed() }],
    ['POST', '/api/v1/api-keys', { name: 'k', scopes: [typed()], key: typed() }],
  ];
  for (const [method, path, body] of bodies) await send(method, path, { body });
  const broken = { method: 'POST', headers: { ...headersOf(admin), 'content-type': 'application/json' } };
  await tried(() =>
    fetch(`${api.url}/api/v1/plex/servers`, { ...broken, body: `{"token": "${typed({ safe: true })}` }),
  );
}

/** The database and Redis go away, come back, and refuse the password meanwhile; a table is away, which nobody expects. */
export async function outages(scene) {
  const { api, world, redis, databasePassword } = scene;
  const admin = api.people.ada.client;
  const asRoot = (text) => world.postgres.query('postgres', text);
  const cut = () => asRoot(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'canary'`);
  await asRoot(`ALTER ROLE canary PASSWORD 'another'`);
  await cut();
  for (const path of ['/auth/session', '/library/items', '/ai/status', '/system']) await attempt(admin, 'GET', path);
  await sleep(2_000);
  await asRoot(`ALTER ROLE canary PASSWORD '${databasePassword}'`);
  await sleep(1_000);
  await world.postgres.query('canary', 'ALTER TABLE ai_conversations RENAME TO away');
  for (const path of ['/ai/conversations', '/ai/status']) await attempt(admin, 'GET', path);
  await world.postgres.query('canary', 'ALTER TABLE away RENAME TO ai_conversations');
  await redis.kill();
  await attempt(admin, 'GET', '/library/items');
  await attempt(admin, 'POST', '/sync/runs', { serverId: api.server.id, mode: 'incremental' });
  await sleep(1_000);
  await redis.start();
  for (let waited = 0; waited < 100; waited++) {
    if ((await attempt(admin, 'GET', '/library/items?limit=1')).status === 200) return;
    await sleep(200);
  }
  throw new Error('the product does not come back');
}

/** As the person whose client it is; whatever the answer. */
async function attempt(client, method, path, body) {
  const answer = await tried(() =>
    call(`${client.origin}/api/v1${path}`, method, { caller: { cookies: client.cookies }, body }),
  );
  return answer ?? { status: 0, body: null };
}

const tried = (work) => work().catch(() => null);
