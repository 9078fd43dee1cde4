import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import type { FaultTable } from '../faults/fault';
import { callOf, type Call, type Format } from '../http/call';
import { statusTitle } from '../http/reply';
import type { MediaServer } from './media-server';
import type { Subscriber } from './notifier';
import { callerOf, type Caller } from './pms-call';

/** The documents say `websocket`, every client says `websockets`; both are answered. */
const SOCKET_PATH = /^\/:\/websockets?\/notifications\/?$/;
export const EVENT_PATH = /^\/:\/eventsource\/notifications\/?$/;
const PING_MS = 10_000;

/** `filters=timeline,playing` takes these only, `filters=-log` all but these. */
function accepts(filters: string | null): (type: string) => boolean {
  if (!filters) return () => true;
  const excluding = filters.startsWith('-');
  const names = new Set(filters.replace(/^-/, '').split(','));
  return (type) => names.has(type) !== excluding;
}

function subscribe(
  server: MediaServer,
  caller: Caller,
  filters: string | null,
  channel: Pick<Subscriber, 'send' | 'close'>,
): () => void {
  return server.notifier.add({
    isOwner: caller.isOwner,
    localId: caller.localId,
    sections: caller.sections,
    accepts: accepts(filters),
    ...channel,
  });
}

/** Answers upgrade requests with a WebSocket that only ever talks. */
export function makeUpgrade(server: MediaServer, faults: FaultTable, format: Format) {
  const sockets = new WebSocketServer({ noServer: true });
  return (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    const call = callOf(request, format);
    const fault = faults.take(server.names, 'GET', call.path);
    const status = fault ? (fault.status ?? 500) : refusalOf(server, call);
    if (fault?.kind === 'hang') return;
    if (status !== 0) {
      socket.end(
        `HTTP/1.1 ${status} ${statusTitle(status)}\r\nContent-Type: text/html\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`,
      );
      return;
    }
    const caller = callerOf(server, call) as Caller;
    sockets.handleUpgrade(request, socket, head, (ws) => attach(server, caller, call.query.get('filters'), ws));
  };
}

function refusalOf(server: MediaServer, call: Call): number {
  if (!SOCKET_PATH.test(call.path)) return 404;
  return callerOf(server, call) ? 0 : 401;
}

function attach(server: MediaServer, caller: Caller, filters: string | null, ws: WebSocket): void {
  const leave = subscribe(server, caller, filters, {
    send: (_type, container) => ws.send(JSON.stringify({ NotificationContainer: container })),
    close: () => ws.terminate(),
  });
  ws.on('close', leave);
  ws.on('error', leave);
}

/** The other way to listen: one named event each, and a ping now and then. */
export function openEventStream(server: MediaServer, caller: Caller, call: Call, response: ServerResponse): void {
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-cache' });
  response.write('event: ping\ndata: {}\n\n');
  const ping = setInterval(() => response.write('event: ping\ndata: {}\n\n'), PING_MS);
  const leave = subscribe(server, caller, call.query.get('filters'), {
    send: (type, container) => response.write(`event: ${type}\ndata: ${JSON.stringify(bareEntry(container))}\n\n`),
    close: () => response.destroy(),
  });
  response.on('close', () => {
    clearInterval(ping);
    leave();
  });
}

/** Events carry the entry itself, not the container and its list. */
function bareEntry(container: object): object {
  const entries = Object.entries(container).filter(([name]) => name !== 'type' && name !== 'size');
  return Object.fromEntries(
    entries.map(([name, value]) => [name, Array.isArray(value) ? (value[0] as unknown) : (value as unknown)]),
  );
}
