import { type Resource, type WritableSignal, linkedSignal } from '@angular/core';

/** What a resource answered last: it stays while it is asked anew, and when that fails. Null until the first answer. */
export function lastValueOf<T, U = T>(
  resource: Resource<T | undefined>,
  part: (value: T) => U = (value) => value as unknown as U,
): WritableSignal<U | null> {
  return linkedSignal<U | null, U | null>({
    source: () => (resource.hasValue() ? part(resource.value() as T) : null),
    computation: (fresh, kept) => fresh ?? kept?.value ?? null,
  });
}
