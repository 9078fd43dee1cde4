import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import Redis from 'ioredis';
import { withinTime } from '../common';
import { AppConfig } from '../infra/config';

const PROBE_TIMEOUT_MS = 2_000;

/** Written by each probe, for a moment. */
const PROBE_KEY = 'smartplex:probe';

/**
 * Asks Redis whether it takes what is written: one that was demoted, or is full, answers but no job gets through
 * it. Knows nothing to ask where REDIS_URL is unset.
 */
@Injectable()
export class RedisProbe implements OnApplicationShutdown {
  private readonly redis: Redis | null;

  constructor(config: AppConfig) {
    this.redis = config.redisUrl
      ? new Redis(config.redisUrl, {
          lazyConnect: true,
          enableOfflineQueue: false,
          connectTimeout: PROBE_TIMEOUT_MS,
          commandTimeout: PROBE_TIMEOUT_MS,
          // A connection that answers nothing may be dead while Redis is well: the next probe has another one.
          socketTimeout: PROBE_TIMEOUT_MS,
          retryStrategy: () => 500,
        })
      : null;
    // Said by ping; an unheard error event would end the process.
    this.redis?.on('error', () => undefined);
  }

  get configured(): boolean {
    return this.redis !== null;
  }

  async ping(): Promise<void> {
    if (!this.redis) return;
    // Neither connecting nor what follows is to outlast the patience of whoever probes.
    await withinTime(this.write(this.redis), PROBE_TIMEOUT_MS, notInTime);
  }

  private async write(redis: Redis): Promise<void> {
    if (redis.status === 'wait') await redis.connect();
    await redis.set(PROBE_KEY, '1', 'PX', PROBE_TIMEOUT_MS);
  }

  async version(): Promise<string | null> {
    const info = (await this.redis?.info('server')) ?? '';
    return /redis_version:(\S+)/.exec(info)?.[1] ?? null;
  }

  onApplicationShutdown(): void {
    this.redis?.disconnect();
  }
}

function notInTime(): never {
  throw new Error('Redis does not answer in time');
}
