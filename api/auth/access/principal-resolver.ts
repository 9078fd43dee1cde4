import { Injectable } from '@nestjs/common';
import type { Principal } from '../../common';
import { ApiKeyRepository } from '../api-key/api-key.repository';
import { SessionRepository } from '../session/session.repository';
import type { Credentials } from './credentials';
import { hashToken } from './opaque-token';
import { PrincipalCache } from './principal-cache';

/** Finds out who sends a request. */
@Injectable()
export class PrincipalResolver {
  constructor(
    private readonly sessions: SessionRepository,
    private readonly apiKeys: ApiKeyRepository,
    private readonly cache: PrincipalCache,
  ) {}

  /** null: nobody, or credentials that are forged, expired, ended or of a disabled user. */
  async resolve(credentials: Credentials, address: string): Promise<Principal | null> {
    if (credentials.kind !== 'session' && credentials.kind !== 'api-key') return null;
    const hash = hashToken(credentials.token);
    const key = `${credentials.kind}:${hash.toString('base64')}`;
    return this.cache.get(key, () =>
      credentials.kind === 'session' ? this.loadSession(hash) : this.loadApiKey(hash, address),
    );
  }

  private async loadSession(hash: Buffer) {
    const session = await this.sessions.findLive(hash);
    if (!session) return null;
    const { sessionId, userId, plexAccountId, role, validUntil } = session;
    return { principal: { kind: 'user', userId, plexAccountId, role, sessionId } as const, validUntil };
  }

  private async loadApiKey(hash: Buffer, address: string) {
    const found = await this.apiKeys.findLive(hash, address);
    if (!found) return null;
    const { apiKeyId, userId, plexAccountId, scopes, validUntil } = found;
    return {
      principal: { kind: 'api-key', apiKeyId, userId, plexAccountId, role: 'admin', scopes } as const,
      validUntil,
    };
  }
}
