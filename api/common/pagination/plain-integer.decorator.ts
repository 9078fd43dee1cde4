import { Transform } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';

/** A query field that is a plain decimal from `min` to `max`: neither `1e1` nor `05` nor ` 5`. */
export function PlainInteger(min: number, max?: number): PropertyDecorator {
  // The first to fail is told, so the kind of number comes before its range.
  const rules = [Transform(toInteger), IsInt({ message: 'must be a plain whole number' }), Min(min)];
  if (max !== undefined) rules.push(Max(max));
  return (target, property) => rules.forEach((rule) => rule(target, property as string));
}

/** Only plain decimals become numbers; everything else stays text and fails the validator behind. */
function toInteger({ value }: { value: unknown }): unknown {
  return typeof value === 'string' && /^(0|-?[1-9]\d{0,14})$/.test(value) ? Number(value) : value;
}
