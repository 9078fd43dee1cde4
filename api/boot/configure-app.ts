import { RequestMethod, type INestApplication } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import cookieParser from 'cookie-parser';
import type { Express, NextFunction, Request, Response } from 'express';
import type { Logger } from 'pino';
import { notFound } from '../common';
import { HttpMetricsMiddleware } from '../health';
import type { AppConfig } from '../infra/config';
import { ROOT_LOGGER, requestId, requestLog } from '../infra/logging';
import { requestSpan } from '../infra/telemetry';
import { answerInTime } from './answer-in-time';
import { serveApiDescription } from './api-docs';
import { callerAddress } from './caller-address';
import { countRefusals } from './count-refusals';
import { jsonBody } from './json-body';
import { oneHost } from './one-host';
import { servePortal } from './portal';
import { securityHeaders } from './security-headers';

/** Where routes live: the API under its version, probes and metrics beside it. Also used to describe the API. */
export function configureRoutes(app: INestApplication): void {
  app.setGlobalPrefix('api/v1', {
    exclude: ['health/live', 'health/ready', 'health/startup', 'metrics'].map((path) => ({
      path,
      method: RequestMethod.GET,
    })),
  });
}

/** Everything between the socket and the routes; the same in the product and in its tests. */
export function configureApp(app: NestExpressApplication, config: AppConfig): void {
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  // Answers of the API are read once; hashing each of them would only pay for a reload of the same page.
  app.set('etag', false);
  takeNoAnswerForKnown(app);
  if (config.http.trustProxy !== false) app.set('trust proxy', config.http.trustProxy);
  const metrics = app.get(HttpMetricsMiddleware);
  app.use((request: Request, response: Response, next: NextFunction) => metrics.use(request, response, next));
  app.use(callerAddress, requestId, requestSpan, requestLog(app.get<Logger>(ROOT_LOGGER)), answerInTime());
  app.use(withoutBasePath(config.http.basePath));
  app.use(securityHeaders(config), oneHost, cookieParser());
  // Nothing else takes a body: elsewhere it stays unread.
  app.use('/api', countRefusals(app), jsonBody());
  configureRoutes(app);
  if (config.role === 'worker') {
    app.use(probesOnly);
    return;
  }
  serveApiDescription(app);
  servePortal(app, config);
}

/** Express answers `If-None-Match: *` with an empty 304, though no answer of ours has a tag; posters and files compare their own. */
function takeNoAnswerForKnown(app: NestExpressApplication): void {
  const { request } = app.getHttpAdapter().getInstance() as Express;
  Object.defineProperty(request, 'fresh', { get: () => false });
}

/** A worker answers probes and metrics; everything else belongs to the processes that serve the API. */
function probesOnly({ path }: Request, _: Response, next: NextFunction): void {
  next(/^\/(health|metrics)(\/|$)/.test(path) ? undefined : notFound('The page'));
}

/** A proxy may pass the prefix on or take it away: both arrive at the same routes. */
function withoutBasePath(basePath: string) {
  const prefix = basePath.slice(0, -1);
  return (request: Request, _: Response, next: NextFunction): void => {
    const { url } = request;
    if (prefix && (url === prefix || url.startsWith(`${prefix}/`) || url.startsWith(`${prefix}?`))) {
      request.url = url.slice(prefix.length).replace(/^(?!\/)/, '/');
    }
    next();
  };
}
