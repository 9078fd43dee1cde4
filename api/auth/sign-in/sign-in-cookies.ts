import type { CookieOptions, Request, Response } from 'express';
import type { AppConfig } from '../../infra/config';
import { readCookie } from '../access/request-cookies';
import { cookieOptions } from '../session/session-cookie';

const PIN_COOKIE = 'sp_pin';

/** One cookie for each PIN, told apart by its path: two tabs can sign in at once. Always new, never taken over. */
function options(config: AppConfig, pinId: string): CookieOptions {
  return { ...cookieOptions(config), path: `${config.http.basePath}api/v1/auth/plex/pins/${pinId}` };
}

export function setPinCookie(
  response: Response,
  config: AppConfig,
  pin: { id: string; browserSecret: string; lifeMs: number },
): void {
  // Told as a span: a browser reads a moment by the clock of this process, which may be wrong.
  response.cookie(PIN_COOKIE, pin.browserSecret, { ...options(config, pin.id), maxAge: pin.lifeMs });
}

export function clearPinCookie(response: Response, config: AppConfig, pinId: string): void {
  response.clearCookie(PIN_COOKIE, options(config, pinId));
}

export function readPinCookie(request: Request): string | undefined {
  return readCookie(request.headers.cookie, PIN_COOKIE) || undefined;
}
