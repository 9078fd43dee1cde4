import { isISO8601, registerDecorator } from 'class-validator';

// ISO 8601 has weeks and ordinal days as well, which JavaScript cannot read.
const FORM = /^\d{4}-\d\d-\d\dT[\d:.]{8,18}(Z|[+-]\d\d:\d\d)$/;

/** A day and a time with its zone, of a day that exists and years 1 to 9999: what JavaScript and PostgreSQL both can read. */
export function IsTime(): PropertyDecorator {
  return (target, propertyName) =>
    registerDecorator({
      name: 'isTime',
      target: target.constructor,
      propertyName: propertyName as string,
      validator: {
        validate: isTime,
        defaultMessage: () => '$property must be a time such as 2027-01-31T00:00:00Z',
      },
    });
}

function isTime(value: unknown): boolean {
  if (typeof value !== 'string' || !FORM.test(value)) return false;
  if (!isISO8601(value, { strict: true, strictSeparator: true })) return false;
  const time = new Date(value);
  // In UTC, too: PostgreSQL knows no year 0.
  return !Number.isNaN(time.getTime()) && /^(?!0000)\d{4}-/.test(time.toISOString());
}
