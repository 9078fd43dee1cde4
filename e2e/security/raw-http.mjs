// Bytes as no HTTP client would send them.
import { connect } from 'node:net';

const SILENCE_MS = 1_500;
/** Until the first byte: a machine that is busy has answered nothing yet. */
const FIRST_BYTE_MS = 20_000;

/**
 * Everything that comes back until the connection ends or is silent.
 * @returns {Promise<{ text: string, statuses: number[], closed: boolean }>}
 */
export function exchange(port, bytes, silenceMs = SILENCE_MS) {
  return new Promise((resolve) => {
    const chunks = [];
    const socket = connect({ port, host: '127.0.0.1' }, () => socket.write(bytes));
    const end = (closed) => {
      socket.destroy();
      const text = Buffer.concat(chunks).toString('latin1');
      resolve({
        text,
        closed,
        statuses: [...text.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => Number(status)),
      });
    };
    socket.setTimeout(FIRST_BYTE_MS, () => end(false));
    socket.on('data', (chunk) => {
      chunks.push(chunk);
      socket.setTimeout(silenceMs);
    });
    socket.once('error', () => end(true));
    socket.once('close', () => end(true));
  });
}

/** A request of these lines; the last of them is the body. */
export function request(line, headers = [], body = '') {
  return [line, 'Host: localhost', ...headers, '', body].join('\r\n');
}
