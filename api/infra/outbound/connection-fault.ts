import { errors } from 'undici';

const TLS_CODES =
  /^(ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_(VERIFY|GET)|EPROTO$|HOSTNAME_MISMATCH|INVALID_(CA|PURPOSE))/;
const TIMEOUT_CODES = new Set([
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'ETIMEDOUT',
]);

export type ConnectionFault = 'tls' | 'timeout' | 'not-http' | 'unreachable';

/** What a failed connection or a broken stream means. */
export function connectionFault(error: unknown): ConnectionFault {
  const code = errorCodeOf(error);
  // undici leaves the parser's code out more often than not.
  if (error instanceof errors.HTTPParserError || code === 'UND_ERR_HEADERS_OVERFLOW') return 'not-http';
  if (TLS_CODES.test(code)) return 'tls';
  return TIMEOUT_CODES.has(code) ? 'timeout' : 'unreachable';
}

/** Code of the first error behind it; empty where there is none. */
export function errorCodeOf(error: unknown): string {
  const { code, errors: several } = (error ?? {}) as { code?: unknown; errors?: unknown };
  // Happy eyeballs reports one error for each address that it tried.
  if (typeof code !== 'string' && Array.isArray(several)) return errorCodeOf(several[0]);
  return typeof code === 'string' ? code : '';
}
