import { isUUID } from 'class-validator';

const HIDDEN = '[hidden]';

/** What the routes of ours are made of, ids and names of files included. */
const SEGMENT = /^[\w.~-]{0,80}$/;
/** No name that we know has a figure in it; most secrets have. */
const NAME = /^[a-z_-]{1,24}$/i;
/** Numbers, dates, spans of time, yes and no. */
const PLAIN = /^(?:(?:[-\d.:TZ]|%3A){1,30}|\d{1,3}[dy]|true|false)$/;
/** Parameters that take one of a few words. */
const OF_WORDS = /^(?:action|by|bytesPerHour|issue|kind|level|order|period|role|showId|sort|state|type)$/;
const WORD = /^[a-z.-]{1,32}$/i;

/**
 * An address that was asked for, as far as it goes into the log: whatever a person may have typed or pasted there,
 * however it is encoded, is somebody's words and maybe a secret. Names, numbers, dates, ids and words of ours stay.
 */
export function loggedAddress(address: string): string {
  const start = address.indexOf('?');
  if (start < 0) return pathOf(address);
  return `${pathOf(address.slice(0, start))}?${address
    .slice(start + 1)
    .split('&')
    .map(parameterOf)
    .join('&')}`;
}

function pathOf(path: string): string {
  return path
    .split('/')
    .map((segment) => (SEGMENT.test(segment) ? segment : HIDDEN))
    .join('/');
}

function parameterOf(parameter: string): string {
  const end = parameter.indexOf('=');
  const name = parameter.slice(0, Math.max(end, 0));
  if (!NAME.test(name)) return parameter === '' ? '' : HIDDEN;
  const value = parameter.slice(end + 1);
  return `${name}=${value === '' || isPlain(name, value) ? value : HIDDEN}`;
}

function isPlain(name: string, value: string): boolean {
  return PLAIN.test(value) || isUUID(value) || (OF_WORDS.test(name) && WORD.test(value));
}
