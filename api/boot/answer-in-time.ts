import type { NextFunction, Request, Response } from 'express';
import { PROBLEM_CONTENT_TYPE, problemOf } from '../infra/problem';

/** Longer than any wait for Plex that a request may include, shorter than people and proxies wait. */
const PATIENCE_MS = 25_000;
const RETRY_SECONDS = 5;

const ANSWER = {
  status: 503,
  code: 'database-unavailable',
  detail: 'No answer in time: the database may be busy or away. Try again soon.',
};

/**
 * Answers a request that nothing has answered in time. Queries have no limit of their own, since jobs share
 * them, and a database that is frozen, not gone, breaks no connection.
 */
export function answerInTime(patienceMs = PATIENCE_MS) {
  return (request: Request, response: Response, next: NextFunction): void => {
    const timer = setTimeout(() => giveUp(request as { id?: string }, response), patienceMs).unref();
    response.once('close', () => clearTimeout(timer));
    next();
  };
}

function giveUp({ id }: { id?: string }, response: Response): void {
  if (response.headersSent) return;
  response
    .status(ANSWER.status)
    // Whatever answers late must not be taken for the answer to the next request.
    .set({ 'Cache-Control': 'no-store', Connection: 'close', 'Retry-After': String(RETRY_SECONDS) })
    .type(PROBLEM_CONTENT_TYPE)
    .send(JSON.stringify(problemOf(ANSWER, id ?? '')));
}
