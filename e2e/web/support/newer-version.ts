import { createServer, request as ask, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ORIGIN } from './product.js';

const NEW_MAIN = 'main-NEWNEWNW.js';

/**
 * Stands before the product and, once `updated` is set, hands out a portal that was built anew: another name of the main
 * script in the page, in the worker and for the file itself.
 */
export async function startUpdatableFront() {
  const state = { updated: false };
  const oldMain = /main-[A-Z0-9]{8}\.js/.exec(await (await fetch(`${ORIGIN}/login`)).text())![0];
  const server = createServer((request, response) => {
    const url = (request.url ?? '').replace(NEW_MAIN, oldMain);
    const isText = url === '/sw.js' || !/\.|^\/api/.test(url);
    const forwarded = ask(
      `${ORIGIN}${url}`,
      { method: request.method, headers: headersOf(request, isText) },
      (answer) => {
        if (state.updated && isText) void renamed(answer, response, oldMain);
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
    newMain: NEW_MAIN,
    close,
  };
}

/** What is rewritten has to come whole, and as text. */
function headersOf({ headers }: IncomingMessage, rewritten: boolean) {
  if (!rewritten) return headers;
  const whole = Object.entries(headers).filter(([name]) => !/^if-/.test(name));
  return { ...Object.fromEntries(whole), 'accept-encoding': 'identity' };
}

async function renamed(answer: IncomingMessage, response: ServerResponse, oldMain: string): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks)
    .toString()
    .replaceAll(oldMain, NEW_MAIN)
    .replace(/VERSION = "/, 'VERSION = "new-');
  const headers = Object.entries(answer.headers).filter(([name]) => !['content-length', 'etag'].includes(name));
  response.writeHead(answer.statusCode ?? 502, Object.fromEntries(headers)).end(body);
}
