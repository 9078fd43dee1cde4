import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Principal, UserPrincipal } from './principal';

/** Whether whoever asked may still have the answer: for answers that stay open. */
export interface StandingAccess {
  /** Looked up anew. */
  holds(): Promise<boolean>;
  /** Calls back whenever it may have ended. Answers how to stop that. */
  watch(doubt: () => void): () => void;
}

/** What the guards leave on the request. */
export interface RequestWithPrincipal {
  principal?: Principal;
  access?: StandingAccess;
}

/** The caller, as the access guard established it. Only for routes that are not public. */
export const CurrentPrincipal = createParamDecorator((_: unknown, context: ExecutionContext): Principal => {
  const { principal } = context.switchToHttp().getRequest<RequestWithPrincipal>();
  if (!principal) throw new Error('A public route asked for a principal');
  return principal;
});

/** The signed-in person. Only for routes that declare no API key scope. */
export const CurrentUser = createParamDecorator((_: unknown, context: ExecutionContext): UserPrincipal => {
  const { principal } = context.switchToHttp().getRequest<RequestWithPrincipal>();
  if (principal?.kind !== 'user') throw new Error('A route without a session asked for a user');
  return principal;
});
