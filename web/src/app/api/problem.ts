import { HttpErrorResponse } from '@angular/common/http';
import { titleOfStatus } from './status-titles';

export interface FieldError {
  field: string;
  message: string;
}

/** Codes of our own for answers that never came. */
const OFFLINE = 'offline';
const TIMEOUT = 'timeout';
const OFFLINE_RETRY_SECONDS = 5;
const TIMEOUT_RETRY_SECONDS = 10;

let words: typeof import('./problem-words') | null = null;

/** Pages that meet no fault do without the words for them. */
export function hasWords(): boolean {
  return words !== null;
}

/** To be awaited before the first answer is made a Problem. */
export async function fetchWords(): Promise<void> {
  words = await import('./problem-words');
}

interface ProblemParts {
  status: number;
  code: string;
  title: string;
  detail: string;
  requestId: string | null;
  errors?: FieldError[];
  retryAfterSeconds?: number | null;
}

/** Every failed request reaches the portal as one of these, also when no server answered. */
export class Problem extends Error {
  override readonly name = 'Problem';
  /** 0 when there was no answer. */
  readonly status: number;
  /** Stable, kebab-case. */
  readonly code: string;
  /** In the reader's language. */
  readonly title: string;
  /** In the reader's language where the code is known here; otherwise as the API says it. */
  readonly detail: string;
  readonly requestId: string | null;
  readonly errors: readonly FieldError[];
  readonly retryAfterSeconds: number | null;

  constructor(parts: ProblemParts) {
    super(parts.detail || parts.title);
    this.status = parts.status;
    this.code = parts.code;
    this.title = parts.title;
    this.detail = parts.detail;
    this.requestId = parts.requestId;
    this.errors = parts.errors ?? [];
    this.retryAfterSeconds = parts.retryAfterSeconds ?? null;
  }

  /** Whether asking again unchanged can help. */
  get transient(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }

  static from(error: unknown): Problem {
    if (error instanceof Problem) return error;
    if (isTimeout(error)) return timedOut();
    if (!(error instanceof HttpErrorResponse)) return unexpected(error);
    return error.status === 0 ? unreachable(error) : answered(error);
  }
}

function isTimeout(error: unknown): boolean {
  return error instanceof Error && error.name === 'TimeoutError';
}

function timedOut(): Problem {
  return new Problem({
    status: 0,
    code: TIMEOUT,
    title: $localize`No answer in time`,
    detail: $localize`SmartPlex took too long to answer. It may be busy.`,
    requestId: null,
    retryAfterSeconds: TIMEOUT_RETRY_SECONDS,
  });
}

function unexpected(error: unknown): Problem {
  // A resource wraps what is no Error; the cause is the real one.
  const cause = error instanceof Error ? error.cause : undefined;
  if (cause !== undefined) return Problem.from(cause);
  return new Problem({
    status: 0,
    code: 'unexpected',
    title: $localize`This page ran into a fault`,
    detail: $localize`Reload the page. If it happens again, the browser console tells more.`,
    requestId: null,
  });
}

function unreachable(error: HttpErrorResponse): Problem {
  if (isTimeout(error.error)) return timedOut();
  return new Problem({
    status: 0,
    code: OFFLINE,
    title: $localize`SmartPlex cannot be reached`,
    detail: $localize`There is no connection to the server. Nothing was lost; this page goes on when the connection is back.`,
    requestId: null,
    retryAfterSeconds: OFFLINE_RETRY_SECONDS,
  });
}

function answered(error: HttpErrorResponse): Problem {
  const body = bodyOf(error);
  const status = error.status;
  const code = text(body['code']) ?? `http-${status}`;
  return new Problem({
    status,
    code,
    title: words?.headingOfCode(code) ?? titleOfStatus(status) ?? text(body['title']) ?? $localize`The request failed`,
    detail: words?.wordsOfCode(code) ?? text(body['detail']) ?? '',
    requestId: text(body['requestId']) ?? error.headers.get('X-Request-Id'),
    errors: fieldErrors(body['errors']),
    retryAfterSeconds: retryAfter(error.headers.get('Retry-After')),
  });
}

function bodyOf(error: HttpErrorResponse): Record<string, unknown> {
  const body: unknown = typeof error.error === 'string' ? parsed(error.error) : error.error;
  return typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function fieldErrors(value: unknown): FieldError[] {
  if (!Array.isArray(value)) return [];
  return value.filter(
    (entry): entry is FieldError => text((entry as FieldError | null)?.field) !== null && text(entry.message) !== null,
  );
}

/** Whole seconds from now; the header is either a number or a date. */
function retryAfter(header: string | null): number | null {
  if (header === null) return null;
  const seconds = /^\d+$/.test(header) ? Number(header) : Math.ceil((Date.parse(header) - Date.now()) / 1000);
  return Number.isFinite(seconds) ? Math.min(Math.max(seconds, 1), 3600) : null;
}
