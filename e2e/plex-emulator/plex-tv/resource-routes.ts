import { jsonReply, xmlReply, type Reply } from '../http/reply';
import { route } from '../http/router';
import type { MediaServer } from '../pms/media-server';
import { element } from '../wire/xml-element';
import { type TvCall, type TvRoute } from './tv-call';

interface Connection {
  protocol: string;
  address: string;
  port: number;
  uri: string;
  local: boolean;
  relay: boolean;
  IPv6: boolean;
}

const plain = (address: string, port: number, local: boolean, extra: Partial<Connection> = {}): Connection => ({
  protocol: 'http',
  address,
  port,
  uri: `http://${address}:${port}`,
  local,
  relay: false,
  IPv6: false,
  ...extra,
});

/**
 * Besides the address that works there are the usual dead ones: the bridge of a container, the public
 * address behind a closed router, a name that a resolver with rebind protection refuses.
 */
function connections(call: TvCall, server: MediaServer, owned: boolean): Connection[] {
  const { hostname, port } = new URL(server.uri);
  const wants = (name: string): boolean => call.query.get(name) === '1';
  const list: Connection[] = [];
  if (owned && call.tv.settings.deadConnections) list.push(plain('172.17.0.5', 32400, true));
  list.push(plain(hostname, Number(port), owned));
  if (!call.tv.settings.deadConnections) return list;
  if (wants('includeHttps')) {
    const name = `172-17-0-5.${server.machineIdentifier.slice(0, 32)}.plex.direct.invalid`;
    list.push(plain(name, 32400, owned, { protocol: 'https', uri: `https://${name}:32400` }));
  }
  if (wants('includeIPv6'))
    list.push(plain('2001:db8::17', 32400, false, { IPv6: true, uri: 'http://[2001:db8::17]:32400' }));
  if (wants('includeRelay') && call.tv.settings.relay)
    list.push(plain(hostname, Number(port), false, { relay: true, uri: `http://${hostname}:${port}/` }));
  return list;
}

interface Resource {
  [key: string]: string | number | boolean | null;
}

function serverResource(call: TvCall, server: MediaServer, owned: boolean): Resource {
  const { owner } = call.tv.directory;
  return {
    name: server.name,
    product: 'Plex Media Server',
    productVersion: server.version,
    platform: 'Linux',
    platformVersion: '6.1.0',
    device: 'Docker Container',
    clientIdentifier: server.machineIdentifier,
    createdAt: '2021-05-04T10:00:00Z',
    lastSeenAt: new Date(call.tv.clock.nowMs()).toISOString().replace(/\.\d+Z$/, 'Z'),
    provides: 'server',
    ownerId: owned ? null : owner.id,
    sourceTitle: owned ? null : owner.username,
    publicAddress: '203.0.113.7',
    accessToken: call.tv.directory.accessToken(call.account.id, server.machineIdentifier),
    owned,
    home: call.account.home && !owned,
    synced: false,
    relay: call.tv.settings.relay,
    presence: true,
    httpsRequired: false,
    publicAddressMatches: true,
    dnsRebindingProtection: false,
    natLoopbackSupported: false,
  };
}

/** Players are resources too: no server among what they provide, no token. */
function playerResource(call: TvCall): Resource {
  return {
    name: 'Pixel',
    product: 'Plex for Android (Mobile)',
    productVersion: '10.1.0',
    platform: 'Android',
    platformVersion: '14',
    device: 'Pixel',
    clientIdentifier: `player-${call.account.id}`,
    createdAt: '2023-01-01T00:00:00Z',
    lastSeenAt: new Date(call.tv.clock.nowMs()).toISOString().replace(/\.\d+Z$/, 'Z'),
    provides: 'client,player,pubsub-player,controller',
    ownerId: null,
    sourceTitle: null,
    publicAddress: '203.0.113.9',
    accessToken: null,
    owned: true,
    home: false,
    synced: false,
    relay: false,
    presence: false,
    httpsRequired: false,
    publicAddressMatches: true,
    dnsRebindingProtection: false,
    natLoopbackSupported: false,
  };
}

interface Listed {
  resource: Resource;
  connections: Connection[];
}

function visible(call: TvCall): Listed[] {
  const { directory, servers } = call.tv;
  const owned = call.account.id === directory.ownerId;
  const entered = servers.filter((server) => directory.mayEnter(server.machineIdentifier, call.account.id));
  const list = entered.map((server) => ({
    resource: serverResource(call, server, owned),
    connections: connections(call, server, owned),
  }));
  return [...list, { resource: playerResource(call), connections: [plain('192.0.2.44', 32433, true)] }];
}

function resources(call: TvCall): Reply {
  const list = visible(call);
  if (call.format === 'json')
    return jsonReply(list.map(({ resource, connections: found }) => ({ ...resource, connections: found })));
  return xmlReply(
    element(
      'resources',
      {},
      list.map(({ resource, connections: found }) =>
        element('resource', resource, [
          element(
            'connections',
            {},
            found.map((connection) => element('connection', { ...connection })),
          ),
        ]),
      ),
    ),
  );
}

const seconds = (iso: unknown): number => Math.floor(Date.parse(String(iso)) / 1000);

/** The old list: epoch seconds, other names, XML whatever is asked. */
function legacyResources(call: TvCall): Reply {
  const devices = visible(call).map(({ resource, connections: found }) =>
    element(
      'Device',
      { ...resource, createdAt: seconds(resource.createdAt), lastSeenAt: seconds(resource.lastSeenAt) },
      found.map(({ protocol, address, port, uri, local }) =>
        element('Connection', { protocol, address, port, uri, local }),
      ),
    ),
  );
  return xmlReply(element('MediaContainer', { size: devices.length }, devices));
}

function legacyServers(call: TvCall): Reply {
  const rows = visible(call)
    .filter(({ resource }) => resource.provides === 'server')
    .map(({ resource, connections: found }) => {
      const { address, port } =
        found.find(({ protocol, address: at }) => protocol === 'http' && !at.startsWith('172.17.')) ?? found[0];
      return element('Server', {
        accessToken: resource.accessToken,
        name: resource.name,
        address,
        port,
        version: resource.productVersion,
        scheme: 'http',
        host: address,
        localAddresses: address,
        machineIdentifier: resource.clientIdentifier,
        createdAt: seconds(resource.createdAt),
        updatedAt: seconds(resource.lastSeenAt),
        owned: resource.owned,
        synced: false,
      });
    });
  return xmlReply(
    element(
      'MediaContainer',
      {
        friendlyName: 'myPlex',
        identifier: 'com.plexapp.plugins.myplex',
        machineIdentifier: 'emulated',
        size: rows.length,
      },
      rows,
    ),
  );
}

export const RESOURCE_ROUTES: TvRoute[] = [
  route<TvCall>('GET', /^\/api\/v2\/resources\/?$/, resources),
  route<TvCall>('GET', /^\/api\/resources\/?$/, legacyResources),
  route<TvCall>('GET', /^\/devices\.xml$/, legacyResources),
  route<TvCall>('GET', /^\/pms\/servers\.xml$/, legacyServers),
] as TvRoute[];
