import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { AsyncLocalStorage } from 'node:async_hooks';
import type { NextFunction, Request, Response } from 'express';
import { redact } from './redaction';

const SANE = /^[\w-]{8,64}$/;
const current = new AsyncLocalStorage<string>();

/** Gives every request an id, the caller's own if it is a sane one, and says it in every response. */
export function requestId(request: Request, response: Response, next: NextFunction): void {
  const given = request.headers['x-request-id'];
  const id = typeof given === 'string' && isGood(given) ? given : randomUUID();
  (request as IncomingMessage & { id: string }).id = id;
  response.setHeader('X-Request-Id', id);
  current.run(id, next);
}

/** What the log would not write in full, because it looks like a key of ours, could not be found there. */
function isGood(id: string): boolean {
  return SANE.test(id) && redact(id) === id;
}

/** Id of the request or job being served; null outside of both. */
export function currentRequestId(): string | null {
  return current.getStore() ?? null;
}

/** Runs a job under the id of the request that asked for it. */
export function withRequestId<T>(id: string | null, work: () => T): T {
  return id === null ? work() : current.run(id, work);
}
