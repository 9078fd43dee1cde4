import type { NextFunction, Request, Response } from 'express';
import { GIVEN_UP, PROBLEM_CONTENT_TYPE, problemOf } from '../infra/problem';

/** Longer than any wait for Plex that a request may include, shorter than people and proxies wait. */
const PATIENCE_MS = 25_000;
const RETRY_SECONDS = 5;

const NO_ANSWER = {
  status: 503,
  code: 'database-unavailable',
  detail: 'No answer in time: the database may be busy or away. Try again soon.',
};
const NO_REQUEST = {
  status: 408,
  code: 'request-timeout',
  detail: 'The request did not arrive in time: its body never ended.',
};

/**
 * Answers a request that nothing has answered in time, or that has not come in full by then. Queries have no limit of
 * their own, since jobs share them, and a database that is frozen, not gone, breaks no connection.
 */
export function answerInTime(patienceMs = PATIENCE_MS) {
  return (request: Request, response: Response, next: NextFunction): void => {
    const timer = setTimeout(() => giveUp(request as { id?: string; complete: boolean }, response), patienceMs).unref();
    response.once('close', () => clearTimeout(timer));
    next();
  };
}

function giveUp({ id, complete }: { id?: string; complete: boolean }, response: Response): void {
  if (response.headersSent) return;
  const answer = complete ? NO_ANSWER : NO_REQUEST;
  response.locals[GIVEN_UP] = true;
  // For the line of the request in the log.
  response.locals.problemCode = answer.code;
  if (complete) response.set('Retry-After', String(RETRY_SECONDS));
  response
    .status(answer.status)
    // Whatever answers late must not be taken for the answer to the next request.
    .set({ 'Cache-Control': 'no-store', Connection: 'close' })
    .type(PROBLEM_CONTENT_TYPE)
    .send(JSON.stringify(problemOf(answer, id ?? '')));
}
