import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { ThrottlerStorage } from '@nestjs/throttler';
import { AppConfig } from '../../infra/config';
import { MemoryThrottleStore } from './memory-throttle-store';
import { RedisThrottleStore } from './redis-throttle-store';
import type { ThrottleStore, Window } from './throttle-store';

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

function toHit({ hits, endsInMs }: Window, limit: number): Hit {
  const seconds = Math.max(1, Math.ceil(endsInMs / 1000));
  return { totalHits: hits, timeToExpire: seconds, isBlocked: hits > limit, timeToBlockExpire: seconds };
}
