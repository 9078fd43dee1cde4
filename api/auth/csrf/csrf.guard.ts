import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { RequestWithPrincipal } from '../../common';
import { CsrfTokens } from './csrf-tokens';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Unsafe methods need the CSRF token, sign-in included. An API key is no cookie, so no other site can make a browser send it. */
@Injectable()
export class CsrfGuard implements CanActivate {
  constructor(private readonly tokens: CsrfTokens) {}

  canActivate(context: ExecutionContext): boolean {
    const http = context.switchToHttp();
    const request = http.getRequest<Request & RequestWithPrincipal>();
    const exempt = SAFE_METHODS.has(request.method) || request.principal?.kind === 'api-key';
    if (!exempt) this.tokens.check(request, http.getResponse<Response>());
    return true;
  }
}
