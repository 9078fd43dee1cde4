import type { IncomingMessage } from 'node:http';
import type { NextFunction, Request, Response } from 'express';
import { storage, Store } from 'nestjs-pino/storage';
import type { Logger } from 'pino';

/** Probes and metrics are asked every few seconds: they are not worth a line unless they fail. */
const QUIET = /^\/(health|metrics)\b/;

/** One line for each finished request: 2xx and 3xx at debug, 4xx at info, 5xx at error. */
export function requestLog(root: Logger) {
  return (request: Request, response: Response, next: NextFunction): void => {
    const { id } = request as IncomingMessage & { id: string };
    const log = root.child({ requestId: id });
    const startedAt = performance.now();
    response.once('close', () => {
      const { statusCode, writableFinished } = response;
      const level = levelOf(statusCode, QUIET.test(request.path));
      if (!log.isLevelEnabled(level)) return;
      log[level](
        {
          method: request.method,
          url: request.originalUrl,
          statusCode,
          aborted: writableFinished ? undefined : true,
          durationMs: Math.round(performance.now() - startedAt),
        },
        'Request completed',
      );
    });
    storage.run(new Store(log), next);
  };
}

function levelOf(status: number, quiet: boolean): 'debug' | 'trace' | 'info' | 'error' {
  if (quiet) return status >= 500 ? 'debug' : 'trace';
  if (status >= 500) return 'error';
  return status >= 400 ? 'info' : 'debug';
}
