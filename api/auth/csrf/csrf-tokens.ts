import { Injectable } from '@nestjs/common';
import csurf from 'csurf';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { DomainError } from '../../common';
import { AppConfig } from '../../infra/config';
import { OPAQUE_TOKEN, hashToken, newOpaqueToken } from '../access/opaque-token';
import { readCookie } from '../access/request-cookies';
import { SESSION_COOKIE, cookieOptions } from '../session/session-cookie';

/** Read by scripts of the web app, which send its value back in X-XSRF-TOKEN. */
const CSRF_COOKIE = 'XSRF-TOKEN';
const CSRF_HEADER = 'x-xsrf-token';

const BAG = 'csrfBag';
type RequestWithBag = Request & { [BAG]?: { csrfSecret: string } };

/**
 * Tokens are csurf's: salted hashes of a secret. The secret of a signed-in browser is derived from its
 * session cookie, which no script and no other site can read; before sign-in it is a random HttpOnly
 * cookie. So a pair of cookies planted by a sibling domain is of no use against somebody's session.
 */
@Injectable()
export class CsrfTokens {
  private readonly csurf: RequestHandler;
  /** Secret of browsers without a session. `__Host-` keeps sibling domains from setting it, where that prefix is legal. */
  private readonly anonymousCookie: string;

  constructor(private readonly config: AppConfig) {
    this.csurf = csurf({ sessionKey: BAG, value: (request) => String(request.headers[CSRF_HEADER] ?? '') });
    this.anonymousCookie = config.http.secure && config.http.basePath === '/' ? '__Host-sp_csrf' : 'sp_csrf';
  }

  /**
   * Sets the cookie that scripts read. `sessionToken` is given where this very answer changes the
   * session: the new token, or null after signing out.
   */
  issue(request: Request, response: Response, session?: { sessionToken: string | null }): void {
    const sessionToken = session ? session.sessionToken : sessionTokenOf(request);
    const fresh: RequestWithBag = Object.create(request, { method: { value: 'GET' } }) as RequestWithBag;
    fresh[BAG] = { csrfSecret: sessionToken ? secretOfSession(sessionToken) : this.anonymousSecret(request, response) };
    this.csurf(fresh, response, () => undefined);
    response.cookie(CSRF_COOKIE, fresh.csrfToken(), cookieOptions(this.config, false));
  }

  /** @throws DomainError `csrf-token-invalid` for an unsafe method without the right token in the header. */
  check(request: Request, response: Response): void {
    const sessionToken = sessionTokenOf(request);
    const secret = sessionToken
      ? secretOfSession(sessionToken)
      : readCookie(request.headers.cookie, this.anonymousCookie);
    // Without a secret nothing can match; a random one keeps csurf's own path and timing.
    (request as RequestWithBag)[BAG] = { csrfSecret: secret || newOpaqueToken() };
    this.csurf(request, response, ((error?: unknown) => {
      if (error)
        throw new DomainError('forbidden', 'csrf-token-invalid', 'The page is out of date: reload it.', {
          cause: error,
        });
    }) as NextFunction);
  }

  private anonymousSecret(request: Request, response: Response): string {
    const existing = readCookie(request.headers.cookie, this.anonymousCookie);
    if (existing && OPAQUE_TOKEN.test(existing)) return existing;
    const secret = newOpaqueToken();
    response.cookie(this.anonymousCookie, secret, cookieOptions(this.config));
    return secret;
  }
}

function sessionTokenOf(request: Request): string | undefined {
  return readCookie(request.headers.cookie, SESSION_COOKIE) || undefined;
}

function secretOfSession(sessionToken: string): string {
  return hashToken(`csrf:${sessionToken}`).toString('base64url');
}
