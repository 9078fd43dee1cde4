import { AppConfig } from '../../infra/config';
import {
  createTestApp,
  createTestDatabase,
  startEmulator,
  TestBrowser,
  type Emulator,
  type TestApp,
  type TestDatabase,
} from '../../testing';
import { html, json, raw, startScriptedServer, type ScriptedServer } from '../testing/scripted-server';
import { PlexServers } from './plex-servers';
import { ServerHealthCheck } from './server-health-check';
import { ServerRegistry } from './server-registry';

const SERVERS = '/api/v1/plex/servers';
const SETUP_CODE = 'setup-code-1';

describe('registered media servers', () => {
  let emulator: Emulator;
  let database: TestDatabase;
  let product: TestApp;
  let ada: TestBrowser;
  let stranger: ScriptedServer;

  beforeAll(async () => {
    emulator = await startEmulator({ movies: 40, shows: 2, artists: 1, servers: 2, plays: 20 });
    database = await createTestDatabase();
    product = await createTestApp({
      databaseUrl: database.url,
      plexTvUrl: emulator.plexTv,
      plexAppUrl: emulator.appUrl,
      env: { SETUP_CODE, PLEX_TIMEOUT_MS: '10000' },
    });
    ada = new TestBrowser(product.url);
    await ada.signIn('ada', { emulator, setupCode: SETUP_CODE });
    stranger = await startScriptedServer();
  });

  afterAll(async () => {
    await product?.close();
    await database?.drop();
    await emulator?.stop();
    await stranger?.close();
  });

  beforeEach(async () => {
    await clearFaults();
    const { body } = await ada.get(SERVERS);
    for (const { id } of body.items) await ada.delete(`${SERVERS}/${id}`);
  });

  /** For what hangs: nobody waits for it as long as for an answer that comes late. */
  const hanging = async <T>(work: () => Promise<T>): Promise<T> => {
    const timeout = jest.replaceProperty(product.app.get(AppConfig).plex, 'timeoutMs', 1_000);
    return work().finally(() => timeout.restore());
  };
  const clearFaults = () => fetch(`${emulator.control}/faults`, { method: 'DELETE' });
  const [first, second] = [() => emulator.servers[0], () => emulator.servers[1]];
  const register = async (choice: object = { machineIdentifier: first().machineIdentifier }) => {
    const response = await ada.post(SERVERS, choice);
    if (response.status !== 201) throw new Error(`${response.status} ${JSON.stringify(response.body)}`);
    return response.body;
  };

  it('lists the servers of the account with every connection tried out', async () => {
    const { status, body } = await ada.get(`${SERVERS}/available`);
    expect(status).toBe(200);
    expect(body.nextCursor).toBeNull();
    expect(body.items.map((item: { machineIdentifier: string }) => item.machineIdentifier).sort()).toEqual(
      emulator.servers.map(({ machineIdentifier }) => machineIdentifier).sort(),
    );
    for (const item of body.items) {
      expect(Object.keys(item).sort()).toEqual(['connections', 'machineIdentifier', 'name', 'owned']);
      expect(item.owned).toBe(true);
      const reachable = item.connections.filter((connection: { reachable: boolean }) => connection.reachable);
      expect(reachable).toEqual([
        {
          uri: expect.stringContaining('http://127.0.0.1:'),
          local: true,
          relay: false,
          reachable: true,
          latencyMs: expect.any(Number),
        },
      ]);
      expect(item.connections.length).toBeGreaterThan(1);
    }
    expect(JSON.stringify(body)).not.toContain(first().token);
  });

  it('registers a server that the account owns, and shows it without its token', async () => {
    const server = await register();
    expect(server).toEqual({
      id: expect.any(String),
      machineIdentifier: first().machineIdentifier,
      name: first().name,
      version: expect.any(String),
      platform: expect.any(String),
      owned: true,
      uri: first().uri,
      status: 'online',
      lastSeenAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    });
    await expect(ada.get(`${SERVERS}/${server.id}`)).resolves.toMatchObject({ status: 200, body: server });
    await expect(ada.get(SERVERS)).resolves.toMatchObject({ body: { items: [server], nextCursor: null } });
    const rows = await database.database.rows<{ sealed_token: string }>('SELECT sealed_token FROM plex_servers');
    expect(rows[0].sealed_token).not.toContain(first().token);
  });

  it('reads the sections at once, and starts no sync', async () => {
    const server = await register();
    const { body } = await ada.get('/api/v1/library/sections');
    expect(body.items.filter((section: { serverId: string }) => section.serverId === server.id).length).toBeGreaterThan(
      0,
    );
    await expect(ada.get('/api/v1/sync/runs')).resolves.toMatchObject({ body: { items: [] } });
  });

  it('registers an address typed by hand, and refuses the same server twice', async () => {
    const { uri, token } = second();
    const server = await register({ url: `${uri}/`, token });
    expect(server).toMatchObject({ machineIdentifier: second().machineIdentifier, uri });
    for (const again of [{ url: uri, token }, { machineIdentifier: second().machineIdentifier }]) {
      await expect(ada.post(SERVERS, again)).resolves.toMatchObject({
        status: 409,
        body: { code: 'server-already-registered' },
      });
    }
    await expect(ada.get(SERVERS)).resolves.toMatchObject({ body: { items: [{ id: server.id }] } });
  });

  it('makes one server of twenty registrations at once', async () => {
    const { machineIdentifier } = first();
    const responses = await Promise.all(Array.from({ length: 20 }, () => ada.post(SERVERS, { machineIdentifier })));
    const { body } = await ada.get(SERVERS);
    expect(body.items).toHaveLength(1);
    for (const { status, body: answer } of responses) if (status === 201) expect(answer.id).toBe(body.items[0].id);
    expect(responses.every(({ status }) => status === 201 || status === 409)).toBe(true);
  });

  it('registers no server that the account does not own', async () => {
    await expect(ada.post(SERVERS, { machineIdentifier: 'somebody-elses' })).resolves.toMatchObject({
      status: 403,
      body: { code: 'server-not-owned' },
    });
    stranger.answer((_, response) =>
      json(response, { MediaContainer: { size: 0, machineIdentifier: 'somebody-elses', version: '1' } }),
    );
    await expect(ada.post(SERVERS, { url: stranger.url, token: 'x' })).resolves.toMatchObject({
      status: 403,
      body: { code: 'server-not-owned' },
    });
    // The token was not shown to a server before it proved to be the right one.
    expect(stranger.seen.every(({ headers }) => headers['x-plex-token'] === undefined)).toBe(true);
  });

  it.each([
    [{}, 'machineIdentifier'],
    [{ machineIdentifier: '' }, 'machineIdentifier'],
    [{ machineIdentifier: 'x'.repeat(201) }, 'machineIdentifier'],
    [{ machineIdentifier: 5 }, 'machineIdentifier'],
    [{ machineIdentifier: 'm', url: 'http://a', token: 't' }, 'machineIdentifier'],
    [{ url: 'http://192.168.1.20:32400' }, 'token'],
    [{ token: 't' }, 'url'],
    [{ url: '192.168.1.20:32400', token: 't' }, 'url'],
    [{ url: 'ftp://192.168.1.20', token: 't' }, 'url'],
    [{ url: 'http://user:secret@192.168.1.20', token: 't' }, 'url'],
    [{ url: 'http://192.168.1.20/?X-Plex-Token=secret', token: 't' }, 'url'],
    [{ url: `http://192.168.1.20/${'x'.repeat(500)}`, token: 't' }, 'url'],
    [{ url: 'http://192.168.1.20', token: 'with space' }, 'token'],
    [{ url: 'http://192.168.1.20', token: 'tökén' }, 'token'],
    [{ url: 'http://192.168.1.20', token: 'x'.repeat(201) }, 'token'],
    [{ machineIdentifier: 'm', name: 'n' }, 'name'],
  ])('refuses %j and names the field %s', async (body, field) => {
    const response = await ada.post(SERVERS, body);
    expect(response).toMatchObject({ status: 400, body: { code: 'validation-failed' } });
    expect(response.body.errors.map((error: { field: string }) => error.field)).toContain(field);
    expect(JSON.stringify(response.body)).not.toContain('secret');
  });

  it.each([
    ['http://169.254.169.254', 422, 'address-denied'],
    ['http://[::ffff:169.254.169.254]', 422, 'address-denied'],
    ['http://0.0.0.0:32400', 422, 'address-denied'],
    ['http://127.0.0.1:1', 502, 'plex-unreachable'],
  ])('answers for %s with %i %s', async (url, status, code) => {
    const response = await ada.post(SERVERS, { url, token: 'typed-secret' });
    expect(response).toMatchObject({ status, body: { code } });
    expect(JSON.stringify(response.body)).not.toMatch(/typed-secret|169\.254|127\.0\.0\.1/);
  });

  it('never calls our own HTTP and database ports', async () => {
    for (const url of [
      product.url,
      `http://localhost:${new URL(product.url).port}`,
      `http://127.0.0.1:${new URL(database.url).port}`,
    ]) {
      await expect(ada.post(SERVERS, { url, token: 't' })).resolves.toMatchObject({
        status: 422,
        body: { code: 'address-denied' },
      });
    }
  });

  it('says of a listed server that none of its addresses may be called', async () => {
    const own = await createTestDatabase();
    const strict = await createTestApp({
      databaseUrl: own.url,
      plexTvUrl: emulator.plexTv,
      plexAppUrl: emulator.appUrl,
      env: { SETUP_CODE, PLEX_TIMEOUT_MS: '10000', OUTBOUND_DENY: '0.0.0.0/0,::/0' },
    });
    try {
      const browser = new TestBrowser(strict.url);
      await browser.signIn('ada', { emulator, setupCode: SETUP_CODE });
      const refused = browser.post(SERVERS, { machineIdentifier: first().machineIdentifier });
      await expect(refused).resolves.toMatchObject({ status: 422, body: { code: 'address-denied' } });
    } finally {
      await strict.close();
      await own.drop();
    }
  });

  it('tells what is wrong with a typed address', async () => {
    const refused = async () => (await ada.post(SERVERS, { url: stranger.url, token: 't' })).body.code;
    stranger.answer((_, response) => html(response, 200, 'Router'));
    await expect(refused()).resolves.toBe('plex-not-plex');
    stranger.answer((_, response) => html(response, 404, 'Not Found'));
    await expect(refused()).resolves.toBe('plex-not-plex');
    stranger.answer(() => undefined);
    await expect(hanging(refused)).resolves.toBe('plex-timeout');
    await expect(
      ada.post(SERVERS, { url: stranger.url.replace('http:', 'https:'), token: 't' }),
    ).resolves.toMatchObject({ status: 502, body: { code: 'plex-tls' } });
    await expect(ada.post(SERVERS, { url: first().uri, token: 'wrong' })).resolves.toMatchObject({
      status: 502,
      body: { code: 'plex-unauthorized' },
    });
  });

  describe('the test of a server', () => {
    const test = async (uri: string) => {
      const { body } = await ada.get(SERVERS);
      const { id } = body.items[0] ?? (await register());
      await database.database.run('UPDATE plex_servers SET uri = $2 WHERE id = $1', [id, uri]);
      return ada.post(`${SERVERS}/${id}/test`);
    };

    it('is fine with latency and version', async () => {
      const { id, version } = await register();
      await expect(ada.post(`${SERVERS}/${id}/test`)).resolves.toMatchObject({
        status: 200,
        body: { ok: true, fault: null, latencyMs: expect.any(Number), version },
      });
    });

    it('tells the faults apart', async () => {
      const closed = await startScriptedServer();
      await closed.close();
      const fault = async (uri: string) => (await test(uri)).body;
      await expect(fault(closed.url)).resolves.toEqual({
        ok: false,
        fault: 'unreachable',
        latencyMs: null,
        version: null,
      });
      stranger.answer(() => undefined);
      await expect(hanging(() => fault(stranger.url))).resolves.toMatchObject({ ok: false, fault: 'timeout' });
      stranger.answer((_, response) => raw(response, '<html>It works</html>', 'text/html'));
      await expect(fault(stranger.url)).resolves.toMatchObject({ ok: false, fault: 'not-plex' });
      await expect(fault(second().uri)).resolves.toMatchObject({ ok: false, fault: 'not-plex' });
      await expect(fault(stranger.url.replace('http:', 'https:'))).resolves.toMatchObject({ ok: false, fault: 'tls' });
      stranger.answer((request, response) =>
        request.url === '/identity'
          ? json(response, { MediaContainer: { machineIdentifier: first().machineIdentifier, version: '1.2' } })
          : html(response, 401, 'Unauthorized'),
      );
      await expect(fault(stranger.url)).resolves.toMatchObject({ ok: false, fault: 'unauthorized', version: '1.2' });
    });

    it('refuses a denied address and an unknown server', async () => {
      await expect(test('http://169.254.169.254')).resolves.toMatchObject({
        status: 422,
        body: { code: 'address-denied' },
      });
      for (const id of ['nope', '0b1f6a52-6a7e-4f43-9a0c-6a9b0d5c2f11']) {
        await expect(ada.post(`${SERVERS}/${id}/test`)).resolves.toMatchObject({
          status: 404,
          body: { code: 'not-found' },
        });
        await expect(ada.get(`${SERVERS}/${id}`)).resolves.toMatchObject({ status: 404 });
        await expect(ada.delete(`${SERVERS}/${id}`)).resolves.toMatchObject({ status: 404 });
      }
    });
  });

  describe('status and healing', () => {
    const statusOf = async (id: string) => (await ada.get(`${SERVERS}/${id}`)).body.status as string;
    const check = () => product.app.get(ServerHealthCheck).checkAll();
    const clientFor = (id: string) => product.app.get(PlexServers).clientFor(id);

    it('goes offline with a fault that a call meets, and online again with the next answer', async () => {
      const { id } = await register();
      await emulator.call('listeners/down', { scope: first().machineIdentifier });
      await expect((await clientFor(id)).sections()).rejects.toMatchObject({ fault: 'unreachable' });
      await eventually(() => statusOf(id), 'offline');
      await emulator.call('listeners/up', { scope: first().machineIdentifier });
      await check();
      await eventually(() => statusOf(id), 'online');
    });

    it('finds a server again that moved to another address', async () => {
      const { id } = await register();
      await database.database.run('UPDATE plex_servers SET uri = $2 WHERE id = $1', [id, 'http://127.0.0.1:1']);
      product.app.get(PlexServers).relinked(id);
      await expect((await clientFor(id)).sections()).resolves.not.toHaveLength(0);
      await expect(ada.get(`${SERVERS}/${id}`)).resolves.toMatchObject({
        body: { uri: first().uri, status: 'online' },
      });
    });

    it('quirk: 401 as HTML: one re-check at plex.tv takes a new token, else the server needs a new link', async () => {
      const once = { kind: 'status', status: 401, scope: 'plex.tv', path: '/api/v2/resources*', count: 1 };
      await emulator.call('faults', once);
      expect((await ada.get(`${SERVERS}/available`)).status).toBe(502);
      expect((await ada.get(`${SERVERS}/available`)).status).toBe(200);
    });

    it('keeps one client while its address and token are replaced', async () => {
      const { id } = await register();
      const before = await clientFor(id);
      product.app.get(PlexServers).relinked(id);
      await expect(clientFor(id)).resolves.toBe(before);
      await ada.delete(`${SERVERS}/${id}`);
      await expect(clientFor(id)).rejects.toMatchObject({ code: 'not-found' });
      await expect(before.identity()).rejects.toMatchObject({ fault: 'unreachable' });
    });

    it('keeps a registration when somebody who waits for it fails', async () => {
      product.app.get(ServerRegistry).onRegistered(() => Promise.reject(new Error('no')));
      await expect(register()).resolves.toMatchObject({ status: 'online' });
    });
  });

  it('draws the client identifier once and shows the same to plex.tv ever after', async () => {
    const name = `SELECT value FROM settings WHERE name = 'plex-client-identifier'`;
    const before = await database.database.row<{ value: string }>(name);
    const pins = (await (await fetch(`${emulator.control}/pins`)).json()) as { clientIdentifier: string }[];
    expect(pins.map(({ clientIdentifier }) => clientIdentifier)).toContain(before!.value);
  });

  it('lets only administrators in', async () => {
    const anonymous = new TestBrowser(product.url);
    await anonymous.get('/api/v1/auth/csrf');
    for (const path of [SERVERS, `${SERVERS}/available`, `${SERVERS}/x`]) {
      await expect(anonymous.get(path)).resolves.toMatchObject({ status: 401 });
    }
    await register();
    const ben = new TestBrowser(product.url);
    await ben.signIn('ben', { emulator });
    for (const path of [SERVERS, `${SERVERS}/available`])
      await expect(ben.get(path)).resolves.toMatchObject({ status: 403 });
    await expect(ben.post(SERVERS, { machineIdentifier: 'm' })).resolves.toMatchObject({ status: 403 });
  });
});

async function eventually(read: () => Promise<string>, expected: string): Promise<void> {
  const deadline = Date.now() + 5_000;
  while ((await read()) !== expected) {
    if (Date.now() > deadline) throw new Error(`It never became ${expected}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
