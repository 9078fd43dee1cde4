import { registerDecorator, type ValidationArguments } from 'class-validator';

const MAX_LENGTH = 500;

/** An http or https address that may hold a path, but neither credentials nor query nor fragment. */
export function IsServerUrl(): PropertyDecorator {
  return (target, propertyName) =>
    registerDecorator({
      name: 'isServerUrl',
      target: target.constructor,
      propertyName: propertyName as string,
      validator: {
        validate: isServerUrl,
        defaultMessage: () => 'must be an http:// or https:// address without user name, password, query or fragment',
      },
    });
}

function isServerUrl(value: unknown): boolean {
  if (typeof value !== 'string' || value.length > MAX_LENGTH || !/^https?:\/\/[\x21-\x7e]+$/i.test(value)) return false;
  if (!URL.canParse(value)) return false;
  const { username, password, search, hash } = new URL(value);
  return [username, password, search, hash].every((part) => part === '');
}

/** The field may not come together with any of `others`. */
export function RefusedWith(...others: string[]): PropertyDecorator {
  return (target, propertyName) =>
    registerDecorator({
      name: 'refusedWith',
      target: target.constructor,
      propertyName: propertyName as string,
      validator: {
        validate: (value: unknown, { object }: ValidationArguments) =>
          value === undefined || others.every((other) => (object as Record<string, unknown>)[other] === undefined),
        defaultMessage: () => `must not be given together with ${others.join(' and ')}`,
      },
    });
}
