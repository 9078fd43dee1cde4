import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request, Response } from 'express';
import { COUNTED_AS_AI, type RequestWithPrincipal } from '../../common';
import { AppConfig } from '../../infra/config';
import { tellRateLimit } from './rate-headers';
import { addressKey, ThrottleCounter, THROTTLE_WINDOW_MS } from './throttle-counter';
import { tooManyRequests } from './too-many-requests';

/**
 * The stricter limit of what is dear to answer. One person has it once, however many sessions and keys they
 * have made; it is reached long before the general limit, so it is the one that the answer tells.
 */
@Injectable()
export class AiThrottlerGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly counter: ThrottleCounter,
    private readonly config: AppConfig,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (!this.reflector.get<boolean | undefined>(COUNTED_AS_AI, context.getHandler())) return true;
    const http = context.switchToHttp();
    const limit = this.config.throttle.aiPerMinute;
    const { principal, ip = '' } = http.getRequest<Request & RequestWithPrincipal>();
    const who = principal ? `user:${principal.userId}` : addressKey(ip);
    const hit = await this.counter.increment(`ai:${who}`, THROTTLE_WINDOW_MS, limit);
    const left = Math.max(0, limit - hit.totalHits);
    tellRateLimit(http.getResponse<Response>(), { limit, left, resetSeconds: hit.timeToExpire });
    if (hit.isBlocked) throw tooManyRequests(hit.timeToBlockExpire);
    return true;
  }
}
