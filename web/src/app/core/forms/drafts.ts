import { DestroyRef, type WritableSignal, effect, inject, signal } from '@angular/core';
import { DRAFT_PREFIX } from '../session/forget-drafts';
import { SessionStore } from '../session/session-store';

/**
 * What was typed into a form and not saved: it survives a sign-in in the middle and a reload, for the same person in
 * the same tab. Only the named parts are kept; a secret must not be among them. While there is something unsaved, the
 * browser asks before it leaves the page. To be called where things can be injected.
 */
export function draftOf<T extends object>(
  name: string,
  kept: readonly (keyof T & string)[],
): WritableSignal<Partial<T>> {
  const owner = inject(SessionStore).user()?.id ?? '';
  const key = `${DRAFT_PREFIX}${name}`;
  const draft = signal<Partial<T>>(read<T>(key, owner, kept));
  effect(() => write(key, owner, pick(draft(), kept)));
  const ask = (event: Event): void => {
    if (Object.keys(draft()).length > 0) event.preventDefault();
  };
  window.addEventListener('beforeunload', ask);
  inject(DestroyRef).onDestroy(() => window.removeEventListener('beforeunload', ask));
  return draft;
}

function read<T>(key: string, owner: string, kept: readonly (keyof T & string)[]): Partial<T> {
  try {
    const found = JSON.parse(sessionStorage.getItem(key) ?? 'null') as { owner?: unknown; draft?: unknown } | null;
    const mine = found?.owner === owner && typeof found.draft === 'object' && found.draft !== null;
    return mine ? pick(found.draft as Partial<T>, kept) : {};
  } catch {
    return {};
  }
}

function write(key: string, owner: string, draft: object): void {
  try {
    if (Object.keys(draft).length === 0) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, JSON.stringify({ owner, draft }));
  } catch {
    // Storage may be forbidden or full; what was typed then lives as long as the page.
  }
}

function pick<T>(draft: Partial<T>, kept: readonly (keyof T & string)[]): Partial<T> {
  return Object.fromEntries(kept.filter((part) => part in draft).map((part) => [part, draft[part]])) as Partial<T>;
}
