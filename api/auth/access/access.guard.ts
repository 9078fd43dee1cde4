import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { DomainError, type RequestWithPrincipal } from '../../common';
import { AccessRules } from './access-rules';
import { decideAccess } from './decide-access';

/** Lets a request pass only when its route declares a rule and the caller meets it. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(private readonly rules: AccessRules) {}

  canActivate(context: ExecutionContext): boolean {
    const rule = this.rules.of(context.getHandler(), context.getClass());
    const { principal } = context.switchToHttp().getRequest<RequestWithPrincipal>();
    const decision = decideAccess(rule, principal);
    if (decision === 'unauthenticated') throw new DomainError('unauthenticated', decision, 'Sign in first.');
    if (decision === 'forbidden') throw new DomainError('forbidden', decision, 'You may not do this.');
    return true;
  }
}
