import { hasScope, type AccessRule, type Principal } from '../../common';

export type AccessDecision = 'allowed' | 'unauthenticated' | 'forbidden';

/** Default deny: no rule, no access. An API key passes only where the route names a scope that it has. */
export function decideAccess(rule: AccessRule | undefined, principal: Principal | undefined): AccessDecision {
  if (!rule) return 'forbidden';
  if (rule.public) return 'allowed';
  if (!principal) return 'unauthenticated';
  const allowed =
    principal.kind === 'api-key'
      ? rule.scope !== undefined && hasScope(principal, rule.scope)
      : rule.role === 'user' || principal.role === 'admin';
  return allowed ? 'allowed' : 'forbidden';
}
