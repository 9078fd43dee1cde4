const CENSOR = '[redacted]';

const SECRET_FIELDS = [
  'authorization',
  'proxy-authorization',
  'cookie',
  'set-cookie',
  'x-plex-token',
  'x-xsrf-token',
  'token',
  'authToken',
  'auth_token',
  'accessToken',
  'sealedToken',
  'sealed_token',
  'setupCode',
  'password',
  'apiKey',
  'api_key',
  'encryptionKey',
  'sp_session',
];

const QUERY_FIELDS = [
  'X-Plex-Token',
  'token',
  'auth_?token',
  'access_?token',
  'setup_?code',
  'code',
  'api_?key',
  'authorization',
  'password',
  'jwt',
];

/* eslint-disable security/detect-non-literal-regexp -- made of the two lists above, nothing else */

// Fields at any depth of a JSON line, also where JSON is quoted inside a string.
const FIELD = new RegExp(
  `(\\\\*"(?:${SECRET_FIELDS.join('|')})\\\\*"\\s*:\\s*)(\\\\*)"(?:[^"\\\\]|\\\\[^"])*?\\\\*"`,
  'gi',
);
const FIELD_LIST = new RegExp(`("(?:${SECRET_FIELDS.join('|')})"\\s*:\\s*)\\[[^\\]]*\\]`, 'gi');
const QUERY = new RegExp(`([?&;#\\s"'](?:${QUERY_FIELDS.join('|')})=)[^&#\\s"'\\\\]+`, 'gi');
/* eslint-enable security/detect-non-literal-regexp */
const COOKIE = /\b(sp_\w+|XSRF-TOKEN|_csrf)=[^;\s"'\\]+/g;
const API_KEY = /\b(Bearer\s+|sp_)[\w.~+/-]{16,}=*/gi;
const URL_PASSWORD = /(\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@"']*:)[^\s/@"']+@/gi;

/** Takes secrets out of a log line, wherever in it they stand: fields, quoted bodies, URLs, cookies. */
export function redact(line: string): string {
  return line
    .replace(FIELD, (_, name: string, quote: string) => `${name}${quote}"${CENSOR}${quote}"`)
    .replace(FIELD_LIST, `$1"${CENSOR}"`)
    .replace(QUERY, `$1${CENSOR}`)
    .replace(COOKIE, `$1=${CENSOR}`)
    .replace(API_KEY, `$1${CENSOR}`)
    .replace(URL_PASSWORD, `$1${CENSOR}@`);
}
