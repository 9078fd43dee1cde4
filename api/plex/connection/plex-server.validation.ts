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

/** An empty user name, query or fragment is one as well: what is stored must be no more than host, port and path. */
const PLAIN_URL = /^https?:\/\/(?=[^/]+)(?![^/]*@)(?!.*[?#\\])[\x21-\x7e]+$/i;

function isServerUrl(value: unknown): boolean {
  return typeof value === 'string' && value.length <= MAX_LENGTH && PLAIN_URL.test(value) && URL.canParse(value);
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
