import type { FieldError } from '../../api/problem';

/** What the server refused, in the words of the portal under each field. */
export function refusalsOf(
  errors: readonly FieldError[],
  wanted: Readonly<Record<string, string | undefined>>,
): ReadonlyMap<string, string> {
  return new Map(errors.map(({ field }) => [field, wanted[field] ?? $localize`This value is refused.`]));
}
