import type { IncomingMessage, ServerResponse } from 'node:http';
import { DomainError } from '../common';

/** Node has answered it already when the request comes here. */
const KNOWN_EXPECTATION = /(?:^|\W)100-continue(?:$|\W)/i;

/**
 * Refuses a request of which two readers may make two. One that names two hosts (RFC 9112, 3.2): Node keeps the first
 * of them, a proxy may have gone by the second. Chunks in HTTP/1.0 (6.1), which knows none: somebody on the way may see
 * another end of them, so nothing that follows is read. Refuses what Node would answer by itself, bare, as well:
 * HTTP/1.1 without a host, and a demand that nobody knows.
 */
export function oneHost(request: IncomingMessage, response: ServerResponse, next: (error?: unknown) => void): void {
  if (request.httpVersion === '1.0' && request.headers['transfer-encoding'] !== undefined) {
    response.setHeader('Connection', 'close');
    next(malformed('HTTP/1.0 knows no transfer encoding.'));
    return;
  }
  const { rawHeaders, headers, httpVersion } = request;
  let hosts = 0;
  for (let at = 0; at < rawHeaders.length; at += 2) if (/^host$/i.test(rawHeaders[at])) hosts++;
  if (hosts > 1) next(malformed('The request names two hosts.'));
  else if (hosts === 0 && httpVersion === '1.1') next(malformed('The request names no host.'));
  else if (headers.expect !== undefined && !KNOWN_EXPECTATION.test(headers.expect))
    next(Object.assign(new Error('Unknown expectation'), { type: 'expectation.unknown' }));
  else next();
}

function malformed(detail: string): DomainError {
  return new DomainError('bad-request', 'malformed-request', detail);
}
