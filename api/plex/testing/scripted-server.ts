import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

export type Script = (request: IncomingMessage, response: ServerResponse, count: number) => void;

interface SeenRequest {
  method: string;
  url: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingMessage['headers'];
  at: number;
}

/** A real HTTP server that answers exactly what a spec says, byte for byte. */
export interface ScriptedServer {
  url: string;
  port: number;
  seen: SeenRequest[];
  /** Sockets that are open now. */
  sockets: Set<Socket>;
  /** Replaces the script; `count` is the number of the request from 1. */
  answer(script: Script): void;
  close(): Promise<void>;
}

export async function startScriptedServer(script: Script = notFound): Promise<ScriptedServer> {
  let current = script;
  const seen: SeenRequest[] = [];
  const sockets = new Set<Socket>();
  const listener: RequestListener = (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://scripted');
    const { method = '', url = '', headers } = request;
    seen.push({ method, url, path: pathname, query: searchParams, headers, at: Date.now() });
    response.on('error', () => undefined);
    current(request, response, seen.length);
  };
  const server = createServer(listener);
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    seen,
    sockets,
    url: `http://127.0.0.1:${port}`,
    answer: (next) => {
      current = next;
      seen.length = 0;
    },
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

const notFound: Script = (_, response) => html(response, 404, 'Not Found');

export function json(response: ServerResponse, body: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(200, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

/** Raw bytes under any content type. */
export function raw(
  response: ServerResponse,
  body: string | Buffer,
  contentType = 'application/json',
  status = 200,
): void {
  response.writeHead(status, { 'content-type': contentType }).end(body);
}

/** How media servers say no, whatever was asked for. */
export function html(
  response: ServerResponse,
  status: number,
  title: string,
  headers: Record<string, string> = {},
): void {
  response
    .writeHead(status, { 'content-type': 'text/html', ...headers })
    .end(`<html><head><title>${title}</title></head><body><h1>${status} ${title}</h1></body></html>`);
}

/** A container with item rows, as a paged listing answers. */
export function page(
  rows: unknown[],
  { offset = 0, totalSize = rows.length }: { offset?: number; totalSize?: number } = {},
) {
  return { MediaContainer: { size: rows.length, totalSize, offset, ...(rows.length > 0 ? { Metadata: rows } : {}) } };
}
