import { type Signal, computed } from '@angular/core';
import { Problem } from '../../api/problem';

/** Why a part could not be read, and what of it is still shown. */
export function problemOf(answer: { error: Signal<Error | undefined> }): Signal<Problem | null> {
  return computed(() => {
    const error = answer.error();
    return error ? Problem.from(error) : null;
  });
}
