import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { drained } from '../http/drain';
import { htmlError, type Reply } from '../http/reply';
import type { Fault } from './fault';

const MAINTENANCE =
  '<?xml version="1.0" encoding="UTF-8"?>\n<Response code="503" title="Maintenance" status="Plex Media Server is currently running database migrations."/>';
const PAGE = '<!DOCTYPE html><html><head><title>Gateway</title></head><body><h1>It works!</h1></body></html>';
const MEGABYTE = 1024 * 1024;

/** 503 of a media server is XML: it says so while it migrates its database. */
function statusReply(fault: Fault, isPlexTv: boolean): Reply {
  const status = fault.status ?? 500;
  const headers = fault.retryAfter === undefined ? undefined : { 'Retry-After': String(fault.retryAfter) };
  if (isPlexTv) {
    const body = JSON.stringify({
      errors: [{ code: status === 429 ? 1003 : 1000, message: `Emulated failure ${status}`, status }],
    });
    return { status, type: 'application/json; charset=utf-8', body, headers };
  }
  if (status === 503) return { status, type: 'text/xml;charset=utf-8', body: MAINTENANCE, headers };
  return { ...htmlError(status), headers };
}

/**
 * What a fault does instead of, or before, the real work.
 * 'handled' means that the request has met its end here.
 */
export async function actBefore(
  fault: Fault,
  response: ServerResponse,
  isPlexTv: boolean,
): Promise<Reply | 'handled' | null> {
  switch (fault.kind) {
    case 'status':
      return statusReply(fault, isPlexTv);
    case 'html':
      return { status: 200, type: 'text/html', body: PAGE };
    case 'empty':
      return { status: 200, type: 'application/json', body: '' };
    case 'hang':
      return 'handled';
    case 'reset':
      // RST instead of FIN: the client sees ECONNRESET, not a tidy end.
      response.socket?.resetAndDestroy();
      return 'handled';
    case 'oversized':
      await streamForever(fault, response);
      return 'handled';
    case 'slow':
      await sleep(fault.delayMs ?? 0);
      return null;
    default:
      return null;
  }
}

async function streamForever(fault: Fault, response: ServerResponse): Promise<void> {
  response.writeHead(200, { 'Content-Type': 'application/json' });
  response.write('{"MediaContainer":{"size":1,"totalSize":1,"Metadata":[{"ratingKey":"1","title":"');
  const chunk = Buffer.alloc(MEGABYTE, 'x');
  for (let sent = 0; sent < (fault.megabytes ?? 80) && !response.destroyed; sent++) {
    if (!response.write(chunk)) await drained(response);
  }
  response.end('"}]}}');
}

function writeHead(response: ServerResponse, reply: Reply, length: number): void {
  response.writeHead(reply.status, { ...reply.headers, 'Content-Type': reply.type, 'Content-Length': length });
}

export function send(response: ServerResponse, reply: Reply): void {
  const body = typeof reply.body === 'string' ? Buffer.from(reply.body, 'utf8') : reply.body;
  writeHead(response, reply, body.length);
  response.end(body);
}

/** Sends a finished answer the way the fault wants it to arrive. */
export async function sendWithFault(fault: Fault, response: ServerResponse, reply: Reply): Promise<void> {
  const body = Buffer.from(reply.body as string);
  if (fault.kind === 'truncated')
    return send(response, { ...reply, body: body.subarray(0, Math.floor(body.length * 0.6)) });
  if (fault.kind === 'invalid-json') return send(response, { ...reply, body: spoil(body.toString('utf8')) });
  if (fault.kind === 'drop') return drop(response, reply, body);
  if (fault.kind === 'slow' && fault.bytesPerSecond) return drip(response, reply, body, fault.bytesPerSecond);
  return send(response, reply);
}

/** Raw NUL and BEL inside the first string. */
function spoil(text: string): string {
  const at = text.indexOf('"', text.indexOf(':') + 1) + 1;
  return `${text.slice(0, at)}\u0000\u0007${text.slice(at)}`;
}

function drop(response: ServerResponse, reply: Reply, body: Buffer): void {
  writeHead(response, reply, body.length);
  response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.socket?.destroy());
}

const TICK_MS = 50;

async function drip(response: ServerResponse, reply: Reply, body: Buffer, bytesPerSecond: number): Promise<void> {
  writeHead(response, reply, body.length);
  const step = Math.max(1, Math.floor((bytesPerSecond * TICK_MS) / 1000));
  for (let at = 0; at < body.length && !response.destroyed; at += step) {
    response.write(body.subarray(at, at + step));
    await sleep(TICK_MS);
  }
  response.end();
}
