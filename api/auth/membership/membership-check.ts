import { Injectable } from '@nestjs/common';
import { InjectPinoLogger, PinoLogger } from 'nestjs-pino';
import {
  PlexAccountClient,
  PlexAccountStore,
  PlexError,
  isPlexFault,
  PlexServers,
  ServerRegistry,
  type PlexResource,
  type PlexServer,
} from '../../plex';

/** A media server that is slow or asleep must not hold up a sign-in for longer. */
const SERVER_WAIT_MS = 5_000;

/** null: nobody could be asked. */
type SectionKeys = string[] | null | 'refused';

/** A registered server that is shared with (or owned by) an account. */
export interface Membership {
  serverId: string;
  /** Sections the account may see; null when neither the server nor plex.tv could be asked. */
  sectionKeys: string[] | null;
  /** The account's own token for this server. */
  serverToken: string;
}

/**
 * Proves from the account's own list of servers which registered ones it may use. plex.tv lists a
 * share only after it was accepted, so a pending invitation opens nothing.
 */
@Injectable()
export class MembershipCheck {
  constructor(
    private readonly plex: PlexAccountClient,
    private readonly accounts: PlexAccountStore,
    private readonly registry: ServerRegistry,
    private readonly servers: PlexServers,
    @InjectPinoLogger(MembershipCheck.name) private readonly log: PinoLogger,
  ) {}

  /**
   * Empty: plex.tv answered, and lists none of the registered servers.
   * @throws PlexError when plex.tv could not be asked: that is no verdict.
   */
  async check(plexAccountId: string, accountToken: string): Promise<Membership[]> {
    const registered = await this.registry.list();
    if (registered.length === 0) return [];
    const resources = await this.plex.resources(accountToken, { fresh: true });
    const tokens = serverTokens(resources);
    const memberships = await Promise.all(registered.map((server) => this.membership(server, tokens, plexAccountId)));
    return memberships.filter((membership) => membership !== null);
  }

  private async membership(
    server: PlexServer,
    tokens: Map<string, string>,
    plexAccountId: string,
  ): Promise<Membership | null> {
    const serverToken = tokens.get(server.machineIdentifier);
    if (!serverToken) return null;
    const sectionKeys = await this.sectionKeys(server, serverToken, plexAccountId);
    return sectionKeys === 'refused' ? null : { serverId: server.id, serverToken, sectionKeys };
  }

  private async sectionKeys(server: PlexServer, serverToken: string, plexAccountId: string): Promise<SectionKeys> {
    try {
      const signal = AbortSignal.timeout(SERVER_WAIT_MS);
      const client = await this.servers.sameClientFor(server.id, signal);
      return await client.sharedSectionKeys(serverToken, signal);
    } catch (error) {
      this.noteFailure(server, error, 'The media server did not tell which sections are shared');
      // Anybody can make plex.tv list a server of their own under the identifier of another one. The real
      // one refuses the token of such an account, and then only its owner's list of shares counts.
      const refused = isPlexFault(error, 'unauthorized', 'forbidden');
      return refused ? this.confirmedByOwner(server, plexAccountId) : this.toldByOwner(server, plexAccountId);
    }
  }

  private async confirmedByOwner(server: PlexServer, plexAccountId: string): Promise<SectionKeys> {
    return (await this.keysByOwner(server, plexAccountId)) ?? 'refused';
  }

  private async toldByOwner(server: PlexServer, plexAccountId: string): Promise<SectionKeys> {
    try {
      return await this.keysByOwner(server, plexAccountId);
    } catch (error) {
      this.noteFailure(server, error, 'plex.tv did not tell which sections are shared');
      return null;
    }
  }

  /** null: the owner's list does not name the account. */
  private async keysByOwner(server: PlexServer, plexAccountId: string): Promise<string[] | null> {
    const ownerToken = await this.accounts.requireToken(server.ownerAccountId);
    const shares = await this.plex.sharedServers(ownerToken, server.machineIdentifier);
    return shares.find(({ userId }) => userId === plexAccountId)?.sectionKeys ?? null;
  }

  private noteFailure(server: PlexServer, error: unknown, message: string): void {
    if (!(error instanceof PlexError)) throw error;
    this.log.warn({ serverId: server.id, fault: error.fault }, message);
  }
}

function serverTokens(resources: PlexResource[]): Map<string, string> {
  const servers = resources.filter(({ provides }) => provides.includes('server'));
  return new Map(
    servers.flatMap(({ clientIdentifier, accessToken }) => (accessToken ? [[clientIdentifier, accessToken]] : [])),
  );
}
