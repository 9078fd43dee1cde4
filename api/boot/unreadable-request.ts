import { randomUUID } from 'node:crypto';
import type { Duplex } from 'node:stream';
import { PROBLEM_CONTENT_TYPE, problemOf } from '../infra/problem';

/** No page and nothing to keep. */
const HEADERS =
  "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'; base-uri 'none'\r\n" +
  'X-Content-Type-Options: nosniff\r\nReferrer-Policy: same-origin\r\nCache-Control: no-store\r\n';

/** Answers what Node's parser gave up on, an address of a megabyte say, before there is a request. */
export function refuseUnreadable(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const requestId = randomUUID();
  const answer = { status: 400, code: 'malformed-request', detail: 'The request cannot be read or is too long.' };
  const body = JSON.stringify(problemOf(answer, requestId));
  socket.end(
    'HTTP/1.1 400 Bad Request\r\n' +
      `Content-Type: ${PROBLEM_CONTENT_TYPE}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n` +
      `X-Request-Id: ${requestId}\r\n${HEADERS}Connection: close\r\n\r\n${body}`,
  );
}
