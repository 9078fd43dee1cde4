import type { Role, User } from '../../api/types';
import type { StatusTone } from '../../ui/status-chip';

export function roleWord(role: Role): string {
  return role === 'admin' ? $localize`Administrator` : $localize`Member`;
}

export function accessStatus({ disabled }: Pick<User, 'disabled'>): { tone: StatusTone; label: string } {
  return disabled ? { tone: 'warn', label: $localize`Disabled` } : { tone: 'good', label: $localize`Active` };
}

/** What tells people of one name apart: address, else account name; managed users have neither. */
export function emailOf({ email, username, displayName }: Pick<User, 'email' | 'username' | 'displayName'>): string {
  return email ?? (username === displayName ? '' : username);
}
