import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Logger } from 'pino';
import { type Answer, PROBLEM_CONTENT_TYPE, problemOf } from '../infra/problem';

/** No page and nothing to keep. */
const HEADERS =
  "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'; base-uri 'none'\r\n" +
  'X-Content-Type-Options: nosniff\r\nReferrer-Policy: same-origin\r\nCache-Control: no-store\r\n';

const MALFORMED = { status: 400, code: 'malformed-request', detail: 'The request cannot be read or is too long.' };
const TOO_SLOW = { status: 408, code: 'request-timeout', detail: 'The request did not arrive in time.' };

/** Answers what Node's parser gave up on, an address of a megabyte say, before there is a request. */
export function refuseUnreadable(log: Logger) {
  return (error: NodeJS.ErrnoException, socket: Duplex): void => {
    if (error.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy();
      return;
    }
    const requestId = randomUUID();
    // Its code and nothing of the bytes: they may be anything, and somebody's password.
    const { remoteAddress: address } = socket as Socket;
    log.warn({ requestId, address, code: error.code }, 'Request could not be read');
    socket.end(refusal(error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? TOO_SLOW : MALFORMED, requestId));
  };
}

function refusal(answer: Answer, requestId: string): string {
  const body = JSON.stringify(problemOf(answer, requestId));
  return (
    `HTTP/1.1 ${answer.status} ${STATUS_CODES[answer.status]}\r\n` +
    `Content-Type: ${PROBLEM_CONTENT_TYPE}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n` +
    `X-Request-Id: ${requestId}\r\n${HEADERS}Connection: close\r\n\r\n${body}`
  );
}
