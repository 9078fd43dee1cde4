import type { IncomingMessage } from 'node:http';

export type Format = 'json' | 'xml';

/** A request as the handlers see it: every `X-Plex-*` value may come as a header or in the query. */
export interface Call {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingMessage['headers'];
  format: Format;
  body: string;
}

export function plexValue(call: Call, name: string): string | null {
  const header = call.headers[name.toLowerCase()];
  if (typeof header === 'string' && header !== '') return header;
  return call.query.get(name);
}

export const tokenOf = (call: Call): string | null => plexValue(call, 'X-Plex-Token');

/** XML is the default on both sides of Plex; JSON has to be asked for. */
function formatOf(accept: string | undefined, fallback: Format): Format {
  if (accept?.includes('application/json')) return 'json';
  if (accept && /(?:application|text)\/xml/.test(accept)) return 'xml';
  return fallback;
}

const BODY_LIMIT = 4 * 1024 * 1024;

export async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size > BODY_LIMIT) throw new Error('body too large');
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Everything about a request but its body. */
export function callOf(request: IncomingMessage, defaultFormat: Format): Call {
  // Put together by hand: `//x` would be taken for a host.
  const url = new URL(`http://emulator${request.url?.startsWith('/') ? request.url : '/'}`);
  return {
    method: request.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    headers: request.headers,
    format: formatOf(request.headers.accept, defaultFormat),
    body: '',
  };
}

export async function readCall(request: IncomingMessage, defaultFormat: Format): Promise<Call> {
  const call = callOf(request, defaultFormat);
  if (call.method !== 'GET' && call.method !== 'HEAD') call.body = await readBody(request);
  return call;
}
