import { ValidateBy } from 'class-validator';

/** An http or https address that carries no secret and no query. */
function isProviderUrl(value: unknown): boolean {
  if (typeof value !== 'string' || !/^https?:\/\/[\x21-\x7e]+$/.test(value) || !URL.canParse(value)) return false;
  const { username, password, search, hash } = new URL(value);
  return [username, password, search, hash].every((part) => part === '') && !/[?#]/.test(value);
}

export function IsProviderUrl() {
  return ValidateBy({
    name: 'isProviderUrl',
    validator: {
      validate: isProviderUrl,
      defaultMessage: () =>
        '$property must be an address such as http://192.168.1.30:11434/v1, without user, query and fragment',
    },
  });
}
