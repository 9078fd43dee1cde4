export const ROLES = ['admin', 'user'] as const;
export type Role = (typeof ROLES)[number];

export const SCOPES = ['library:read', 'sync:read', 'sync:write', 'insights:read', 'ai:use', 'admin'] as const;
export type Scope = (typeof SCOPES)[number];

/** A signed-in person. `sessionId` names the browser session that the request came with. */
export interface UserPrincipal {
  kind: 'user';
  userId: string;
  /** plex.tv account id, as text: it may exceed 2^53. */
  plexAccountId: string;
  role: Role;
  sessionId: string;
}

/** A program with an API key. Keys are made by administrators and see what an administrator sees. */
export interface ApiKeyPrincipal {
  kind: 'api-key';
  apiKeyId: string;
  /** The administrator who made the key. */
  userId: string;
  plexAccountId: string;
  role: 'admin';
  scopes: readonly Scope[];
}

export type Principal = UserPrincipal | ApiKeyPrincipal;

/** `admin` includes every other scope. */
export function hasScope(principal: ApiKeyPrincipal, scope: Scope): boolean {
  return principal.scopes.includes('admin') || principal.scopes.includes(scope);
}
