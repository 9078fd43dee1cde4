import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request, Response } from 'express';
import { COUNTED_AS_AI, type RequestWithPrincipal } from '../../common';
import { AppConfig } from '../../infra/config';
import { countRequest } from './count-request';
import { addressKey, ThrottleCounter } from './throttle-counter';

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
    const { principal, ip = '' } = http.getRequest<Request & RequestWithPrincipal>();
    const who = principal ? `user:${principal.userId}` : addressKey(ip);
    const allowed = { key: `ai:${who}`, limit: this.config.throttle.aiPerMinute };
    await countRequest(this.counter, http.getResponse<Response>(), allowed);
    return true;
  }
}
