/** What went wrong in the caller's terms; the problem filter maps each kind to one HTTP status. */
export type ErrorKind =
  | 'bad-request'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'gone'
  | 'invalid'
  | 'too-many-requests'
  | 'upstream-unavailable'
  | 'unavailable';

export interface FieldError {
  /** Dotted path of the field in the query or body. */
  field: string;
  message: string;
}

export interface DomainErrorOptions {
  cause?: unknown;
  /** Sent as `Retry-After`. */
  retryAfterSeconds?: number;
  errors?: FieldError[];
}

/**
 * An error that a caller may see. `code` is stable kebab-case and `detail` is written for people:
 * neither may hold a host, a path, SQL or a token. Whatever else is known belongs into `cause`,
 * which only the log shows.
 */
export class DomainError extends Error {
  readonly retryAfterSeconds?: number;
  readonly errors?: FieldError[];

  constructor(
    readonly kind: ErrorKind,
    readonly code: string,
    readonly detail: string,
    options: DomainErrorOptions = {},
  ) {
    super(detail, { cause: options.cause });
    this.name = 'DomainError';
    this.retryAfterSeconds = options.retryAfterSeconds;
    this.errors = options.errors;
  }
}

/** What does not exist and what the caller may not see answer the same. */
export function notFound(what: string): DomainError {
  return new DomainError('not-found', 'not-found', `${what} was not found.`);
}
