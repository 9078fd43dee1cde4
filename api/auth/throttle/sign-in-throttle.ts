import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../infra/config';
import type { RateLimit } from './rate-headers';
import { addressKey, ThrottleCounter, THROTTLE_WINDOW_MS } from './throttle-counter';
import { tooManyRequests } from './too-many-requests';

/**
 * The stricter limit of sign-in, per address. It counts attempts that are started and claims that are
 * refused, not the polling in between: an honest browser polls once a second for minutes.
 */
@Injectable()
export class SignInThrottle {
  constructor(
    private readonly counter: ThrottleCounter,
    private readonly config: AppConfig,
  ) {}

  /** @throws DomainError `too-many-requests` when this attempt is one too many. */
  async count(address: string): Promise<void> {
    const hit = await this.counter.increment(key(address), THROTTLE_WINDOW_MS, this.config.throttle.authPerMinute);
    if (hit.isBlocked) throw tooManyRequests(hit.timeToBlockExpire);
  }

  /** @throws DomainError `too-many-requests` when the address has no attempt left. Counts nothing. */
  async check(address: string): Promise<void> {
    const hit = await this.counter.peek(key(address), this.config.throttle.authPerMinute);
    if (hit.isBlocked) throw tooManyRequests(hit.timeToBlockExpire);
  }

  /** What the address has left. Counts nothing. */
  async left(address: string): Promise<RateLimit> {
    const limit = this.config.throttle.authPerMinute;
    const { totalHits, timeToExpire } = await this.counter.peek(key(address), limit);
    return { limit, left: Math.max(0, limit - totalHits), resetSeconds: timeToExpire };
  }
}

function key(address: string): string {
  return `sign-in:${addressKey(address)}`;
}
