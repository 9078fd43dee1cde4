import { connectionFault, errorCodeOf } from '../../infra/outbound';
import { PlexError, type PlexFault } from '../plex.errors';

/** What a failed connection or a broken stream means. */
export function transportFault(error: unknown): PlexFault {
  const fault = connectionFault(error);
  return fault === 'not-http' ? 'not-plex' : fault;
}

/** Nothing listens where the server was, or there is no way to it: what a restart looks like from here. */
export function isConnectFailure(error: unknown): boolean {
  return CONNECT_CODES.has(errorCodeOf(error));
}

const CONNECT_CODES = new Set(['ECONNREFUSED', 'EHOSTUNREACH', 'EHOSTDOWN', 'ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN']);

/** What a status other than 2xx means, whatever the body says: error bodies are HTML even when JSON was asked. */
export function statusFault(status: number): PlexFault {
  if (status >= 300 && status < 400) return 'not-plex';
  if (status >= 500) return status === 503 ? 'busy' : 'server-error';
  return CLIENT_STATUS[status] ?? 'malformed';
}

const CLIENT_STATUS: Readonly<Record<number, PlexFault>> = {
  401: 'unauthorized',
  // plex.tv's word for an expired JWT.
  498: 'unauthorized',
  403: 'forbidden',
  404: 'not-found',
  408: 'timeout',
  410: 'not-found',
  429: 'rate-limited',
};

const RETRIED_STATUS = (status: number) => status === 408 || status === 429 || status >= 500;

/** Time-outs, resets and passing troubles are worth another try; a verdict is not. */
export function isTransient(error: PlexError): boolean {
  if (error.status !== undefined) return RETRIED_STATUS(error.status);
  return error.fault === 'timeout' || error.fault === 'unreachable';
}

/** `Retry-After` as seconds or HTTP date, in ms from now; undefined when absent or unreadable. */
export function readRetryAfter(value: unknown, now = Date.now()): number | undefined {
  const text = Array.isArray(value) ? String(value[0]) : typeof value === 'string' ? value.trim() : '';
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  if (!/^[A-Za-z]{3}/.test(text)) return undefined;
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
