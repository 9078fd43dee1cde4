import type { IncomingMessage } from 'node:http';
import type { NextFunction, Request, Response } from 'express';
import { storage, Store } from 'nestjs-pino/storage';
import type { Logger } from 'pino';
import type { RequestWithPrincipal } from '../../common';
import { loggedAddress } from './logged-address';

/** Probes and metrics are asked every few seconds: they are not worth a line unless somebody is refused there. */
const QUIET = /^\/(health|metrics)\b/;

/**
 * One line for each finished request: 2xx and 3xx at debug, 4xx at info, 5xx at error. What was refused or failed
 * says to whom, from where and by which code.
 */
export function requestLog(root: Logger) {
  return (request: Request, response: Response, next: NextFunction): void => {
    const { id } = request as IncomingMessage & { id: string };
    // A socket that has ended knows its address no more.
    const address = request.ip;
    const log = root.child({ requestId: id });
    const startedAt = performance.now();
    response.once('close', () => {
      const { statusCode, writableFinished } = response;
      const level = levelOf(statusCode, QUIET.test(request.path));
      if (!log.isLevelEnabled(level)) return;
      log[level](
        {
          method: request.method,
          url: loggedAddress(request.originalUrl),
          statusCode,
          aborted: writableFinished ? undefined : true,
          durationMs: Math.round(performance.now() - startedAt),
          ...(statusCode >= 400 ? { code: codeOf(response), address, ...callerOf(request) } : {}),
        },
        'Request completed',
      );
    });
    storage.run(new Store(log), next);
  };
}

function levelOf(status: number, quiet: boolean): 'debug' | 'trace' | 'info' | 'error' {
  if (quiet && status < 400) return 'trace';
  if (status >= 500) return quiet ? 'debug' : 'error';
  return status >= 400 ? 'info' : 'debug';
}

/** The filter of problems leaves it there; what was answered before there was a route has none. */
function codeOf(response: Response): unknown {
  return response.locals.problemCode;
}

function callerOf({ principal }: Request & RequestWithPrincipal): { userId?: string; apiKeyId?: string } {
  if (!principal) return {};
  const { userId } = principal;
  return principal.kind === 'api-key' ? { userId, apiKeyId: principal.apiKeyId } : { userId };
}
