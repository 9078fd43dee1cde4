import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import Redis from 'ioredis';
import { AppConfig } from '../infra/config';

const PROBE_TIMEOUT_MS = 2_000;

/** Asks Redis whether it answers; knows nothing to ask where REDIS_URL is unset. */
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
    if (this.redis.status === 'wait') await this.redis.connect();
    await this.redis.ping();
  }

  async version(): Promise<string | null> {
    const info = (await this.redis?.info('server')) ?? '';
    return /redis_version:(\S+)/.exec(info)?.[1] ?? null;
  }

  onApplicationShutdown(): void {
    this.redis?.disconnect();
  }
}
