import type { Redis } from 'ioredis';
import { impatientRedis } from '../../infra/redis';
import type { ThrottleStore, Window } from './throttle-store';

const PREFIX = 'smartplex:throttle:';

// One step on the server, so that a key can never be counted without getting an end, nor one that a clock that was
// set back has moved away.
const HIT = `
local hits = redis.call('INCR', KEYS[1])
local ttl = redis.call('PTTL', KEYS[1])
if ttl < 0 or ttl > tonumber(ARGV[1]) then
  redis.call('PEXPIRE', KEYS[1], ARGV[1])
  ttl = tonumber(ARGV[1])
end
return { hits, ttl }`;

/** Counts shared by every process. While Redis is away `fallback` counts for this process alone. */
export class RedisThrottleStore implements ThrottleStore {
  private readonly redis: Redis;

  constructor(
    url: string,
    private readonly fallback: ThrottleStore,
  ) {
    this.redis = impatientRedis(url);
  }

  async hit(key: string, ttlMs: number): Promise<Window> {
    try {
      const [hits, endsInMs] = (await this.redis.eval(HIT, 1, PREFIX + key, ttlMs)) as [number, number];
      return { hits, endsInMs };
    } catch {
      return this.fallback.hit(key, ttlMs);
    }
  }

  async peek(key: string): Promise<Window> {
    try {
      const [hits, ttl] = await Promise.all([this.redis.get(PREFIX + key), this.redis.pttl(PREFIX + key)]);
      return { hits: Number(hits ?? 0), endsInMs: Math.max(0, ttl) };
    } catch {
      return this.fallback.peek(key);
    }
  }

  close(): void {
    this.redis.disconnect();
  }
}
