import type { ApiKey, Scope } from '../../../api/types';
import type { StatusTone } from '../../../ui/status-chip';

/** In the order in which they are offered: reading first, everything last. */
export function scopeNames(): readonly { scope: Scope; text: string }[] {
  return [
    { scope: 'library:read', text: $localize`Read libraries and titles that you may see` },
    { scope: 'insights:read', text: $localize`Read storage, duplicates and other insights` },
    { scope: 'sync:read', text: $localize`Read syncs and their history` },
    { scope: 'sync:write', text: $localize`Start and cancel syncs, decide about removals` },
    { scope: 'ai:use', text: $localize`Get picks and ask the assistant` },
    { scope: 'admin', text: $localize`Everything above, and settings; not sign-in, and no further keys` },
  ];
}

export type Expiry = '30' | '90' | '365' | 'day' | 'never';

export function expiryNames(): readonly { value: Expiry; label: string }[] {
  return [
    { value: '30', label: $localize`in 30 days` },
    { value: '90', label: $localize`in 90 days` },
    { value: '365', label: $localize`in a year` },
    { value: 'day', label: $localize`on a day` },
    { value: 'never', label: $localize`never` },
  ];
}

const DAY_MS = 86_400_000;

/** End of a key: of the chosen day in the reader's zone, else so many days from now. Undefined for no end at all. */
export function expiresAt(expiry: Expiry, day: string, now: number): string | undefined {
  if (expiry === 'never') return undefined;
  if (expiry === 'day') return new Date(`${day}T23:59:59`).toISOString();
  return new Date(now + Number(expiry) * DAY_MS).toISOString();
}

export interface KeyForm {
  name: string;
  scopes: readonly Scope[];
  expiry: Expiry;
  day: string;
}

/** What each field wants. */
export function wanted(): Readonly<Record<string, string>> {
  return {
    name: $localize`Give it a name, so that you know later what uses it.`,
    scopes: $localize`Choose what the key may do.`,
    expiresAt: $localize`Choose a day that is not over yet.`,
  };
}

/** What is wrong with each field, before anybody is asked. */
export function faultsOf({ name, scopes, expiry, day }: KeyForm, now: number): ReadonlyMap<string, string> {
  const faults = new Map<string, string>();
  if (name.trim() === '') faults.set('name', wanted()['name']);
  if (scopes.length === 0) faults.set('scopes', wanted()['scopes']);
  const end = expiry === 'day' ? Date.parse(`${day}T23:59:59`) : Infinity;
  if (!(end > now)) faults.set('expiresAt', wanted()['expiresAt']);
  return faults;
}

export function keyStatus(state: ApiKey['state']): { tone: StatusTone; label: string } {
  if (state === 'active') return { tone: 'good', label: $localize`Works` };
  if (state === 'expired') return { tone: 'neutral', label: $localize`Expired` };
  return { tone: 'warn', label: $localize`Suspended` };
}
