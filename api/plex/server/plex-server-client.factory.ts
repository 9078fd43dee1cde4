import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../infra/config';
import { OutboundPolicy } from '../../infra/outbound';
import { ClientIdentity, type RetryPolicy } from '../transport';
import { PlexServerClient } from './plex-server.client';
import { ServerConnection, type ServerHooks, type ServerTarget } from './server-connection';

export interface CreateClientOptions {
  /** Of the server that is meant: what another one answers at the address is refused. */
  machineIdentifier?: string;
  hooks?: ServerHooks;
  /** PLEX_TIMEOUT_MS when absent, and never more than that. */
  timeoutMs?: number;
  retry?: RetryPolicy;
}

/** Makes clients for addresses that somebody typed or plex.tv named: all of them obey the outbound policy. */
@Injectable()
export class PlexServerClientFactory {
  constructor(
    private readonly config: AppConfig,
    private readonly identity: ClientIdentity,
    private readonly policy: OutboundPolicy,
  ) {}

  /** The caller closes what it made. */
  create(target: ServerTarget, options: CreateClientOptions = {}): PlexServerClient {
    const { hooks, timeoutMs = Infinity, retry, machineIdentifier } = options;
    const connection = new ServerConnection({
      target,
      hooks,
      retry,
      policy: this.policy,
      identity: () => this.identity.headers(),
      timeoutMs: Math.min(timeoutMs, this.config.plex.timeoutMs),
    });
    return new PlexServerClient(connection, machineIdentifier);
  }
}
