import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import { isCounted, Refusals } from '../auth';
import type { JsonAdapter } from './json-adapter';
import { hasBody } from './json-body';

const PROBES = /^\/(health|metrics)(\/|$)/;

/**
 * Counts what is refused before a guard saw it, and keeps who has nothing left from having a body unpacked: returns
 * the middleware that stands before the one that reads bodies.
 */
export function countRefusals(app: NestExpressApplication) {
  const refusals = app.get(Refusals, { strict: false });
  (app.getHttpAdapter() as unknown as JsonAdapter).beforeRefusal = async (request, response) => {
    if (!isCounted(response) && !isExempt(request, response)) await refusals.count(request, response);
  };
  return (request: Request, response: Response, next: NextFunction): void => {
    if (hasBody(request)) refusals.check(request, response).then(() => next(), next);
    else next();
  };
}

/** Files of the portal, probes, and questions about the server as a whole cost less than a count, and keep nobody busy. */
function isExempt(request: Request, { locals }: Response): boolean {
  const { method, path } = request;
  if (locals.answeredBy === 'portal' || (method === 'OPTIONS' && !hasBody(request))) return true;
  return (method === 'GET' || method === 'HEAD') && PROBES.test(path);
}
