import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { notFound, type UserPrincipal } from '../../common';
import { AuditLog } from '../../infra/audit';
import { Database, type SqlExecutor } from '../../infra/database';
import { currentRequestId } from '../../infra/logging';
import { hashToken, newOpaqueToken } from '../access/opaque-token';
import { PrincipalCache } from '../access/principal-cache';
import { SessionRepository, type SessionRow } from './session.repository';

/** The browser that signs in, as shown in the list of devices. */
export interface Device {
  userAgent: string;
  address: string;
}

@Injectable()
export class Sessions {
  constructor(
    private readonly database: Database,
    private readonly repository: SessionRepository,
    private readonly cache: PrincipalCache,
    private readonly audit: AuditLog,
  ) {}

  /**
   * Starts a session within the caller's transaction, of which the audit log is told as of `action`. The token is
   * known only here and to the browser.
   */
  async start(
    sql: SqlExecutor,
    userId: string,
    device: Device,
    action: 'session.sign-in' | 'setup.complete',
  ): Promise<{ token: string; expiresAt: Date }> {
    const token = newOpaqueToken();
    const { id, expiresAt } = await this.repository.add(sql, {
      userId,
      tokenHash: hashToken(token),
      userAgent: clean(device.userAgent),
      address: device.address,
    });
    const target = { kind: 'session', id, name: null };
    const origin = { ...device, requestId: currentRequestId() };
    await this.audit.record({ action, userId, target, origin, outcome: 'done', errorCode: null }, sql);
    return { token, expiresAt };
  }

  /** Ends the session of this token, if there is one: a browser that signs in again keeps no second session. */
  async endByToken(token: string): Promise<void> {
    const sessionId = await this.repository.removeByHash(this.database, hashToken(token));
    if (sessionId) this.cache.invalidate({ sessionId });
  }

  /** @throws DomainError `not-found` unless it is a session of this user. */
  async end(userId: string, sessionId: string): Promise<void> {
    if (!isUUID(sessionId) || !(await this.repository.remove(userId, sessionId))) throw notFound('The session');
    this.cache.invalidate({ sessionId });
  }

  async list(principal: UserPrincipal): Promise<(SessionRow & { current: boolean })[]> {
    const rows = await this.repository.listLive(principal.userId);
    return rows.map((row) => ({ ...row, current: row.id === principal.sessionId }));
  }

  /** When the session ends unless it is used again. */
  async expiryOf(sessionId: string): Promise<Date> {
    const expiresAt = await this.repository.expiryOf(sessionId);
    if (!expiresAt) throw notFound('The session');
    return expiresAt;
  }
}

// A header can hold anything a browser likes; PostgreSQL text holds no NUL.
function clean(userAgent: string): string {
  return userAgent.replace(/[\u0000-\u001f\u007f]/g, '').slice(0, 300);
}
