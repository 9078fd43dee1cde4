import type { IncomingMessage } from 'node:http';
import type { NextFunction, Request, Response } from 'express';
import { isTracing, withSpan } from './spans';

const QUIET = /^\/(health|metrics)\b/;

/** Each request of the API as a span, by its route's template: no id, title or query leaves with it. */
export function requestSpan(request: Request, response: Response, next: NextFunction): void {
  if (!isTracing() || QUIET.test(request.path)) return next();
  const { id } = request as IncomingMessage & { id: string };
  const { method } = request;
  const attributes = { 'http.request.method': method, 'smartplex.request_id': id };
  withSpan({ name: method, kind: 'server', attributes }, (span) => {
    response.once('close', () => {
      const route = (request.route as { path?: string } | undefined)?.path;
      if (route) span?.rename(`${method} ${route}`);
      span?.set({ 'http.route': route, 'http.response.status_code': response.statusCode });
      if (response.statusCode >= 500) span?.fail();
      span?.end();
    });
    next();
  });
}
