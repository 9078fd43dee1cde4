import { Injectable } from '@nestjs/common';
import { DomainError } from '../../common';
import { auditAs, auditChanges, auditTarget } from '../../infra/audit';
import { SecretBox } from '../../infra/crypto';
import { PlexError } from '../plex.errors';
import type { PlexServer } from './plex-server';
import { PlexServerRepository } from './plex-server.repository';
import { PlexServers } from './plex-servers';
import { ServerLink, type ServerChoice } from './server-link';
import { ServerRegistry, withoutToken } from './server-registry';

/** Registers a server, links a registered one anew, and removes one. */
@Injectable()
export class ServerRegistrar {
  constructor(
    private readonly link: ServerLink,
    private readonly repository: PlexServerRepository,
    private readonly registry: ServerRegistry,
    private readonly servers: PlexServers,
    private readonly secrets: SecretBox,
  ) {}

  /**
   * Only servers that the caller's Plex account owns. A registered server that no longer answers, or no
   * longer takes its token, is linked anew with what is given here and keeps its library; with `relink`
   * one that works as well. What is stored has been tried out.
   * @throws DomainError `server-not-owned`; `server-already-registered` when the existing link works
   * @throws PlexError when the server or plex.tv can't be asked
   */
  async register(accountId: string, choice: ServerChoice, { relink = false } = {}): Promise<PlexServer> {
    auditTarget({ name: triedName(choice) });
    if (relink) auditAs('server.relink');
    const { target, about } = await this.link.find(accountId, choice, {
      identified: (machineIdentifier) => this.nameInAudit(machineIdentifier),
      owned: async (machineIdentifier) => {
        if (!relink) await this.refuseWorking(machineIdentifier);
      },
    });
    const record = {
      machineIdentifier: about.machineIdentifier,
      name: about.friendlyName,
      version: about.version,
      platform: about.platform,
      owned: true,
      uri: target.uri,
      sealedToken: this.secrets.seal(target.token),
      ownerAccountId: accountId,
    };
    const existing = await this.repository.findByMachineIdentifier(about.machineIdentifier);
    auditAs(existing ? 'server.relink' : 'server.register');
    auditTarget({ id: existing?.id, name: record.name });
    const stored = existing ? await this.repository.relink(record) : await this.repository.insert(record);
    // Somebody else was faster, with a registration or a removal.
    if (!stored) throw alreadyRegistered();
    this.servers.relinked(stored.id);
    auditTarget({ id: stored.id });
    auditChanges({ uri: existing?.uri }, { uri: stored.uri });
    const server = withoutToken(stored);
    await this.registry.announce(server);
    return server;
  }

  /** With its library. @throws DomainError `not-found` */
  async remove(id: string): Promise<void> {
    const server = await this.registry.get(id);
    auditTarget({ name: server.name });
    const counts = await this.registry.countAll(server.id);
    await this.repository.delete(server.id);
    auditChanges(counts, Object.fromEntries(Object.keys(counts).map((name) => [name, 0])));
    this.servers.release(server.id);
  }

  /** So that a refused or failed try tells which server it was about. */
  private async nameInAudit(machineIdentifier: string): Promise<void> {
    const existing = await this.repository.findByMachineIdentifier(machineIdentifier);
    if (existing) auditAs('server.relink');
    auditTarget({ id: existing?.id ?? machineIdentifier, name: existing?.name });
  }

  private async refuseWorking(machineIdentifier: string): Promise<void> {
    const existing = await this.repository.findByMachineIdentifier(machineIdentifier);
    // Whoever is told that a link is broken gets a new one, even if the old has just healed.
    if (existing?.status !== 'online') return;
    if (await this.works(existing.id, machineIdentifier)) throw alreadyRegistered();
  }

  /** Without a token to ask with, its key being lost, a link works as little as one that is refused. */
  private async works(id: string, machineIdentifier: string): Promise<boolean> {
    try {
      const client = await this.servers.clientFor(id);
      return (await client.about()).machineIdentifier === machineIdentifier;
    } catch (error) {
      if (error instanceof PlexError) return false;
      throw error;
    }
  }
}

/** Until the server has told its name: where it was looked for, and nothing that could be a secret. */
function triedName(choice: ServerChoice): string {
  return 'url' in choice ? new URL(choice.url).host : choice.machineIdentifier;
}

function alreadyRegistered(): DomainError {
  return new DomainError('conflict', 'server-already-registered', 'This server is registered already.');
}
