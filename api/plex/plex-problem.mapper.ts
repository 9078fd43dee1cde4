import { DomainError, type ErrorKind } from '../common';
import type { PlexError, PlexFault } from './plex.errors';

interface Problem {
  kind: ErrorKind;
  code: string;
  detail: string;
}

export const BUSY_CODE = 'plex-busy';

const PROBLEMS = {
  unreachable: upstream('plex-unreachable', 'Plex could not be reached.'),
  timeout: upstream('plex-timeout', 'Plex did not answer in time.'),
  unauthorized: upstream('plex-unauthorized', 'Plex refused the stored sign-in. Link the server again.'),
  forbidden: upstream('plex-forbidden', 'Plex does not allow this to the account that is linked.'),
  'not-found': upstream('plex-not-found', 'Plex no longer has what was asked for.'),
  'rate-limited': busy('Plex asks to slow down. Try again later.'),
  busy: busy('Plex is busy or under maintenance. Try again later.'),
  malformed: upstream('plex-malformed', 'Plex gave an answer that could not be read.'),
  'too-large': upstream('plex-too-large', 'Plex gave an answer that is too large.'),
  tls: upstream('plex-tls', 'A secure connection to Plex could not be made.'),
  'not-plex': upstream('plex-not-plex', 'The address answers, but not as a Plex Media Server.'),
  'address-denied': { kind: 'invalid', code: 'address-denied', detail: 'This address may not be called from here.' },
  aborted: upstream('plex-aborted', 'The call to Plex was given up.'),
  'server-error': upstream('plex-server-error', 'Plex failed while answering.'),
} as const satisfies Record<PlexFault, Problem>;

function upstream(code: string, detail: string): Problem {
  return { kind: 'upstream-unavailable', code, detail };
}

function busy(detail: string): Problem {
  return { kind: 'unavailable', code: BUSY_CODE, detail };
}

/** What a code of ours says about Plex, in a sentence; null for one that is not about Plex. */
export function plexCodeDetail(code: string): string | null {
  // Two faults share it.
  if (code === BUSY_CODE) return 'Plex is busy, under maintenance, or asks to slow down. Try again later.';
  return Object.values(PROBLEMS).find((problem) => problem.code === code)?.detail ?? null;
}

/** Codes that are answered with 502. */
export const UPSTREAM_CODES = Object.values(PROBLEMS)
  .filter(({ kind }) => kind === 'upstream-unavailable')
  .map(({ code }) => code) as [string, ...string[]];

/** Seconds that a caller is told to wait when Plex names none. */
const DEFAULT_RETRY_SECONDS = 5;

/** What callers of our API see of a PlexError: a stable code; the fault itself stays in `cause`, for the log. */
export function plexProblem(error: PlexError): DomainError {
  const { kind, code, detail } = PROBLEMS[error.fault];
  const waits = kind === 'unavailable';
  return new DomainError(kind, code, detail, {
    cause: error,
    retryAfterSeconds: waits
      ? Math.max(1, Math.ceil((error.retryAfterMs ?? DEFAULT_RETRY_SECONDS * 1000) / 1000))
      : undefined,
  });
}

/** Code of a PlexError in runs and section results, the same that the API answers. */
export function plexErrorCode(error: PlexError): string {
  return PROBLEMS[error.fault].code;
}
