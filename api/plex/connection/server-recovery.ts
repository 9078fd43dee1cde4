import { Injectable } from '@nestjs/common';
import { InjectPinoLogger, PinoLogger } from 'nestjs-pino';
import { SecretBox } from '../../infra/crypto';
import { PlexAccountClient, PlexAccountStore, type PlexResource } from '../account';
import { isPlexFault, type PlexError } from '../plex.errors';
import type { ServerTarget } from '../server/server-connection';
import { ConnectionPicker } from './connection-picker';
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
    private readonly accounts: PlexAccountStore,
    private readonly plexTv: PlexAccountClient,
    private readonly picker: ConnectionPicker,
    private readonly repository: PlexServerRepository,
    private readonly secrets: SecretBox,
    @InjectPinoLogger(ServerRecovery.name) private readonly logger: PinoLogger,
  ) {}

  /** Another address or token than the one that failed, already stored; null when there is none. */
  recover(serverId: string, error: PlexError, failed: ServerTarget): Promise<ServerTarget | null> {
    const running = this.searches.get(serverId);
    if (running && Date.now() - running.startedAt < COOL_DOWN_MS) {
      return running.result.then((found) => (found && differs(found, failed) ? found : null));
    }
    const result = this.search(serverId, error, failed).catch((failure: unknown) => {
      this.logger.warn({ err: failure, serverId }, 'Could not look for another way to a media server');
      return null;
    });
    this.searches.set(serverId, { startedAt: Date.now(), result });
    return result;
  }

  /** A new link or a removal makes what was found worthless. */
  forget(serverId: string): void {
    this.searches.delete(serverId);
  }

  private async search(serverId: string, error: PlexError, failed: ServerTarget): Promise<ServerTarget | null> {
    const server = await this.repository.find(serverId);
    const token = server && (await this.accounts.token(server.ownerAccountId));
    if (!server || !token) return null;
    const resource = await this.resourceOf(server.machineIdentifier, server.ownerAccountId, token);
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

  /** plex.tv's 401 is the verdict on the account's token; any other trouble there is not. */
  private async resourceOf(machineIdentifier: string, accountId: string, token: string): Promise<PlexResource | null> {
    try {
      const resources = await this.plexTv.resources(token, { fresh: true });
      return resources.find((resource) => resource.clientIdentifier === machineIdentifier) ?? null;
    } catch (error) {
      if (isPlexFault(error, 'unauthorized')) await this.accounts.markRevoked(accountId);
      throw error;
    }
  }
}

function differs(a: ServerTarget, b: ServerTarget): boolean {
  return a.uri !== b.uri || a.token !== b.token;
}
