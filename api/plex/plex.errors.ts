/**
 * What kept a call to Plex from answering. `unauthorized` is Plex's 401 (token dead or not for this
 * server), `forbidden` its 403; `not-plex` something answered that is not Plex; `busy` Plex asks to come
 * back later, or our own budget of plex.tv calls is used up; `aborted` the caller gave up.
 */
export const PLEX_FAULTS = [
  'unreachable',
  'timeout',
  'unauthorized',
  'forbidden',
  'not-found',
  'rate-limited',
  'busy',
  'malformed',
  'too-large',
  'tls',
  'not-plex',
  'address-denied',
  'aborted',
  'server-error',
] as const;
export type PlexFault = (typeof PLEX_FAULTS)[number];

export interface PlexErrorOptions {
  cause?: unknown;
  /** How long Plex (or our own budget) asks to wait. */
  retryAfterMs?: number;
  /** HTTP status, where there was one. */
  status?: number;
  /** A constant word for the log: which check failed. Never text of the reply, which may hold a token. */
  detail?: string;
}

/** A call to plex.tv or a media server that failed. A failed read is never an empty list. */
export class PlexError extends Error {
  readonly retryAfterMs?: number;
  readonly status?: number;
  readonly detail?: string;

  /** @param path of the call, without host, query and token */
  constructor(
    readonly fault: PlexFault,
    readonly path: string,
    options: PlexErrorOptions = {},
  ) {
    super(`Plex call failed: ${fault} at ${path}`, { cause: options.cause });
    this.name = 'PlexError';
    this.retryAfterMs = options.retryAfterMs;
    this.status = options.status;
    this.detail = options.detail;
  }
}

/** True for a PlexError with one of these faults. */
export function isPlexFault(error: unknown, ...faults: PlexFault[]): error is PlexError {
  return error instanceof PlexError && faults.includes(error.fault);
}

/** True where nobody answers at the server's address any more: it is off, or being restarted. */
export function isServerAway(error: PlexError): boolean {
  return error.fault === 'unreachable' && error.detail === 'connect';
}

/** True where the body of a listing is the trouble, not the server: fewer rows at once may be readable. */
export function isUnreadableBody(error: unknown): error is PlexError {
  return isPlexFault(error, 'malformed', 'too-large') && (error.detail === 'json' || error.detail === 'body');
}
