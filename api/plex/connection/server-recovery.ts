import { Injectable } from '@nestjs/common';
import { InjectPinoLogger, PinoLogger } from 'nestjs-pino';
import { SecretBox } from '../../infra/crypto';
import type { PlexResource } from '../account';
import { isPlexFault, type PlexError } from '../plex.errors';
import type { ServerTarget } from '../server/server-connection';
import { ConnectionPicker } from './connection-picker';
import { OwnResources } from './own-resources';
import type { StoredPlexServer } from './plex-server';
import { PlexServerRepository } from './plex-server.repository';

/** plex.tv is not asked more often than this about one server in trouble. */
const COOL_DOWN_MS = 30_000;

/**
 * Looks for a server that no longer answers or no longer takes our token: plex.tv knows where it moved
 * to and which token it gives out now. One search per server at a time.
 */
@Injectable()
export class ServerRecovery {
  private readonly searches = new Map<string, { startedAt: number; result: Promise<ServerTarget | null> }>();

  constructor(
    private readonly ownResources: OwnResources,
    private readonly picker: ConnectionPicker,
    private readonly repository: PlexServerRepository,
    private readonly secrets: SecretBox,
    @InjectPinoLogger(ServerRecovery.name) private readonly logger: PinoLogger,
  ) {}

  /** Another address or token than the one that failed, already stored; null when there is none. */
  recover(serverId: string, error: PlexError, failed: ServerTarget): Promise<ServerTarget | null> {
    const running = this.searches.get(serverId);
    if (running && performance.now() - running.startedAt < COOL_DOWN_MS) {
      return running.result.then((found) => (found && differs(found, failed) ? found : null));
    }
    const result = this.search(serverId, error, failed).catch((failure: unknown) => {
      this.logger.warn({ err: failure, serverId }, 'Could not look for another way to a media server');
      return null;
    });
    this.searches.set(serverId, { startedAt: performance.now(), result });
    return result;
  }

  /** A new link or a removal makes what was found worthless. */
  forget(serverId: string): void {
    this.searches.delete(serverId);
  }

  private async search(serverId: string, error: PlexError, failed: ServerTarget): Promise<ServerTarget | null> {
    const server = await this.repository.find(serverId);
    const resource = server && (await this.resourceOf(server));
    if (!resource) return null;
    // A refused token does not mean that the address is wrong.
    const uri = error.fault === 'unauthorized' ? failed.uri : await this.picker.pick(resource);
    if (uri === null) return null;
    const target = { uri, token: resource.accessToken ?? failed.token };
    if (!differs(target, failed)) return null;
    await this.repository.updateTarget(serverId, target.uri, this.secrets.seal(target.token));
    this.logger.info({ serverId }, 'Found another way to a media server');
    return target;
  }

  /** None where plex.tv lets the owner in no more: then nobody knows another way. */
  private async resourceOf({ machineIdentifier, ownerAccountId }: StoredPlexServer): Promise<PlexResource | undefined> {
    try {
      const resources = await this.ownResources.servers(ownerAccountId);
      return resources.find((resource) => resource.clientIdentifier === machineIdentifier);
    } catch (error) {
      if (isPlexFault(error, 'unauthorized')) return undefined;
      throw error;
    }
  }
}

function differs(a: ServerTarget, b: ServerTarget): boolean {
  return a.uri !== b.uri || a.token !== b.token;
}
