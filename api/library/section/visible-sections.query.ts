import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { Principal } from '../../common';
import { ACCESS_CHANNEL, Broadcast, type AccessChange } from '../../infra/broadcast';
import { Database } from '../../infra/database';

/** What the readers of items need to know about a section that the caller may see. */
export interface VisibleSection {
  id: string;
  serverId: string;
  type: string;
  /** The caller is the account whose view state the server's items carry. */
  owned: boolean;
  /** Whose rows of `user_views` tell the caller's view state, where the caller is not the owner. */
  viewer?: { accountId: string; /** What has no row is unwatched; else it is unknown. */ known: boolean };
}

export interface SectionRow {
  id: string;
  serverId: string;
  type: string;
  ownerAccountId: string;
}

export const FOR_ADMIN = `
  SELECT s.id, s.server_id AS "serverId", s.type, p.owner_account_id AS "ownerAccountId"
  FROM library_sections s JOIN plex_servers p ON p.id = s.server_id
  WHERE s.enabled ORDER BY s.id`;

/** A share names sections by key, and the key of a missing section may name another library by now. */
const FOR_USER = `
  SELECT s.id, s.server_id AS "serverId", s.type, p.owner_account_id AS "ownerAccountId"
  FROM server_members m
  JOIN library_sections s ON s.server_id = m.server_id AND s.key = ANY (m.section_keys)
  JOIN plex_servers p ON p.id = s.server_id
  WHERE m.user_id = $1 AND s.enabled AND s.missing_at IS NULL ORDER BY s.id`;

/**
 * Which sections a caller may see: administrators and API keys all enabled ones (missing ones stay, as
 * they were), users those that Plex shares with them. Kept for at most five seconds.
 */
@Injectable()
export class VisibleSections implements OnModuleInit, OnApplicationShutdown {
  private readonly held = new LRUCache<string, Promise<VisibleSection[]>>({ max: 1000, ttl: 5_000 });
  private unsubscribe: () => void = () => undefined;

  constructor(
    private readonly database: Database,
    private readonly broadcast: Broadcast,
  ) {}

  onModuleInit(): void {
    this.unsubscribe = this.broadcast.subscribe<AccessChange>(ACCESS_CHANNEL, (change) => this.forget(change));
  }

  onApplicationShutdown(): void {
    this.unsubscribe();
  }

  list(principal: Principal): Promise<VisibleSection[]> {
    const key = `${principal.userId}:${principal.role}`;
    const held = this.held.get(key);
    if (held) return held;
    const read = this.read(principal);
    this.held.set(key, read);
    // A failure is answered to those who waited for it and asked again by the next.
    read.catch(() => this.held.peek(key) === read && this.held.delete(key));
    return read;
  }

  /** Null when the caller may not see it. */
  async find(principal: Principal, sectionId: string): Promise<VisibleSection | null> {
    return (await this.list(principal)).find(({ id }) => id === sectionId) ?? null;
  }

  /** To be called after own changes to sections: here at once, in other processes by broadcast. */
  changed(): void {
    this.held.clear();
    this.broadcast.publish(ACCESS_CHANNEL, { all: true } satisfies AccessChange);
  }

  private forget(change: AccessChange): void {
    if ('all' in change) this.held.clear();
    else for (const role of ['admin', 'user']) this.held.delete(`${change.userId}:${role}`);
  }

  private async read(principal: Principal): Promise<VisibleSection[]> {
    const rows =
      principal.role === 'admin'
        ? await this.database.rows<SectionRow>(FOR_ADMIN, [], 'visible-sections-admin')
        : await this.database.rows<SectionRow>(FOR_USER, [principal.userId], 'visible-sections-user');
    const { plexAccountId: accountId } = principal;
    const known = rows.every(({ ownerAccountId }) => ownerAccountId === accountId)
      ? new Set<string>()
      : await this.knownSections(accountId);
    return rows.map(({ id, serverId, type, ownerAccountId }) => {
      const owned = ownerAccountId === accountId;
      return { id, serverId, type, owned, ...(owned ? {} : { viewer: { accountId, known: known.has(id) } }) };
    });
  }

  private async knownSections(accountId: string): Promise<Set<string>> {
    const rows = await this.database.rows<{ id: string }>(
      'SELECT section_id AS id FROM user_view_imports WHERE plex_account_id = $1',
      [accountId],
    );
    return new Set(rows.map(({ id }) => id));
  }
}
