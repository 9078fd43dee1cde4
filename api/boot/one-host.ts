import type { IncomingMessage } from 'node:http';
import { DomainError } from '../common';

/**
 * Refuses a request that names two hosts (RFC 9112, 3.2): Node keeps the first of them, a proxy may have gone by
 * the second.
 */
export function oneHost(request: IncomingMessage, _: unknown, next: (error?: unknown) => void): void {
  const { rawHeaders } = request;
  let hosts = 0;
  for (let at = 0; at < rawHeaders.length; at += 2) if (/^host$/i.test(rawHeaders[at])) hosts++;
  next(hosts > 1 ? new DomainError('bad-request', 'malformed-request', 'The request names two hosts.') : undefined);
}
