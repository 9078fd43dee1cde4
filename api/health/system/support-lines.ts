import { isUUID } from 'class-validator';
import type { LogLine } from '../../infra/logging';

const CODE = /^[a-z][a-z0-9-]{0,60}$/;
/** Fields whose text is one of a few words of ours. */
const WORDS = ['code', 'fault', 'state', 'status', 'mode', 'trigger', 'outcome', 'action', 'job', 'role', 'errorCode'];
/** Numbers that tell somebody from somebody else. */
const PERSONAL = /account|user|key|port|pid/i;

/** A line of the log with nothing in it but our own words, codes, figures and ids. */
export function supportLine({ at, level, source, message, requestId, fields }: LogLine): Record<string, unknown> {
  const { err, url, method, ...rest } = fields;
  return {
    at,
    level,
    source: source === null ? null : scrub(source),
    message: scrub(message),
    ...(requestId === null ? {} : { requestId }),
    ...(typeof method === 'string' && /^[A-Z]{3,7}$/.test(method) ? { method } : {}),
    ...(typeof url === 'string' ? { route: routeOf(url) } : {}),
    ...(err === undefined ? {} : { error: errorOf(err) }),
    ...Object.fromEntries(Object.entries(rest).filter(([name, value]) => isHarmless(name, value))),
  };
}

function isHarmless(name: string, value: unknown): boolean {
  if (PERSONAL.test(name)) return false;
  if (typeof value === 'number' || typeof value === 'boolean') return true;
  if (typeof value !== 'string') return false;
  return isUUID(value) || (WORDS.includes(name) && CODE.test(value));
}

/** Path of a route of ours: whatever else a caller wrote into an address is left out. */
function routeOf(url: string): string {
  const [path] = url.split('?', 1);
  if (!/^\/(api|health|metrics)(\/|$)/.test(path)) return '/…';
  return path
    .split('/')
    .slice(0, 10)
    .map((part) => (part === '' || CODE.test(part) || /^v?\d{1,12}$/.test(part) || isUUID(part) ? part : '…'))
    .join('/');
}

/** Kind and place of an error. Its message may quote anything. */
function errorOf(err: unknown): Record<string, unknown> {
  const { type, code, stack } = (typeof err === 'object' && err !== null ? err : {}) as Record<string, unknown>;
  return {
    type: typeof type === 'string' && /^\w{1,60}$/.test(type) ? type : null,
    code: typeof code === 'string' && /^[\w-]{1,60}$/.test(code) ? code : null,
    frames: typeof stack === 'string' ? framesOf(stack) : [],
  };
}

const FRAME =
  /^\s+at (?:async )?([\w$.<>[\] ]{0,80}?) ?\(?[^()\n]*?((?:node_modules|api|migrations|node:\w+)\/[\w@./-]+:\d+):\d+\)?$/gm;

/** Where in our code or a library, without the folder that it is installed in. */
function framesOf(stack: string): string[] {
  return [...stack.matchAll(FRAME)].slice(0, 8).map(([, name, place]) => (name ? `${name} (${place})` : place));
}

const SCRUBBED: readonly [RegExp, string][] = [
  [/\S*[\\/]\S*/g, '[path]'],
  [/\S+@\S+/g, '[e-mail]'],
  [/"[^"]*"|'[^']*'|“[^”]*”/g, '[text]'],
  [/\d+\.\d+\.\d+\.\d+/g, '[address]'],
  [/[0-9a-f]*:[0-9a-f]*:[0-9a-f:]*/gi, '[address]'],
  [/[\w+-]{24,}/g, '[token]'],
];

/** Messages are constant text of ours; libraries are less strict. */
function scrub(text: string): string {
  return SCRUBBED.reduce((rest, [pattern, word]) => rest.replace(pattern, word), text).slice(0, 500);
}
