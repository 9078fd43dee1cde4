import type { FieldError } from '../../api/problem';

/**
 * What the server refused, in the words under each field.
 * @param wanted by field: what it takes, in the words of the form; the server's own words stand for the rest
 */
export function refusalsOf(
  errors: readonly FieldError[],
  wanted: Readonly<Record<string, string>> = {},
): ReadonlyMap<string, string> {
  return new Map(
    errors.map(({ field, message }) => [
      field,
      wanted[field] ?? $localize`This value is refused: it ${message}:message:.`,
    ]),
  );
}
