import type { Params } from '@angular/router';
import type { Role } from '../../api/types';

export type Access = 'active' | 'disabled';

/** What the page shows is in its address; this is the address, read. */
export interface UsersState {
  q: string;
  role: Role | null;
  access: Access | null;
}

interface UsersAddress {
  q?: string;
  role?: string;
  access?: string;
}

/** What an address cannot mean is left out: a mistyped one shows more, never an error. */
export function readUsers({ q, role, access }: UsersAddress): UsersState {
  return {
    q: (q ?? '').slice(0, 200),
    role: role === 'admin' || role === 'user' ? role : null,
    access: access === 'active' || access === 'disabled' ? access : null,
  };
}

/** Null takes a parameter out. */
export function writeUsers({ q, role, access }: UsersState): Params {
  return { q: q || null, role, access };
}

/** What the API is asked. */
export function toUserQuery({ q, role, access }: UsersState): { q?: string; role?: Role; disabled?: boolean } {
  return {
    ...(q.trim() !== '' && { q: q.trim() }),
    ...(role && { role }),
    ...(access && { disabled: access === 'disabled' }),
  };
}

export function isFiltered({ q, role, access }: UsersState): boolean {
  return q.trim() !== '' || role !== null || access !== null;
}
