import { STATUS_CODES } from 'node:http';
import type { DomainError, ErrorKind, FieldError } from '../../common';

export const PROBLEM_CONTENT_TYPE = 'application/problem+json';

/** Mark in `response.locals`: the answer took too long, and the caller was told so. */
export const GIVEN_UP = 'givenUp';

const STATUS = {
  'bad-request': 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  gone: 410,
  invalid: 422,
  'too-many-requests': 429,
  'upstream-unavailable': 502,
  unavailable: 503,
} as const satisfies Record<ErrorKind, number>;

/** RFC 9457, as every error of the API is answered. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  code: string;
  detail: string;
  requestId: string;
  errors?: FieldError[];
}

/** What is answered, before the request's id is known. */
export interface Answer {
  status: number;
  code: string;
  detail: string;
  retryAfterSeconds?: number;
  errors?: FieldError[];
}

export function answerOf(error: DomainError): Answer {
  const { code, detail, errors, retryAfterSeconds } = error;
  return { status: STATUS[error.kind], code, detail, errors, retryAfterSeconds };
}

export function problemOf({ status, code, detail, errors }: Answer, requestId: string): Problem {
  return {
    type: 'about:blank',
    title: STATUS_CODES[status] ?? 'Error',
    status,
    code,
    detail,
    requestId,
    ...(errors ? { errors } : {}),
  };
}
