import { createServer, request as ask, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ORIGIN } from './product.js';

const HASHED = /(?:main|chunk|polyfills)-[\w-]{8}\.js/g;

/** What a file is called in the other of the two builds. */
const renamed = (name: string): string =>
  name.replace(/-([\w-]{8})\.js$/, (_, hash: string) => `-${[...hash].reverse().join('')}.js`);

/**
 * Stands before the product and, once `updated` is set, hands out a portal that was built anew: every script has another
 * name, in the page, in the worker, in the scripts that import it and for the file itself.
 */
export async function startUpdatableFront() {
  const state = { updated: false };
  const old = new Set((await (await fetch(`${ORIGIN}/sw.js`)).text()).match(HASHED));
  const oldMain = [...old].find((name) => name.startsWith('main-'))!;
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    const file = path.slice(path.lastIndexOf('/') + 1);
    const isNew = !old.has(file) && old.has(renamed(file));
    const url = isNew ? path.replace(file, renamed(file)) : path;
    const isText = isNew || url === '/sw.js' || !/\.|^\/api/.test(url);
    const forwarded = ask(
      `${ORIGIN}${url}`,
      { method: request.method, headers: headersOf(request, isText) },
      (answer) => {
        if (state.updated && isText) void rewritten(answer, response, old);
        else answer.pipe(response.writeHead(answer.statusCode ?? 502, answer.headers));
      },
    );
    forwarded.on('error', () => response.destroy());
    request.pipe(forwarded);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = (): void => void server.close().closeAllConnections();
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    state,
    oldMain,
    newMain: renamed(oldMain),
    close,
  };
}

/** What is rewritten has to come whole, and as text. */
function headersOf({ headers }: IncomingMessage, whole: boolean) {
  if (!whole) return headers;
  const kept = Object.entries(headers).filter(([name]) => !/^if-/.test(name));
  return { ...Object.fromEntries(kept), 'accept-encoding': 'identity' };
}

async function rewritten(answer: IncomingMessage, response: ServerResponse, old: ReadonlySet<string>): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks)
    .toString()
    .replace(HASHED, (name) => (old.has(name) ? renamed(name) : name))
    .replace(/VERSION\s*=\s*"/, '$&new-');
  const headers = Object.entries(answer.headers).filter(([name]) => !['content-length', 'etag'].includes(name));
  response.writeHead(answer.statusCode ?? 502, Object.fromEntries(headers)).end(body);
}
