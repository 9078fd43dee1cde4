import { json, type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import { DomainError } from '../common';
import { validationFailed } from '../infra/problem';
import { breachIn, type Breach } from './json-shape';

/** Above one megabyte, so that a field of that size is answered by name, like any other that is too long. */
const LIMIT_BYTES = 1_536 * 1024;
/**
 * Values: more than any route takes; checking each of a hundred thousand would hold up everybody else for seconds.
 * Levels: deeper than any DTO; keeps whatever walks through a body from running out of stack.
 */
const MOST = { values: 1_000, levels: 32 };

/**
 * Reads bodies, which are JSON or refused. Errors leave with their own code: Nest would turn those of
 * a parser into an exception that carries a piece of the body.
 */
export function jsonBody(): RequestHandler {
  const parse = json({ limit: LIMIT_BYTES, strict: true, verify });
  return (request: Request, response: Response, next: NextFunction): void => {
    if (hasBody(request) && !request.is('json')) {
      next(Object.assign(new Error('The body is not JSON'), { type: 'body.not.json' }));
      return;
    }
    parse(request, response, (error?: unknown) => next(error && ownError(error)));
  };
}

export function hasBody({ headers }: Request): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

/** Stands between unpacking and parsing. What it throws gets the body as a field on its way. */
function verify(_: unknown, __: unknown, body: Buffer, charset: string): void {
  // JSON is UTF-8 (RFC 8259, 8.1); in other encodings a bracket may be other bytes.
  if (charset !== 'utf-8') throw Object.assign(new Error('The body is not UTF-8'), { type: 'charset.unsupported' });
  const breach = breachIn(body, MOST);
  if (breach) throw Object.assign(new Error('The body is not parsed'), { type: breach.kind });
}

const REFUSALS: Record<Breach['kind'] | 'entity.parse.failed', (cause: unknown) => DomainError> = {
  'too-deep': () => validationFailed([{ field: '', message: 'is nested too deeply' }]),
  'too-many': () => refused('malformed-body', `The body holds more than ${MOST.values} values.`),
  'entity.parse.failed': (cause) => refused('malformed-json', 'The body is not valid JSON.', cause),
};

function ownError(error: unknown): unknown {
  const { type } = error as { type?: string };
  return type && Object.hasOwn(REFUSALS, type) ? REFUSALS[type as keyof typeof REFUSALS](error) : error;
}

function refused(code: string, detail: string, cause?: unknown): DomainError {
  return new DomainError('bad-request', code, detail, { cause });
}
