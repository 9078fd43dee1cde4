import { Injectable } from '@nestjs/common';
import type { PlexResource, PlexResourceConnection } from '../account';
import { PlexServerClientFactory } from '../server/plex-server-client.factory';

/** What plex.tv lists for a server, tried out. */
export interface TestedConnection {
  uri: string;
  local: boolean;
  relay: boolean;
  reachable: boolean;
  /** Of the answer to `/identity`, in ms; null when there was none. */
  latencyMs: number | null;
}

interface Candidate {
  uri: string;
  local: boolean;
  relay: boolean;
}

const PROBE_TIMEOUT_MS = 4_000;
/** After a connection answered, how long better ones may still take. */
const GRACE_MS = 700;

/**
 * Finds out where a server answers. All addresses are asked at once; the machine identifier must be the
 * server's, since private addresses mean another machine in another network.
 */
@Injectable()
export class ConnectionPicker {
  constructor(private readonly clients: PlexServerClientFactory) {}

  /** Every connection of a resource with its result, in the order in which they are preferred. */
  async test(resource: PlexResource, signal?: AbortSignal): Promise<TestedConnection[]> {
    const connections = [...resource.connections].sort(byPreference);
    return Promise.all(
      connections.map(async ({ uri, local, relay }) => {
        const latencyMs = await this.probe(uri, resource.clientIdentifier, signal);
        return { uri, local, relay, reachable: latencyMs !== null, latencyMs };
      }),
    );
  }

  /** The address to use: local before remote before relay, https before http. Null when none answers. */
  async pick(resource: PlexResource, signal?: AbortSignal): Promise<string | null> {
    const candidates = candidatesOf(resource);
    const race = new AbortController();
    const giveUp = () => race.abort();
    signal?.addEventListener('abort', giveUp, { once: true });
    try {
      return await this.race(candidates, resource.clientIdentifier, race.signal);
    } finally {
      signal?.removeEventListener('abort', giveUp);
      race.abort();
    }
  }

  private race(candidates: Candidate[], machineIdentifier: string, signal: AbortSignal): Promise<string | null> {
    const results = new Array<boolean | undefined>(candidates.length).fill(undefined);
    return new Promise((resolve) => {
      let grace: NodeJS.Timeout | undefined;
      const settle = (final: boolean) => {
        const best = results.indexOf(true);
        // Only a better kind of address is worth waiting for, not another of the same kind.
        const decided =
          best >= 0 && results.every((result, i) => result === false || rank(candidates[i]) >= rank(candidates[best]));
        const over = results.every((result) => result !== undefined);
        if (decided || over || (final && best >= 0)) {
          clearTimeout(grace);
          resolve(best >= 0 ? candidates[best].uri : null);
        } else if (best >= 0) {
          grace ??= setTimeout(() => settle(true), GRACE_MS);
        }
      };
      if (candidates.length === 0) return resolve(null);
      candidates.forEach((candidate, i) => {
        void this.probe(candidate.uri, machineIdentifier, signal).then((latencyMs) => {
          results[i] = latencyMs !== null;
          settle(false);
        });
      });
    });
  }

  /** Latency in ms, or null when this server does not answer there. */
  private async probe(uri: string, machineIdentifier: string, signal?: AbortSignal): Promise<number | null> {
    // `/identity` is open, and a stranger behind the address must not be shown a token.
    const client = this.clients.create({ uri, token: NO_TOKEN }, { timeoutMs: PROBE_TIMEOUT_MS });
    const startedAt = performance.now();
    try {
      const identity = await client.identity(signal);
      return identity.machineIdentifier === machineIdentifier ? Math.round(performance.now() - startedAt) : null;
    } catch {
      return null;
    } finally {
      void client.close();
    }
  }
}

const NO_TOKEN = '';

function candidatesOf(resource: PlexResource): Candidate[] {
  const listed = [...resource.connections].sort(byPreference);
  const usable = resource.owned ? listed : withoutForeignLocal(listed);
  return resource.httpsRequired ? usable : [...usable, ...plainAddresses(usable)];
}

/** A friend's local address means a machine in our own network; only worth a try when nothing else is listed. */
function withoutForeignLocal(connections: PlexResourceConnection[]): PlexResourceConnection[] {
  const remote = connections.filter((connection) => !connection.local);
  return remote.length > 0 ? remote : connections;
}

/** Routers with DNS-rebind protection hide plex.direct names: the plain address behind is the last resort. */
function plainAddresses(connections: PlexResourceConnection[]): Candidate[] {
  return connections
    .filter(({ local, relay, protocol, port }) => local && !relay && protocol === 'https' && port !== null)
    .map(({ address, port }) => ({
      uri: `http://${address.includes(':') ? `[${address}]` : address}:${port}`,
      local: true,
      relay: false,
    }))
    .filter(({ uri }) => URL.canParse(uri));
}

function byPreference(a: Candidate, b: Candidate): number {
  return rank(a) - rank(b);
}

function rank({ uri, local, relay }: Candidate): number {
  return (relay ? 4 : local ? 0 : 2) + (uri.startsWith('https:') ? 0 : 1);
}
