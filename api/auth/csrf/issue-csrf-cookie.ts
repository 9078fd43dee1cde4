import type { INestApplicationContext } from '@nestjs/common';
import type { RequestHandler } from 'express';
import { CsrfTokens } from './csrf-tokens';

/** Middleware for page loads: every delivery of the web app's index sets the XSRF-TOKEN cookie. */
export function issueCsrfCookie(app: INestApplicationContext): RequestHandler {
  const tokens = app.get(CsrfTokens, { strict: false });
  return (request, response, next) => {
    tokens.issue(request, response);
    next();
  };
}
