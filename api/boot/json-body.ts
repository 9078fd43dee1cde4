import { json, type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import { DomainError } from '../common';

/** Above one megabyte, so that a field of that size is answered by name, like any other that is too long. */
const LIMIT_BYTES = 1_536 * 1024;
/** More than any route takes; checking each of a hundred thousand would hold up everybody else for seconds. */
const MOST_VALUES = 1_000;

/**
 * Reads bodies, which are JSON or refused. Errors leave with their own code: Nest would turn those of
 * a parser into an exception that carries a piece of the body.
 */
export function jsonBody(): RequestHandler {
  const parse = json({ limit: LIMIT_BYTES, strict: true });
  return (request: Request, response: Response, next: NextFunction): void => {
    if (hasBody(request) && !request.is('json')) {
      next(Object.assign(new Error('The body is not JSON'), { type: 'body.not.json' }));
      return;
    }
    parse(request, response, (error?: unknown) => {
      if (error) next(isSyntaxError(error) ? malformed(error) : error);
      else next(valuesIn(request.body, MOST_VALUES) > MOST_VALUES ? tooMany() : undefined);
    });
  };
}

function hasBody({ headers }: Request): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

/** Fields and elements at any depth; counted no further than just beyond `most`. */
function valuesIn(body: unknown, most: number): number {
  let count = 0;
  const open: unknown[] = [body];
  while (open.length > 0 && count <= most) {
    const value = open.pop();
    if (typeof value !== 'object' || value === null) continue;
    for (const key in value) {
      open.push((value as Record<string, unknown>)[key]);
      if (++count > most) break;
    }
  }
  return count;
}

function tooMany(): DomainError {
  return new DomainError('bad-request', 'malformed-body', `The body holds more than ${MOST_VALUES} values.`);
}

function isSyntaxError(error: unknown): boolean {
  return (error as { type?: string } | undefined)?.type === 'entity.parse.failed';
}

function malformed(cause: unknown): DomainError {
  return new DomainError('bad-request', 'malformed-json', 'The body is not valid JSON.', { cause });
}
