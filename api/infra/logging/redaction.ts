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
  'api(?:-|_)?key',
  'key',
  'authorization',
  'password',
  'secret',
  'session',
  'jwt',
];

/** A mark as it stands in an address, also one that is a parameter of another, however often it was encoded. */
const mark = (plain: string, codes: string): string => `(?:[${plain}]|%(?:25)*(?:${codes}))`;

/* eslint-disable security/detect-non-literal-regexp -- made of what stands above, nothing else */

// Fields at any depth of a JSON line, also where JSON is quoted inside a string.
const FIELD = new RegExp(
  `(\\\\*"(?:${SECRET_FIELDS.join('|')})\\\\*"\\s*:\\s*)(\\\\*)"(?:[^"\\\\]|\\\\[^"])*?\\\\*"`,
  'gi',
);
const FIELD_LIST = new RegExp(`("(?:${SECRET_FIELDS.join('|')})"\\s*:\\s*)\\[[^\\]]*\\]`, 'gi');
const QUERY = new RegExp(
  `(${mark(`?&;#\\s"'`, '3F|26|3B|23|20|22|27')}(?:${QUERY_FIELDS.join('|').replaceAll('-', mark('-', '2D'))})` +
    `(?:${mark('[', '5B')}\\d*${mark('\\]', '5D')})?${mark('=', '3D')})[^&#\\s"'\\\\]+`,
  'gi',
);
const [SLASH, COLON, AT] = [mark('/', '2F'), mark(':', '3A'), mark('@', '40')];
/** Bounded: a line full of beginnings would be read to its end for each of them. */
const URL_PASSWORD = new RegExp(`(${SLASH}{2}[^\\s/:@"'%]*${COLON})[^\\s/@"']{1,1000}${AT}`, 'gi');
/* eslint-enable security/detect-non-literal-regexp */
const COOKIE = /\b(sp_\w+|XSRF-TOKEN|_csrf)=[^;\s"'\\]+/g;
const API_KEY = /((?:\b|%[\da-f]{2})(?:Bearer\s+|sp_|sk-))[\w.~+/-]{16,}=*/gi;

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
