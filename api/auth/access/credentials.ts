import type { IncomingMessage } from 'node:http';
import { SESSION_COOKIE } from '../session/session-cookie';
import { OPAQUE_TOKEN } from './opaque-token';
import { readCookie } from './request-cookies';

/** What a request says about who sends it; nothing here is checked against the database yet. */
export type Credentials =
  { kind: 'none' } | { kind: 'malformed' } | { kind: 'session'; token: string } | { kind: 'api-key'; token: string };

const API_KEY = /^bearer +(sp_[\w-]{43})$/i;

/** An Authorization header decides alone: a bad one is never made up for by a good cookie. */
export function readCredentials(request: Pick<IncomingMessage, 'headers'>): Credentials {
  const { authorization, cookie } = request.headers;
  if (authorization !== undefined) {
    const match = API_KEY.exec(authorization.trim());
    return match ? { kind: 'api-key', token: match[1] } : { kind: 'malformed' };
  }
  const token = readCookie(cookie, SESSION_COOKIE);
  if (token === undefined || token === '') return { kind: 'none' };
  return OPAQUE_TOKEN.test(token) ? { kind: 'session', token } : { kind: 'malformed' };
}
