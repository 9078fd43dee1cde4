import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { auditChanges, auditTarget } from '../../infra/audit';
import { SecretBox } from '../../infra/crypto';
import { notFound } from '../../common';
import { PlexError, type PlexFault } from '../plex.errors';
import { PlexServerClientFactory } from '../server/plex-server-client.factory';
import type { PlexServerClient } from '../server/plex-server.client';
import type { StoredPlexServer } from './plex-server';
import { PlexServerRepository } from './plex-server.repository';
import { ServerRegistry } from './server-registry';

export const TEST_FAULTS = ['unreachable', 'timeout', 'unauthorized', 'not-plex', 'tls'] as const;
export type TestFault = (typeof TEST_FAULTS)[number];

export interface ServerTestResult {
  ok: boolean;
  fault: TestFault | null;
  /** Of the answer to `/identity`, in ms; null when there was none. */
  latencyMs: number | null;
  version: string | null;
}

/** Anything that answers, but not as a media server, is "not Plex"; what is not named here is "unreachable". */
const TOLD_AS: Partial<Record<PlexFault, TestFault>> = {
  timeout: 'timeout',
  unauthorized: 'unauthorized',
  forbidden: 'unauthorized',
  'not-plex': 'not-plex',
  malformed: 'not-plex',
  'too-large': 'not-plex',
  'not-found': 'not-plex',
  tls: 'tls',
};

/** Tries a registered server out, once and without detours. */
@Injectable()
export class ServerProbe {
  constructor(
    private readonly repository: PlexServerRepository,
    private readonly registry: ServerRegistry,
    private readonly clients: PlexServerClientFactory,
    private readonly secrets: SecretBox,
  ) {}

  /**
   * @throws DomainError `not-found`
   * @throws PlexError `address-denied`
   */
  async test(serverId: string): Promise<ServerTestResult> {
    const server = isUUID(serverId) ? await this.repository.find(serverId) : null;
    if (!server) throw notFound('The server');
    auditTarget({ name: server.name });
    const token = this.secrets.tryOpen(server.sealedToken);
    if (!token) return this.withoutToken(server);
    const client = this.clients.create({ uri: server.uri, token });
    try {
      const result = await this.measure(server, client);
      auditChanges({}, { outcome: result.fault ?? 'ok' });
      return result;
    } finally {
      void client.close();
    }
  }

  /** The key that sealed it was lost. */
  private async withoutToken({ id }: StoredPlexServer): Promise<ServerTestResult> {
    await this.registry.markStatus(id, 'unauthorized');
    auditChanges({}, { outcome: 'unauthorized' });
    return { ok: false, fault: 'unauthorized', latencyMs: null, version: null };
  }

  private async measure(server: StoredPlexServer, client: PlexServerClient): Promise<ServerTestResult> {
    let latencyMs: number | null = null;
    let version: string | null = null;
    try {
      const startedAt = performance.now();
      const identity = await client.identity();
      latencyMs = Math.round(performance.now() - startedAt);
      version = identity.version || null;
      if (identity.machineIdentifier !== server.machineIdentifier)
        return { ok: false, fault: 'not-plex', latencyMs, version };
      await client.about();
    } catch (error) {
      const fault = toldAs(error);
      await this.registry.markStatus(server.id, fault === 'unauthorized' ? 'unauthorized' : 'offline', fault);
      return { ok: false, fault, latencyMs, version };
    }
    await this.registry.markSeen(server.id);
    return { ok: true, fault: null, latencyMs, version };
  }
}

function toldAs(error: unknown): TestFault {
  if (!(error instanceof PlexError) || error.fault === 'address-denied') throw error;
  return TOLD_AS[error.fault] ?? 'unreachable';
}
