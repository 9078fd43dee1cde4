import type { CookieOptions, Response } from 'express';
import type { AppConfig } from '../../infra/config';

export const SESSION_COOKIE = 'sp_session';

/** Flags shared by every cookie of ours; `httpOnly` is off for the one that scripts must read. */
export function cookieOptions(config: AppConfig, httpOnly = true): CookieOptions {
  return { httpOnly, sameSite: 'lax', secure: config.http.secure, path: config.http.basePath };
}

export function setSessionCookie(response: Response, config: AppConfig, token: string, expiresAt: Date): void {
  response.cookie(SESSION_COOKIE, token, { ...cookieOptions(config), expires: expiresAt });
}

export function clearSessionCookie(response: Response, config: AppConfig): void {
  response.clearCookie(SESSION_COOKIE, cookieOptions(config));
}
