import { HttpException } from '@nestjs/common';
import { isConflict, isDatabaseLoss, isParentGone } from '../database';
import type { Answer } from './problem';

const DATABASE_RETRY_SECONDS = 5;
const THROTTLE_RETRY_SECONDS = 60;

const INTERNAL: Answer = {
  status: 500,
  code: 'internal',
  detail: 'Something went wrong here. The log has the details under this request id.',
};

const DATABASE_UNAVAILABLE: Answer = {
  status: 503,
  code: 'database-unavailable',
  detail: 'The database is not available at the moment. Try again soon.',
  retryAfterSeconds: DATABASE_RETRY_SECONDS,
};

const COMPRESSED_BADLY: Answer = {
  status: 400,
  code: 'malformed-body',
  detail: 'The body is not compressed as announced.',
};

/** Node names these after each fault that a decoder of Brotli can find: ERR__ERROR_FORMAT_PADDING_2. */
const BROTLI = /^ERR_(BROTLI_DECODER)?_ERROR_/;

/** Answers by the `type` that Express's body parser puts on its errors, or by the `code` of csurf's and zlib's. */
const BY_MARK: Record<string, Answer> = {
  'entity.parse.failed': { status: 400, code: 'malformed-json', detail: 'The body is not valid JSON.' },
  'entity.too.large': { status: 413, code: 'payload-too-large', detail: 'The body is too large.' },
  'body.not.json': unsupported('The body must be JSON, with Content-Type application/json.'),
  'encoding.unsupported': unsupported('The encoding of the body is not supported.'),
  'charset.unsupported': unsupported('The character set of the body is not supported.'),
  'request.aborted': { status: 400, code: 'request-aborted', detail: 'The body ended before it was complete.' },
  'request.size.invalid': { status: 400, code: 'malformed-body', detail: 'The body is not as long as announced.' },
  Z_DATA_ERROR: COMPRESSED_BADLY,
  Z_BUF_ERROR: COMPRESSED_BADLY,
  'expectation.unknown': {
    status: 417,
    code: 'expectation-failed',
    detail: 'What the request expects is not known here.',
  },
  EBADCSRFTOKEN: {
    status: 403,
    code: 'csrf-token-invalid',
    detail: 'The CSRF token is missing or wrong. Fetch a new one and send it back in X-XSRF-TOKEN.',
  },
};

const BY_STATUS: Record<number, Omit<Answer, 'status'>> = {
  400: { code: 'bad-request', detail: 'The request is malformed.' },
  401: { code: 'unauthenticated', detail: 'Sign in first.' },
  403: { code: 'forbidden', detail: 'This is not allowed.' },
  404: { code: 'not-found', detail: 'Nothing is found here.' },
  405: { code: 'method-not-allowed', detail: 'This method is not supported here.' },
  413: { code: 'payload-too-large', detail: 'The body is too large.' },
  415: { code: 'unsupported-media-type', detail: 'The body must be JSON.' },
  416: { code: 'range-not-satisfiable', detail: 'The file has no such part.' },
  429: {
    code: 'too-many-requests',
    detail: 'Too many requests. Wait a moment.',
    retryAfterSeconds: THROTTLE_RETRY_SECONDS,
  },
  503: { code: 'unavailable', detail: 'This is not available at the moment.', retryAfterSeconds: 5 },
};

function unsupported(detail: string): Answer {
  return { status: 415, code: 'unsupported-media-type', detail };
}

/** What a caller is told about an error of a library. Never its own words: they may hold anything. */
export function answerToForeignError(error: unknown): Answer {
  // What PostgreSQL sacrificed to another transaction may well succeed the next time.
  if (isDatabaseLoss(error) || isConflict(error)) return DATABASE_UNAVAILABLE;
  // It was there when it was looked up: the answer is the one of a moment later.
  if (isParentGone(error)) return { status: 404, ...BY_STATUS[404]! };
  const { type, code } = marksOf(error);
  if (code && BROTLI.test(code)) return COMPRESSED_BADLY;
  return (type && BY_MARK[type]) || (code && BY_MARK[code]) || byStatus(error);
}

function marksOf(error: unknown): { type?: string; code?: string } {
  if (typeof error !== 'object' || error === null) return {};
  const { type, code } = error as { type?: unknown; code?: unknown };
  return { type: typeof type === 'string' ? type : undefined, code: typeof code === 'string' ? code : undefined };
}

function byStatus(error: unknown): Answer {
  const status = statusOf(error);
  const known = BY_STATUS[status];
  if (known) return { status, ...known };
  return status >= 400 && status < 500 ? { status, ...BY_STATUS[400]! } : INTERNAL;
}

// Express and its middlewares mark what the client did wrong with `status` and `expose`.
function statusOf(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  if (!(error instanceof Error)) return 500;
  const { status, expose } = error as Error & { status?: unknown; expose?: unknown };
  const clientsFault = expose === true || error instanceof URIError;
  return clientsFault && typeof status === 'number' ? status : 500;
}
