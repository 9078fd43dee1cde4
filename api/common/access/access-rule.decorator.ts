import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiExtension } from '@nestjs/swagger';
import type { Role, Scope } from './principal';

/** Metadata key under which the access guard finds a route's rule. */
export const ACCESS_RULE = 'smartplex:access-rule';

/** Vendor extension that carries the rule into the API description. */
export const ACCESS_EXTENSION = 'x-access';

export type AccessRule = { public: true } | { public: false; role: Role; scope?: Scope };

/** Anyone may call the route. */
export const Public = () => SetMetadata<string, AccessRule>(ACCESS_RULE, { public: true });

/**
 * A browser session of at least this role may call the route (`admin` may do all that `user` may).
 * API keys may not, unless `scope` is given: then a key with that scope may as well.
 */
export const RequireRole = (role: Role, scope?: Scope) =>
  applyDecorators(
    SetMetadata<string, AccessRule>(ACCESS_RULE, { public: false, role, scope }),
    ApiExtension(ACCESS_EXTENSION, { role, ...(scope ? { scope } : {}) }),
  );
