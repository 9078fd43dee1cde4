import type { INestApplicationContext } from '@nestjs/common';
import type { RequestHandler } from 'express';
import { AppConfig } from '../../infra/config';
import { countRequest } from './count-request';
import { addressKey, GENERAL, ThrottleCounter } from './throttle-counter';

/** Middleware for what is served before there are routes: it counts in the general limit, by address. */
export function limitByAddress(app: INestApplicationContext): RequestHandler {
  const counter = app.get(ThrottleCounter, { strict: false });
  const limit = app.get(AppConfig, { strict: false }).throttle.perMinute;
  return async (request, response, next) => {
    const key = `${GENERAL}:${addressKey(request.ip ?? '')}`;
    await countRequest(counter, response, { key, limit });
    next();
  };
}
