import { AppConfig } from '../../infra/config';
import type { PlexResource, PlexResourceConnection } from '../account';
import { PlexServerClientFactory } from '../server/plex-server-client.factory';
import { json, startScriptedServer, type ScriptedServer } from '../testing/scripted-server';
import { CLIENT_IDENTIFIER, testConfig } from '../testing/test-clients';
import { OutboundPolicy } from '../../infra/outbound';
import { identityHeaders, type ClientIdentity } from '../transport';
import { ConnectionPicker } from './connection-picker';

const MACHINE = 'machine-1';

describe('ConnectionPicker', () => {
  const servers: ScriptedServer[] = [];
  afterEach(() => Promise.all(servers.splice(0).map((server) => server.close())));

  async function serverAt(delayMs: number | 'hangs', machineIdentifier = MACHINE): Promise<ScriptedServer> {
    const server = await startScriptedServer((_, response) => {
      if (delayMs !== 'hangs')
        setTimeout(() => json(response, { MediaContainer: { size: 0, machineIdentifier } }), delayMs);
    });
    servers.push(server);
    return server;
  }

  const connection = (
    { url, port }: ScriptedServer,
    kind: Partial<PlexResourceConnection> = {},
  ): PlexResourceConnection => ({
    uri: url,
    protocol: 'http',
    address: '127.0.0.1',
    port,
    local: false,
    relay: false,
    ...kind,
  });

  const resource = (connections: PlexResourceConnection[], rest: Partial<PlexResource> = {}): PlexResource => ({
    name: 'Attic',
    clientIdentifier: MACHINE,
    provides: ['server'],
    owned: true,
    ownerId: null,
    accessToken: 'secret',
    httpsRequired: false,
    presence: true,
    connections,
    ...rest,
  });

  function picker(settings: Record<string, string> = {}): ConnectionPicker {
    const config: AppConfig = testConfig(settings);
    const identity = { headers: () => Promise.resolve(identityHeaders(CLIENT_IDENTIFIER)) };
    return new ConnectionPicker(
      new PlexServerClientFactory(config, identity as unknown as ClientIdentity, new OutboundPolicy(config)),
    );
  }

  it('prefers local to remote to relay, even when the others are a little faster', async () => {
    const [relay, remote, local] = [await serverAt(0), await serverAt(0), await serverAt(150)];
    const connections = [connection(relay, { relay: true }), connection(remote), connection(local, { local: true })];
    await expect(picker().pick(resource(connections))).resolves.toBe(local.url);
    await expect(picker().pick(resource(connections.slice(0, 2)))).resolves.toBe(remote.url);
  });

  it('does not wait long for a better address that hangs', async () => {
    const [remote, local] = [await serverAt(0), await serverAt('hangs')];
    const startedAt = Date.now();
    await expect(picker().pick(resource([connection(local, { local: true }), connection(remote)]))).resolves.toBe(
      remote.url,
    );
    expect(Date.now() - startedAt).toBeLessThan(1_500);
  });

  it('does not wait for another address of the same kind', async () => {
    const [dead, good] = [await serverAt('hangs'), await serverAt(0)];
    const startedAt = Date.now();
    await expect(
      picker().pick(resource([connection(dead, { local: true }), connection(good, { local: true })])),
    ).resolves.toBe(good.url);
    expect(Date.now() - startedAt).toBeLessThan(400);
  });

  it('takes no other server that answers at a private address', async () => {
    const [stranger, right] = [await serverAt(0, 'machine-2'), await serverAt(50)];
    await expect(picker().pick(resource([connection(stranger, { local: true }), connection(right)]))).resolves.toBe(
      right.url,
    );
    await expect(picker().pick(resource([connection(stranger)]))).resolves.toBeNull();
  });

  it("skips a friend's local addresses when others are listed", async () => {
    const [local, remote] = [await serverAt(0), await serverAt(0)];
    const connections = [connection(local, { local: true }), connection(remote)];
    await expect(picker().pick(resource(connections, { owned: false }))).resolves.toBe(remote.url);
    expect(local.seen).toEqual([]);
    await expect(picker().pick(resource(connections.slice(0, 1), { owned: false }))).resolves.toBe(local.url);
  });

  it('tries the plain address where the name cannot be resolved, unless the server insists on https', async () => {
    const server = await serverAt(0);
    const named = connection(server, {
      uri: `https://127-0-0-1.hash.plex.direct.invalid:${server.port}`,
      protocol: 'https',
      local: true,
    });
    await expect(picker().pick(resource([named]))).resolves.toBe(`http://127.0.0.1:${server.port}`);
    await expect(picker().pick(resource([named], { httpsRequired: true }))).resolves.toBeNull();
  });

  it('shows no token to what it only asks for its name', async () => {
    const server = await serverAt(0);
    await picker().pick(resource([connection(server)]));
    expect(server.seen[0].path).toBe('/identity');
    expect(server.seen[0].headers['x-plex-token']).toBeUndefined();
  });

  it('tells the result of each connection, a denied address among them as not reachable', async () => {
    const [good, stranger, hanging] = [await serverAt(20), await serverAt(0, 'machine-2'), await serverAt('hangs')];
    const denied = connection(good, { uri: 'http://169.254.169.254:80', local: true });
    const connections = [connection(good), connection(stranger), connection(hanging, { relay: true }), denied];
    const startedAt = Date.now();
    const tested = await picker().test(resource(connections));
    expect(Date.now() - startedAt).toBeLessThan(4_500);
    expect(tested).toEqual([
      { uri: denied.uri, local: true, relay: false, reachable: false, latencyMs: null },
      { uri: good.url, local: false, relay: false, reachable: true, latencyMs: expect.any(Number) },
      { uri: stranger.url, local: false, relay: false, reachable: false, latencyMs: null },
      { uri: hanging.url, local: false, relay: true, reachable: false, latencyMs: null },
    ]);
  });
});
