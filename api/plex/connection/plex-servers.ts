import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { InjectPinoLogger, PinoLogger } from 'nestjs-pino';
import { notFound } from '../../common';
import { SecretBox } from '../../infra/crypto';
import { PlexError, type PlexFault } from '../plex.errors';
import type { PlexServerClient } from '../server/plex-server.client';
import { PlexServerClientFactory } from '../server/plex-server-client.factory';
import type { ServerTarget } from '../server/server-connection';
import type { StoredPlexServer } from './plex-server';
import type { PlexServerStatus } from './plex-server.entity';
import { PlexServerRepository } from './plex-server.repository';
import { ServerRecovery } from './server-recovery';
import { ServerRegistry } from './server-registry';

interface Held {
  client: PlexServerClient;
  sealedToken: string;
  uri: string;
  checkedAt: number;
}

/** Another process may have linked the server anew: the row is looked at again after this time. */
const RECHECK_MS = 2_000;
/** "Still there" is told to the registry at most this often. */
const SEEN_INTERVAL_MS = 10_000;

/** What a fault of a call says about the whole server; the others say nothing. */
const STATUS_BY_FAULT: Partial<Record<PlexFault, PlexServerStatus>> = {
  unauthorized: 'unauthorized',
  unreachable: 'offline',
  timeout: 'offline',
  tls: 'offline',
  'not-plex': 'offline',
};

/** One client for each registered server. */
@Injectable()
export class PlexServers implements OnApplicationShutdown {
  private readonly held = new Map<string, Held>();

  constructor(
    private readonly repository: PlexServerRepository,
    private readonly registry: ServerRegistry,
    private readonly recovery: ServerRecovery,
    private readonly clients: PlexServerClientFactory,
    private readonly secrets: SecretBox,
    @InjectPinoLogger(PlexServers.name) private readonly logger: PinoLogger,
  ) {}

  /**
   * The client of a registered server; the same one until its token or address is replaced. It finds the
   * server again by itself when that has moved, and keeps the registry's status true.
   * @throws DomainError `not-found`
   */
  async clientFor(serverId: string): Promise<PlexServerClient> {
    const known = this.held.get(serverId);
    if (known && performance.now() - known.checkedAt < RECHECK_MS) return known.client;
    const server = isUUID(serverId) ? await this.repository.find(serverId) : null;
    if (!server) {
      this.release(serverId);
      throw notFound('The server');
    }
    return this.hold(server);
  }

  /**
   * For whoever writes what the server answers: the same client, once the server itself has said that it answers.
   * @throws PlexError `unreachable` where another server does
   */
  async sameClientFor(serverId: string, signal?: AbortSignal): Promise<PlexServerClient> {
    const client = await this.clientFor(serverId);
    await client.ensureSame(signal);
    return client;
  }

  /** The row was written anew by this process: the next caller gets what it says now. */
  relinked(serverId: string): void {
    const held = this.held.get(serverId);
    if (held) held.checkedAt = -Infinity;
    this.recovery.forget(serverId);
  }

  /** Ends the client of a server that was removed. */
  release(serverId: string): void {
    const held = this.held.get(serverId);
    this.held.delete(serverId);
    this.recovery.forget(serverId);
    void held?.client.close();
  }

  async onApplicationShutdown(): Promise<void> {
    const clients = [...this.held.values()].map(({ client }) => client.close());
    this.held.clear();
    await Promise.all(clients);
  }

  private hold(server: StoredPlexServer): PlexServerClient {
    // Looked up again: two callers may have waited for the row at once.
    const known = this.held.get(server.id);
    if (known && known.uri === server.uri && known.sealedToken === server.sealedToken) {
      known.checkedAt = performance.now();
      return known.client;
    }
    const target = { uri: server.uri, token: this.tokenOf(server) };
    // Whoever holds the client through a long sync keeps it: only its address and token are replaced.
    if (known) known.client.retarget(target);
    const client = known?.client ?? this.make(server, target);
    this.held.set(server.id, {
      client,
      uri: server.uri,
      sealedToken: server.sealedToken,
      checkedAt: performance.now(),
    });
    return client;
  }

  /** @throws PlexError `unauthorized` where the key that sealed it was lost: whoever links the server again gives a new one */
  private tokenOf({ id, sealedToken }: StoredPlexServer): string {
    const token = this.secrets.tryOpen(sealedToken);
    if (token) return token;
    this.note(this.registry.markStatus(id, 'unauthorized'));
    throw new PlexError('unauthorized', '/', { detail: 'key-lost' });
  }

  private make({ id, machineIdentifier }: StoredPlexServer, target: ServerTarget): PlexServerClient {
    let seenAt = -Infinity;
    return this.clients.create(target, {
      machineIdentifier,
      hooks: {
        answered: () => {
          if (performance.now() - seenAt < SEEN_INTERVAL_MS) return;
          seenAt = performance.now();
          this.note(this.registry.markSeen(id));
        },
        failed: (error) => {
          const status = STATUS_BY_FAULT[error.fault];
          if (!status) return;
          seenAt = -Infinity;
          this.note(this.registry.markStatus(id, status, error.fault));
        },
        recover: (error, failed) => this.recovery.recover(id, error, failed),
      },
    });
  }

  /** Status is kept beside the call that showed it: a database in trouble must not fail that call too. */
  private note(written: Promise<void>): void {
    written.catch((error: unknown) => this.logger.warn({ err: error }, 'Could not write the status of a media server'));
  }
}
