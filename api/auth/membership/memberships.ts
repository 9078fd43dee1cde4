import { Injectable } from '@nestjs/common';
import { ACCESS_CHANNEL, Broadcast, type AccessChange } from '../../infra/broadcast';
import { SecretBox } from '../../infra/crypto';
import { Database, type SqlExecutor } from '../../infra/database';
import { PrincipalCache } from '../access/principal-cache';
import { SessionRepository } from '../session/session.repository';
import type { Membership } from './membership-check';
import { MembershipRepository } from './membership.repository';

/** Keeps what is known of shares in step with what was proved. */
@Injectable()
export class Memberships {
  constructor(
    private readonly database: Database,
    private readonly repository: MembershipRepository,
    private readonly sessions: SessionRepository,
    private readonly box: SecretBox,
    private readonly cache: PrincipalCache,
    private readonly broadcast: Broadcast,
  ) {}

  async replace(sql: SqlExecutor, userId: string, memberships: Membership[]): Promise<void> {
    const sealed = memberships.map(({ serverId, sectionKeys, serverToken }) => ({
      serverId,
      sectionKeys,
      sealedToken: this.box.seal(serverToken),
    }));
    await this.repository.replace(sql, userId, sealed);
  }

  /** What a check has proved, outside of a sign-in. */
  async renew(userId: string, memberships: Membership[]): Promise<void> {
    await this.database.transaction((sql) => this.replace(sql, userId, memberships));
    this.announce(userId);
  }

  /** To be called once a replacement is committed: what was shared before is not shown from memory. */
  announce(userId: string): void {
    this.broadcast.publish(ACCESS_CHANNEL, { userId } satisfies AccessChange);
  }

  /** Nothing is shared with the user any more: forgets the shares and signs the user out everywhere. */
  async end(userId: string): Promise<void> {
    const ended = await this.database.transaction(async (sql) => {
      const user = await this.repository.lock(sql, userId);
      // Made an administrator while plex.tv was being asked: administrators need no share.
      if (!user || user.role === 'admin') return false;
      await this.repository.replace(sql, userId, []);
      await this.sessions.removeAllOf(sql, userId);
      return true;
    });
    if (!ended) return;
    this.cache.invalidate({ userId });
    this.announce(userId);
  }

  /** Signs the user out everywhere and keeps the shares: only the Plex token is dead. */
  async signOut(userId: string): Promise<void> {
    await this.sessions.removeAllOf(this.database, userId);
    this.cache.invalidate({ userId });
  }
}
