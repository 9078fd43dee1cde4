import ipaddr from 'ipaddr.js';
import { z } from 'zod';

const number = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,10}$/)
    .transform(Number)
    .refine((n) => n >= min && n <= max);
const integer = (min: number, max: number, fallback: number) =>
  number(min, max).default(fallback).describe(`a whole number from ${min} to ${max}`);

const url = (protocols: string[], fits: (text: string) => boolean = () => true) => {
  const schema = z
    .string()
    .refine((text) => protocols.some((protocol) => text.startsWith(`${protocol}//`)) && URL.canParse(text))
    .refine(fits, { when: ({ issues }) => issues.length === 0 });
  return schema.optional().describe(`a URL starting with ${protocols.map((p) => `${p}//`).join(' or ')}`);
};

const cidrs = z
  .string()
  .transform((text) =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean),
  )
  .refine((parts) => parts.every(isCidr))
  .default([])
  .describe('a comma-separated list of addresses or CIDR ranges');

const text = (max: number) => z.string().min(1).max(max).optional().describe(`1 to ${max} characters`);

/** `name=value,name=value`, values percent-encoded, as OpenTelemetry spells attributes. */
const resource = z
  .string()
  .max(4000)
  .transform((text) => text.split(',').map((pair) => pair.trim().split(/=(.*)/s, 2)))
  .refine((pairs) => pairs.every(([name, value]) => /^[\w.-]+$/.test(name) && /^[\x21-\x7e]+$/.test(value ?? '')))
  .transform((pairs) => Object.fromEntries(pairs.map(([name, value]) => [name, decoded(value)])))
  .optional()
  .describe('name=value, several with commas between them');

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

/** `NAME=value,NAME=value`, as OpenTelemetry spells headers. */
const headers = z
  .string()
  .transform((text) => text.split(',').map((pair) => pair.trim().split(/=(.*)/s, 2)))
  .refine((pairs) => pairs.every(([name, value]) => /^[\w-]+$/.test(name) && /^[\x20-\x7e]+$/.test(value ?? '')))
  .transform((pairs) => Object.fromEntries(pairs) as Record<string, string>)
  .optional()
  .describe('a comma-separated list of NAME=value');

const share = z
  .string()
  .regex(/^[\d.]{1,8}$/)
  .transform(Number)
  .refine((n) => n >= 0 && n <= 1)
  .default(1)
  .describe('a number from 0 to 1');

const key = z
  .string()
  // Node skips what is not base64 without a word.
  .refine((value) => /^[\w+/-]{43}=?$/.test(value) && Buffer.from(value, 'base64').length === 32)
  .optional()
  .describe('32 bytes in base64');

/** Paths are put behind it, and browsers are sent there. */
function isPlainAddress(text: string): boolean {
  const { username, password } = new URL(text);
  return !/[?#]/.test(text) && username + password === '';
}

/** What looks like an address must be one: a resolver would be asked for `1.2.3.999` otherwise. */
function isHost(value: string): boolean {
  return ipaddr.isValid(value) || (/^[\w.-]+$/.test(value) && !/^[\d.]+$/.test(value));
}

function isDsn({ protocol, username, pathname }: URL): boolean {
  return /^https?:$/.test(protocol) && username !== '' && /\/[\w-]+$/.test(pathname);
}

/** Short forms such as `1/2` mean more of the network than whoever wrote them may think. */
function isCidr(value: string): boolean {
  const { IPv4, IPv6 } = ipaddr;
  const isAddress = IPv4.isValidFourPartDecimal(value) || IPv6.isValid(value);
  return isAddress || IPv4.isValidCIDRFourPartDecimal(value) || IPv6.isValidCIDR(value);
}

/**
 * Every setting that SmartPlex reads, with its default. `describe` holds what is allowed and is
 * printed when a value is refused; `meta.about` fills the README's table.
 */
export const environmentSchema = z.object({
  PORT: integer(0, 65535, 3000).meta({ about: 'port that HTTP listens on' }),
  HOST: z.string().max(255).refine(isHost).optional().describe('an address or host name').meta({
    about: 'address that HTTP listens on; unset: loopback (127.0.0.1, and ::1 where there is one)',
  }),
  APP_URL: url(['http:', 'https:'], isPlainAddress)
    .describe('a URL starting with http:// or https://, without user name, query and fragment')
    .meta({
      about: 'public address, `http://localhost:$PORT` when unset; `https:` turns on Secure cookies and HSTS',
    }),
  BASE_PATH: z
    .string()
    .regex(/^\/[\w./-]*$/)
    .refine((path) => !/\/\/|\/\.{1,2}(\/|$)/.test(path))
    .transform((path) => (path.endsWith('/') ? path : `${path}/`))
    .default('/')
    .describe('a path starting with /, without . and .. in it')
    .meta({ about: 'path prefix behind a proxy' }),
  TRUST_PROXY: z
    .string()
    .refine((value) => /^\d{1,2}$/.test(value) || value.split(',').every((part) => isCidr(part.trim())))
    .optional()
    .describe('a hop count or a comma-separated list of CIDR ranges')
    .meta({ about: 'proxies whose forwarded headers count' }),
  DATA_DIR: z.string().min(1).max(1000).default('./data').describe('a folder').meta({
    about: 'embedded database, generated secrets, poster cache, backups',
  }),
  DATABASE_URL: url(['postgres:', 'postgresql:']).meta({
    about: 'PostgreSQL 14 or newer; unset starts the embedded PostgreSQL under DATA_DIR',
  }),
  REDIS_URL: url(['redis:', 'rediss:']).meta({
    about: 'Redis 6.2 or newer: Bull queues, shared throttling, several replicas; unset: in-process jobs',
  }),
  PROCESS_ROLE: z.enum(['all', 'api', 'worker']).default('all').describe('all, api or worker').meta({
    about: 'what this process does; api and worker need REDIS_URL and DATABASE_URL',
  }),
  ENCRYPTION_KEY: key.meta({ about: 'seals Plex tokens and integration keys; generated into DATA_DIR when unset' }),
  ENCRYPTION_KEY_PREVIOUS: key.meta({ about: 'the key before, while rotating' }),
  BACKUP_KEEP: integer(0, 3650, 7).meta({
    about: 'days that nightly backups are kept in DATA_DIR/backups; 0: none are made',
  }),
  SETUP_CODE: z
    .string()
    .regex(/^(?!CHANGE-ME$)[\x21-\x7e]{6,200}$/)
    .optional()
    .describe('6 to 200 printable characters without spaces, not what the examples say')
    .meta({ about: 'code that the first administrator must present; generated and printed when unset' }),
  PLEX_TV_URL: url(['http:', 'https:'])
    .default('https://plex.tv')
    .describe('a URL starting with http:// or https://')
    .meta({ about: "Plex's account service" }),
  PLEX_APP_URL: url(['http:', 'https:'])
    .default('https://app.plex.tv')
    .describe('a URL starting with http:// or https://')
    .meta({ about: "Plex's sign-in page" }),
  PLEX_TIMEOUT_MS: integer(100, 120_000, 15_000).meta({ about: 'time-out of each request to Plex' }),
  PLEX_TV_PER_SECOND: integer(1, 1000, 10).meta({
    about: 'budget of calls to plex.tv, with Redis that of all processes together',
  }),
  OUTBOUND_DENY: cidrs.meta({
    about: 'addresses that nobody may make SmartPlex call, beside link-local, metadata, unspecified and multicast ones',
  }),
  OUTBOUND_ALLOW: cidrs.meta({ about: 'exceptions from the denied addresses' }),
  AI_BASE_URL: url(['http:', 'https:']).meta({
    about: 'an OpenAI-compatible endpoint; unset: the settings page decides',
  }),
  AI_API_KEY: text(1000).meta({ about: "that endpoint's key" }),
  AI_MODEL: text(200).meta({ about: 'the model to ask; unset: the settings page decides' }),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
    .default('info')
    .describe('fatal, error, warn, info, debug, trace or silent')
    .meta({ about: 'what is logged' }),
  LOG_FORMAT: z.enum(['json', 'pretty']).optional().describe('json or pretty').meta({
    about: 'json, or pretty for people; unset: pretty on a terminal',
  }),
  METRICS_TOKEN: z
    .string()
    .regex(/^(?!CHANGE-ME$)[\x21-\x7e]{1,1000}$/)
    .optional()
    .describe('1 to 1000 printable characters without spaces, not what the examples say')
    .meta({ about: 'bearer token for /metrics; unset: loopback only' }),
  SENTRY_DSN: z
    .string()
    .refine((text) => URL.canParse(text) && isDsn(new URL(text)))
    .optional()
    .describe('a DSN: https://KEY@HOST/PROJECT')
    .meta({ about: 'error monitoring; unset: off' }),
  OTEL_EXPORTER_OTLP_ENDPOINT: url(['http:', 'https:']).meta({
    about: 'collector of traces (OTLP over HTTP, JSON); unset: off',
  }),
  OTEL_EXPORTER_OTLP_HEADERS: headers.meta({ about: 'what that collector wants to see, such as a key' }),
  OTEL_SERVICE_NAME: text(200).meta({ about: 'name of this installation in traces; unset: smartplex' }),
  OTEL_RESOURCE_ATTRIBUTES: resource.meta({ about: 'what traces say of this process beside its name and role' }),
  OTEL_TRACES_SAMPLER_ARG: share.meta({ about: 'share of requests and jobs that are traced' }),
  THROTTLE_PER_MINUTE: integer(1, 1_000_000, 600).meta({
    about: 'requests per minute for each session, key or address',
  }),
  THROTTLE_AUTH_PER_MINUTE: integer(1, 1_000_000, 20).meta({ about: 'sign-in requests per minute for each address' }),
  THROTTLE_AI_PER_MINUTE: number(1, 1_000_000)
    .optional()
    .describe('a whole number from 1 to 1000000')
    .meta({
      about:
        'questions and analyses per minute for each user, whose sessions and keys are counted together; unset: a tenth of ' +
        '`THROTTLE_PER_MINUTE`',
    }),
});

export type Environment = z.infer<typeof environmentSchema>;
export type EnvironmentName = keyof Environment;

/** Settings whose value may come from the file that `NAME_FILE` names. */
export const SECRET_NAMES = [
  'DATABASE_URL',
  'REDIS_URL',
  'ENCRYPTION_KEY',
  'ENCRYPTION_KEY_PREVIOUS',
  'SETUP_CODE',
  'AI_API_KEY',
  'METRICS_TOKEN',
  'SENTRY_DSN',
  'OTEL_EXPORTER_OTLP_HEADERS',
] as const satisfies readonly EnvironmentName[];
