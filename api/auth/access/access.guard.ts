import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import {
  DomainError,
  type AccessRule,
  type Principal,
  type RequestWithPrincipal,
  type StandingAccess,
} from '../../common';
import { AccessRules } from './access-rules';
import { readCredentials } from './credentials';
import { decideAccess } from './decide-access';
import { PrincipalCache } from './principal-cache';
import { PrincipalResolver } from './principal-resolver';

/** Lets a request pass only when its route declares a rule and the caller meets it. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly rules: AccessRules,
    private readonly resolver: PrincipalResolver,
    private readonly cache: PrincipalCache,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    const rule = this.rules.of(context.getHandler(), context.getClass());
    const request = context.switchToHttp().getRequest<Request & RequestWithPrincipal>();
    const { principal } = request;
    const decision = decideAccess(rule, principal);
    if (decision === 'unauthenticated') throw new DomainError('unauthenticated', decision, 'Sign in first.');
    if (decision === 'forbidden') throw new DomainError('forbidden', decision, 'You may not do this.');
    if (principal) request.access = this.standing(request, rule, principal);
    return true;
  }

  private standing(request: Request, rule: AccessRule | undefined, principal: Principal): StandingAccess {
    return {
      holds: async () => {
        const now = await this.resolver.resolve(readCredentials(request), request.ip ?? '');
        return decideAccess(rule, now ?? undefined) === 'allowed';
      },
      watch: (doubt) => this.cache.watch(principal, doubt),
    };
  }
}
