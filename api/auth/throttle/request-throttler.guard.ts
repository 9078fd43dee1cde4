import { Injectable, type ExecutionContext } from '@nestjs/common';
import { ThrottlerGuard, type ThrottlerLimitDetail } from '@nestjs/throttler';
import type { Request, Response } from 'express';
import type { RequestWithPrincipal } from '../../common';
import { tellRateLimit } from './rate-headers';
import { callerKey } from './throttle-counter';
import { tooManyRequests } from './too-many-requests';

/** Counts each API request by session, API key or, where there is neither, address. */
@Injectable()
export class RequestThrottlerGuard extends ThrottlerGuard {
  // Probes and metrics are not under /api: throttling them would make a healthy process look dead.
  protected override shouldSkip(context: ExecutionContext): Promise<boolean> {
    return Promise.resolve(!context.switchToHttp().getRequest<Request>().originalUrl.includes('/api/'));
  }

  protected override getTracker(request: Request & RequestWithPrincipal): Promise<string> {
    return Promise.resolve(callerKey(request.principal, request.ip ?? ''));
  }

  // One count for all routes together, not one for each.
  protected override generateKey(_: ExecutionContext, tracker: string, name: string): string {
    return `${name}:${tracker}`;
  }

  protected override throwThrottlingException(
    context: ExecutionContext,
    { limit, timeToBlockExpire }: ThrottlerLimitDetail,
  ): Promise<void> {
    const response = context.switchToHttp().getResponse<Response>();
    tellRateLimit(response, { limit, left: 0, resetSeconds: timeToBlockExpire });
    throw tooManyRequests(timeToBlockExpire);
  }
}
