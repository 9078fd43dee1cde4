import { Injectable, type ArgumentMetadata, type PipeTransform } from '@nestjs/common';
import { validationFailed } from './validation';

const LONE_SURROGATE = /\p{Surrogate}/u;
const LONE_SURROGATES = /\p{Surrogate}/gu;

/**
 * Refuses text that PostgreSQL cannot store and JSON can carry: NUL characters and lone surrogates,
 * in any body, query or path field and in any field name. Refuses fields, too, that every object has. How deep a
 * body goes was looked at before it was parsed.
 */
@Injectable()
export class StorableTextPipe implements PipeTransform {
  transform(value: unknown, { type, data }: ArgumentMetadata): unknown {
    if (type !== 'custom') check(value, data ?? '');
    return value;
  }
}

function check(value: unknown, field: string): void {
  if (typeof value === 'string') {
    if (!isStorable(value)) throw refused(field, 'must not hold NUL or broken Unicode characters');
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [name, inner] of Object.entries(value)) {
    const path = field ? `${field}.${name}` : name;
    if (!isStorable(name)) throw refused(path, 'must not hold NUL or broken Unicode characters in its name');
    // class-transformer drops these without a word, before anybody could call them unknown.
    if (name in Object.prototype) throw refused(path, 'is not a known field');
    check(inner, path);
  }
}

function isStorable(text: string): boolean {
  return !text.includes('\u0000') && !LONE_SURROGATE.test(text);
}

function refused(field: string, message: string) {
  // The name of a field goes back to the caller: it must be storable itself.
  return validationFailed([
    { field: field.replaceAll('\u0000', '\uFFFD').replace(LONE_SURROGATES, '\uFFFD').slice(0, 200), message },
  ]);
}
