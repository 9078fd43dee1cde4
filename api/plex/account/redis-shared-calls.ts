import type { Redis } from 'ioredis';
import { impatientRedis } from '../../infra/redis';
import type { SharedCalls } from './call-budget';

const STARTS = 'smartplex:plex-tv:starts';
const PAUSE = 'smartplex:plex-tv:pause';

// By Redis' own clock, as those of two machines differ. A start in the future is of before that clock was set back.
const START = `
local paused = redis.call('PTTL', KEYS[2])
if paused > 0 then return paused end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local first = tonumber(redis.call('LINDEX', KEYS[1], ARGV[1] - 1) or 0)
local ends = first + ARGV[2]
if first <= now and ends > now then return ends - now end
redis.call('LPUSH', KEYS[1], now)
redis.call('LTRIM', KEYS[1], 0, ARGV[1] - 1)
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return 0`;

// A longer pause is not cut short by a process that was told a shorter one.
const PAUSE_FOR = `
if redis.call('PTTL', KEYS[1]) < tonumber(ARGV[1]) then redis.call('SET', KEYS[1], 1, 'PX', ARGV[1]) end`;

/** The calls to plex.tv of every process, counted in Redis. */
export class RedisSharedCalls implements SharedCalls {
  private readonly redis: Redis;

  /** @param answersWithinMs what takes longer counts as Redis that is away; half a second when absent */
  constructor(url: string, answersWithinMs?: number) {
    this.redis = impatientRedis(url, answersWithinMs);
  }

  async start(perSecond: number, windowMs: number): Promise<number> {
    try {
      return Number(await this.redis.eval(START, 2, STARTS, PAUSE, perSecond, windowMs));
    } catch {
      return 0;
    }
  }

  pause(ms: number): void {
    this.redis.eval(PAUSE_FOR, 1, PAUSE, Math.ceil(ms)).catch(() => undefined);
  }

  close(): void {
    this.redis.disconnect();
  }
}
