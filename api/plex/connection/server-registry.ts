import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { InjectPinoLogger, PinoLogger } from 'nestjs-pino';
import { notFound } from '../../common';
import type { PlexServer, StoredPlexServer } from './plex-server';
import type { PlexServerStatus } from './plex-server.entity';
import { PlexServerRepository } from './plex-server.repository';

export type RegisteredListener = (server: PlexServer) => Promise<void>;
/** Counts what goes with a server, by name. */
export type RemovalCensus = (serverId: string) => Promise<Record<string, number>>;

/** The registered servers. */
@Injectable()
export class ServerRegistry {
  private readonly listeners: RegisteredListener[] = [];
  private readonly censuses: RemovalCensus[] = [];

  constructor(
    private readonly repository: PlexServerRepository,
    @InjectPinoLogger(ServerRegistry.name) private readonly logger: PinoLogger,
  ) {}

  /** Newest first. */
  async list(): Promise<PlexServer[]> {
    return (await this.repository.list()).map(withoutToken);
  }

  /** @throws DomainError `not-found` */
  async get(id: string): Promise<PlexServer> {
    const server = await this.find(id);
    if (!server) throw notFound('The server');
    return server;
  }

  async find(id: string): Promise<PlexServer | null> {
    // PostgreSQL refuses other text as a uuid; to a caller such an id simply does not exist.
    const server = isUUID(id) ? await this.repository.find(id) : null;
    return server && withoutToken(server);
  }

  /**
   * Calls `listener` with every server that is registered or linked again, before the request that did
   * it is answered; a listener that fails does not undo the registration.
   */
  onRegistered(listener: RegisteredListener): void {
    this.listeners.push(listener);
  }

  async announce(server: PlexServer): Promise<void> {
    for (const listener of this.listeners) {
      await listener(server).catch((error: unknown) =>
        this.logger.warn({ err: error, serverId: server.id }, 'A listener failed after a server was registered'),
      );
    }
  }

  /** Asks `census` before a server is removed; what it counts is noted in the audit log. */
  onRemoval(census: RemovalCensus): void {
    this.censuses.push(census);
  }

  /** What everybody who counts finds of a server. */
  async countAll(serverId: string): Promise<Record<string, number>> {
    const counts = await Promise.all(this.censuses.map((census) => census(serverId)));
    return Object.assign({}, ...counts) as Record<string, number>;
  }

  /** The server answered with our token. Written at most every 30 seconds. */
  async markSeen(id: string): Promise<void> {
    if (await this.repository.setSeen(id)) this.logger.info({ serverId: id }, 'Media server is online');
  }

  /** @param fault what was met, `tls` for one: for the log alone */
  async markStatus(id: string, status: PlexServerStatus, fault?: string): Promise<void> {
    if (await this.repository.setStatus(id, status))
      this.logger.warn({ serverId: id, status, fault }, 'Media server changed status');
  }
}

export function withoutToken(server: StoredPlexServer): PlexServer {
  const { id, machineIdentifier, name, version, platform, owned, uri, status, lastSeenAt, ownerAccountId } = server;
  return { id, machineIdentifier, name, version, platform, owned, uri, status, lastSeenAt, ownerAccountId };
}
