import type { FieldError } from '../../api/problem';

/** What the server refused, in the words under each field. */
export function refusalsOf(errors: readonly FieldError[]): ReadonlyMap<string, string> {
  return new Map(errors.map(({ field, message }) => [field, $localize`It ${sentence(message)}:message:`]));
}

function sentence(message: string): string {
  return message.endsWith('.') ? message : `${message}.`;
}
