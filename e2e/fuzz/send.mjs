// Sends what was drawn byte for byte: no client tidies the path or the headers.
import { Agent, request } from 'node:http';

const agent = new Agent({ keepAlive: true, maxSockets: 16 });
/** A stream has begun well once its head is there; a little of what it says is looked at too. */
const STREAM_MS = 150;

/** @returns {Promise<{ status: number | null, headers: object, text: string, ms: number, fault: string | null }>} */
export function send(port, { method, path, headers, body }, giveUpMs) {
  const startedAt = performance.now();
  return new Promise((resolve) => {
    const chunks = [];
    let response = null;
    const end = (fault = null) => {
      clearTimeout(timer);
      const text = Buffer.concat(chunks).toString('utf8');
      resolve({
        status: response?.statusCode ?? null,
        headers: response?.headers ?? {},
        text,
        ms: performance.now() - startedAt,
        fault,
      });
    };
    const outgoing = request(
      { host: '127.0.0.1', port, method, path, agent, headers: withLength(headers, body) },
      (incoming) => {
        response = incoming;
        incoming
          .on('data', (chunk) => chunks.push(chunk))
          .once('end', () => end())
          .once('error', () => end('broken answer'));
        if (!/^text\/event-stream/.test(incoming.headers['content-type'] ?? '')) return;
        setTimeout(() => (end(), outgoing.destroy()), STREAM_MS);
      },
    );
    const timer = setTimeout(() => (end('no answer'), outgoing.destroy()), giveUpMs);
    outgoing.once('error', (error) => end(error.code ?? error.message));
    outgoing.end(body ?? undefined);
  });
}

function withLength(headers, body) {
  const all = Object.fromEntries(headers);
  return body === null ? all : { ...all, 'content-length': body.length };
}

export function close() {
  agent.destroy();
}
