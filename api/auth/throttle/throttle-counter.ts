import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { normalizeIp, type ThrottlerStorage } from '@nestjs/throttler';
import type { Principal } from '../../common';
import { AppConfig } from '../../infra/config';
import { MemoryThrottleStore } from './memory-throttle-store';
import { RedisThrottleStore } from './redis-throttle-store';
import type { ThrottleStore, Window } from './throttle-store';

/** Class of all requests; what is stricter has another name. */
export const GENERAL = 'default';
export const THROTTLE_WINDOW_MS = 60_000;
// A household or an attacker gets a /64 at least: its addresses count as one.
const IPV6_PREFIX = 64;

type Hit = Awaited<ReturnType<ThrottlerStorage['increment']>>;

/** What the throttle counts with: shared in Redis where there is one, in memory otherwise. */
@Injectable()
export class ThrottleCounter implements ThrottlerStorage, OnModuleDestroy {
  private readonly store: ThrottleStore;
  private readonly close: () => void = () => undefined;

  constructor(config: AppConfig) {
    const memory = new MemoryThrottleStore();
    if (!config.redisUrl) {
      this.store = memory;
      return;
    }
    const redis = new RedisThrottleStore(config.redisUrl, memory);
    this.store = redis;
    this.close = () => redis.close();
  }

  onModuleDestroy(): void {
    this.close();
  }

  async increment(key: string, ttl: number, limit: number): Promise<Hit> {
    return toHit(await this.store.hit(key, ttl), limit);
  }

  async peek(key: string, limit: number): Promise<Hit> {
    // A full window is what the next hit would overflow.
    return toHit(await this.store.peek(key), limit - 1);
  }
}

/** Who is counted as one caller: a session, an API key or, where there is neither, an address. */
export function callerKey(principal: Principal | null | undefined, address: string): string {
  if (principal?.kind === 'user') return `session:${principal.sessionId}`;
  return principal ? `key:${principal.apiKeyId}` : addressKey(address);
}

/** Who has no session is counted by where they come from. */
export function addressKey(address: string): string {
  return `address:${normalizeIp(address, IPV6_PREFIX)}`;
}

function toHit({ hits, endsInMs }: Window, limit: number): Hit {
  // Added to a clock and taken from it again, 60 000 ms may be a hair more.
  const seconds = Math.max(1, Math.ceil(Math.min(endsInMs, THROTTLE_WINDOW_MS) / 1000));
  return { totalHits: hits, timeToExpire: seconds, isBlocked: hits > limit, timeToBlockExpire: seconds };
}
