import { type Resource, type Signal, linkedSignal } from '@angular/core';

/** The last answer, also after a later question failed: what was known is not taken away. Null before the first. */
export function kept<T>(answer: Resource<T | undefined>): Signal<T | null> {
  return linkedSignal<T | null, T | null>({
    source: () => (answer.hasValue() ? (answer.value() as T) : null),
    computation: (fresh, before) => fresh ?? before?.value ?? null,
  });
}
