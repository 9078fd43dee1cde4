import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import type { RequestWithPrincipal } from '../../common';
import { AccessRules } from './access-rules';
import { readCredentials } from './credentials';
import { PrincipalResolver } from './principal-resolver';

/**
 * First of the guards: leaves the principal on the request, so that the throttle behind it can count
 * by session or key, and refuses nobody. Public routes have no principal.
 */
@Injectable()
export class IdentityGuard implements CanActivate {
  constructor(
    private readonly rules: AccessRules,
    private readonly resolver: PrincipalResolver,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (this.rules.of(context.getHandler(), context.getClass())?.public) return true;
    const request = context.switchToHttp().getRequest<Request & RequestWithPrincipal>();
    request.principal = (await this.resolver.resolve(readCredentials(request), request.ip ?? '')) ?? undefined;
    return true;
  }
}
