import { Injectable } from '@nestjs/common';
import { DomainError } from '../../common';
import { OutboundPolicy } from '../../infra/outbound';
import { PlexAccountStore, type PlexResource } from '../account';
import { isPlexFault, PlexError } from '../plex.errors';
import { PlexServerClientFactory } from '../server/plex-server-client.factory';
import type { PlexAbout } from '../server/plex-server.types';
import type { ServerTarget } from '../server/server-connection';
import { ConnectionPicker } from './connection-picker';
import { OwnResources } from './own-resources';

/** Either the server as plex.tv lists it, or an address typed by hand. */
export type ServerChoice = { machineIdentifier: string } | { url: string; token: string };

/** Told on the way; either may throw to stop. */
export interface LinkSteps {
  /** Which server it is, before anything else is known of it. */
  identified: (machineIdentifier: string) => Promise<void>;
  /** The account proved to own it; its token was not tried yet. */
  owned: (machineIdentifier: string) => Promise<void>;
}

interface Found {
  target: ServerTarget;
  about: PlexAbout;
}

/** Finds the way to a chosen server and proves that the account owns it and that its token is taken. */
@Injectable()
export class ServerLink {
  constructor(
    private readonly accounts: PlexAccountStore,
    private readonly ownResources: OwnResources,
    private readonly picker: ConnectionPicker,
    private readonly clients: PlexServerClientFactory,
    private readonly policy: OutboundPolicy,
  ) {}

  async find(accountId: string, choice: ServerChoice, steps: LinkSteps): Promise<Found> {
    return 'url' in choice ? this.typed(accountId, choice, steps) : this.listed(accountId, choice, steps);
  }

  private async listed(
    accountId: string,
    { machineIdentifier }: { machineIdentifier: string },
    steps: LinkSteps,
  ): Promise<Found> {
    await steps.identified(machineIdentifier);
    const resource = await this.owned(accountId, machineIdentifier);
    await steps.owned(machineIdentifier);
    const uri = await this.picker.pick(resource);
    if (uri === null) throw await this.noWayTo(resource);
    const token = resource.accessToken ?? (await this.accounts.requireToken(accountId));
    return this.entered({ uri, token }, machineIdentifier);
  }

  private async noWayTo({ connections }: PlexResource): Promise<PlexError> {
    const verdicts = await Promise.all(connections.map(({ uri }) => this.policy.judge(uri)));
    const fault = verdicts.includes('denied') && !verdicts.includes('allowed') ? 'address-denied' : 'unreachable';
    return new PlexError(fault, '/identity', { detail: 'no-connection' });
  }

  private async typed(
    accountId: string,
    { url, token }: { url: string; token: string },
    steps: LinkSteps,
  ): Promise<Found> {
    const uri = url.replace(/\/+$/, '');
    const machineIdentifier = await this.identify(uri);
    await steps.identified(machineIdentifier);
    await this.owned(accountId, machineIdentifier);
    await steps.owned(machineIdentifier);
    return this.entered({ uri, token }, machineIdentifier);
  }

  private async owned(accountId: string, machineIdentifier: string): Promise<PlexResource> {
    const servers = await this.ownResources.servers(accountId);
    const resource = servers.find((candidate) => candidate.clientIdentifier === machineIdentifier && candidate.owned);
    if (!resource) {
      throw new DomainError(
        'forbidden',
        'server-not-owned',
        'Only a server that your Plex account owns can be registered.',
      );
    }
    return resource;
  }

  private async identify(uri: string): Promise<string> {
    const client = this.clients.create({ uri, token: '' });
    try {
      return (await client.identity()).machineIdentifier;
    } catch (error) {
      throw asNotPlex(error);
    } finally {
      void client.close();
    }
  }

  private async entered(target: ServerTarget, machineIdentifier: string): Promise<Found> {
    const client = this.clients.create(target);
    try {
      const about = await client.about();
      if (about.machineIdentifier !== machineIdentifier)
        throw new PlexError('not-plex', '/', { detail: 'other-server' });
      return { target, about };
    } finally {
      void client.close();
    }
  }
}

/** At an address that somebody typed, a reply that isn't Plex's means that something else lives there. */
function asNotPlex(error: unknown): unknown {
  return isPlexFault(error, 'malformed', 'not-found', 'too-large')
    ? new PlexError('not-plex', error.path, { cause: error, detail: error.detail })
    : error;
}
