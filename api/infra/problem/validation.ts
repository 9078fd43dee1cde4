import { ValidationPipe, type ValidationError } from '@nestjs/common';
import { DomainError, type FieldError } from '../../common';

/** Nobody reads more of them. */
const MOST_ERRORS = 20;

/** A request whose fields are not what the route takes. */
export function validationFailed(errors: FieldError[]): DomainError {
  return new DomainError('bad-request', 'validation-failed', 'Some fields are not valid.', { errors });
}

/** Checks DTOs: unknown fields are refused, and each fault is named by the dotted path of its field. */
export function createValidationPipe(): ValidationPipe {
  return new ValidationPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    transform: true,
    stopAtFirstError: true,
    validationError: { target: false, value: false },
    exceptionFactory: (errors) =>
      validationFailed(errors.flatMap((error) => fieldErrors(error, '')).slice(0, MOST_ERRORS)),
  });
}

function fieldErrors(error: ValidationError, prefix: string): FieldError[] {
  const field = `${prefix}${error.property}`;
  const own = Object.entries(error.constraints ?? {}).map(([rule, message]) => ({
    field,
    message: rule === 'whitelistValidation' ? 'is not a known field' : withoutName(message, error.property),
  }));
  return [...own, ...(error.children ?? []).flatMap((child) => fieldErrors(child, `${field}.`))];
}

// class-validator starts its sentences with the property, which `field` already says.
function withoutName(message: string, property: string): string {
  return message.startsWith(`${property} `) ? message.slice(property.length + 1) : message;
}
