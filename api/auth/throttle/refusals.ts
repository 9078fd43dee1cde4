import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { AppConfig } from '../../infra/config';
import { readCredentials } from '../access/credentials';
import { PrincipalResolver } from '../access/principal-resolver';
import { countRequest } from './count-request';
import { tellRateLimit } from './rate-headers';
import { callerKey, GENERAL, ThrottleCounter } from './throttle-counter';
import { tooManyRequests } from './too-many-requests';

/** Apart from the general count: what some program at an address keeps sending wrongly takes no sign-in from the others there. */
const REFUSED = 'refused';

/**
 * The limit of what is refused before a guard could count it: bodies that nobody can read, routes and methods that
 * nobody has. By session or API key where there is one, so that neighbours behind one address keep what is theirs.
 */
@Injectable()
export class Refusals {
  constructor(
    private readonly counter: ThrottleCounter,
    private readonly resolver: PrincipalResolver,
    private readonly config: AppConfig,
  ) {}

  /**
   * Asks before a body is unpacked, and counts nothing: the guard does, or `count`.
   * @throws DomainError `too-many-requests` for who has nothing left of the general limit or of this one
   */
  async check(request: Request, response: Response): Promise<void> {
    const caller = await this.callerOf(request);
    const limit = this.config.throttle.perMinute;
    for (const kind of [GENERAL, REFUSED]) {
      const { isBlocked, timeToBlockExpire } = await this.counter.peek(`${kind}:${caller}`, limit);
      if (!isBlocked) continue;
      tellRateLimit(response, { limit, left: 0, resetSeconds: timeToBlockExpire });
      throw tooManyRequests(timeToBlockExpire);
    }
  }

  /** @throws DomainError `too-many-requests` when this refusal is one too many */
  async count(request: Request, response: Response): Promise<void> {
    const caller = await this.callerOf(request);
    if (response.headersSent) return;
    await countRequest(this.counter, response, {
      key: `${REFUSED}:${caller}`,
      limit: this.config.throttle.perMinute,
    });
  }

  /** Who cannot be found out, the database being away, is whoever is at that address. */
  private async callerOf(request: Request): Promise<string> {
    const address = request.ip ?? '';
    const principal = await this.resolver.resolve(readCredentials(request), address).catch(() => null);
    return callerKey(principal, address);
  }
}
