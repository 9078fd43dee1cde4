import type { INestApplicationContext } from '@nestjs/common';
import type { RequestHandler } from 'express';
import { AppConfig } from '../../infra/config';
import { tellRateLimit } from './rate-headers';
import { addressKey, GENERAL, ThrottleCounter, THROTTLE_WINDOW_MS } from './throttle-counter';
import { tooManyRequests } from './too-many-requests';

/** Middleware for what is served before there are routes: it counts in the general limit, by address. */
export function limitByAddress(app: INestApplicationContext): RequestHandler {
  const counter = app.get(ThrottleCounter, { strict: false });
  const limit = app.get(AppConfig, { strict: false }).throttle.perMinute;
  return async (request, response, next) => {
    const key = `${GENERAL}:${addressKey(request.ip ?? '')}`;
    const hit = await counter.increment(key, THROTTLE_WINDOW_MS, limit);
    const left = Math.max(0, limit - hit.totalHits);
    tellRateLimit(response, { limit, left, resetSeconds: hit.timeToExpire });
    next(hit.isBlocked ? tooManyRequests(hit.timeToBlockExpire) : undefined);
  };
}
