import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { Principal } from '../../common';
import { Broadcast } from '../../infra/broadcast';

/** Longest time that a principal is believed without asking the database again. */
const MAX_AGE_MS = 5_000;
const MAX_ENTRIES = 10_000;
const CHANNEL = 'auth.principal-changed';

/** Whose cached principals are void: one session, one key, or everything of one user. */
export type PrincipalChange = { sessionId: string } | { apiKeyId: string } | { userId: string };

/**
 * Saves a query on each request. A change is applied here at once and told to the other processes;
 * should that message get lost, they believe the old state for at most MAX_AGE_MS.
 */
@Injectable()
export class PrincipalCache implements OnModuleDestroy {
  private readonly entries = new LRUCache<string, Principal>({ max: MAX_ENTRIES, ttl: MAX_AGE_MS });
  private readonly unsubscribe: () => void;
  private readonly listeners = new Set<(change: PrincipalChange) => void>();
  private changes = 0;

  constructor(@Inject(Broadcast) private readonly broadcast: Broadcast) {
    this.unsubscribe = broadcast.subscribe<PrincipalChange>(CHANNEL, (change) => this.drop(change));
  }

  onModuleDestroy(): void {
    this.unsubscribe();
  }

  /**
   * The cached principal, or what `load` answers. An answer that was read before a change arrived is
   * not kept: it may describe a session that has just ended.
   */
  async get(
    key: string,
    load: () => Promise<{ principal: Principal; validUntil: Date } | null>,
  ): Promise<Principal | null> {
    const cached = this.entries.get(key);
    if (cached) return cached;
    const { changes } = this;
    const loaded = await load();
    if (!loaded) return null;
    const ttl = Math.min(MAX_AGE_MS, loaded.validUntil.getTime() - Date.now());
    if (changes === this.changes && ttl > 0) this.entries.set(key, loaded.principal, { ttl });
    return loaded.principal;
  }

  invalidate(change: PrincipalChange): void {
    this.drop(change);
    this.broadcast.publish(CHANNEL, change);
  }

  /** Calls back when something changed about this principal, here or in another process. Answers how to stop that. */
  watch(principal: Principal, changed: () => void): () => void {
    const listener = (change: PrincipalChange): void => {
      if (concerns(change, principal)) changed();
    };
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  private drop(change: PrincipalChange): void {
    this.changes++;
    for (const [key, principal] of this.entries.entries()) if (concerns(change, principal)) this.entries.delete(key);
    for (const listener of this.listeners) listener(change);
  }
}

function concerns(change: PrincipalChange, principal: Principal): boolean {
  if ('userId' in change) return principal.userId === change.userId;
  if ('sessionId' in change) return principal.kind === 'user' && principal.sessionId === change.sessionId;
  return principal.kind === 'api-key' && principal.apiKeyId === change.apiKeyId;
}
