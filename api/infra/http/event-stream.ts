import type { Request, Response } from 'express';
import type { RequestWithPrincipal } from '../../common';

const HEARTBEAT_MS = 15_000;
/** A reader that lets this much pile up is cut off: it comes back with Last-Event-ID. */
const MOST_BUFFERED_BYTES = 1 << 20;
const OPEN_STREAMS = 'openEventStreams';

const HEADERS = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  'Cache-Control': 'no-store, no-transform',
  // Proxies in the manner of nginx hold streams back otherwise.
  'X-Accel-Buffering': 'no',
};

interface ServerEvent {
  event?: string;
  id?: string;
  /** Sent as one line of JSON. */
  data: unknown;
}

/** An open stream of server-sent events. */
export interface EventStream {
  /** `Last-Event-ID` of a reader that comes back; null on its first visit. */
  readonly lastEventId: string | null;
  /** Aborts when the reader is gone, too slow, or the process stops: end what feeds the stream. */
  readonly closed: AbortSignal;
  /** False while the reader lags: hold back what may be skipped until `drained`. After the end it does nothing. */
  send(event: ServerEvent): boolean;
  /** Resolves when the reader has caught up, or the stream has ended. */
  drained(): Promise<void>;
  /** Ends the answer. */
  close(): void;
}

/**
 * Turns a response into a stream of server-sent events with a heartbeat every 15 s. It ends when whoever reads it may no
 * longer: at once when that is told, else with the next heartbeat.
 */
export function sse(request: Request & RequestWithPrincipal, response: Response): EventStream {
  const abort = new AbortController();
  const open = openStreams(request);
  response.status(200).set(HEADERS).flushHeaders();
  request.socket.setNoDelay(true);
  const write = (text: string): boolean => {
    if (abort.signal.aborted) return true;
    const fast = response.write(text);
    if (response.writableLength > MOST_BUFFERED_BYTES) response.destroy();
    return fast;
  };
  const beat = (): void => {
    write(': heartbeat\n\n');
    check();
  };
  const heartbeat = setInterval(beat, HEARTBEAT_MS);
  const stream: EventStream = {
    lastEventId: request.get('last-event-id') ?? null,
    closed: abort.signal,
    send: (event) => write(frame(event)),
    drained: () => drained(response, abort.signal),
    close: () => {
      response.end();
      end();
    },
  };
  const end = (): void => {
    clearInterval(heartbeat);
    unwatch?.();
    open.delete(stream);
    abort.abort();
  };
  const check = (): void => void endedFor(request).then((ended) => ended && stream.close());
  const unwatch = request.access?.watch(check);
  response.once('close', end);
  open.add(stream);
  // Who left before it was opened is never heard to leave.
  if (response.destroyed) end();
  write('retry: 2000\n\n');
  return stream;
}

/** Ends every stream of an Express app, so that it can shut down. */
export function closeEventStreams(app: { locals: Record<string, unknown> }): void {
  for (const stream of [...((app.locals[OPEN_STREAMS] as Set<EventStream> | undefined) ?? [])]) stream.close();
}

/** Where nobody can tell, the database is away: what feeds the stream has nothing to tell then either. */
async function endedFor({ access }: RequestWithPrincipal): Promise<boolean> {
  try {
    return access !== undefined && !(await access.holds());
  } catch {
    return false;
  }
}

function openStreams(request: Request): Set<EventStream> {
  const locals = request.app.locals as Record<string, unknown>;
  return (locals[OPEN_STREAMS] ??= new Set<EventStream>()) as Set<EventStream>;
}

function frame({ event, id, data }: ServerEvent): string {
  const head = (event ? `event: ${event}\n` : '') + (id ? `id: ${id}\n` : '');
  return `${head}data: ${JSON.stringify(data)}\n\n`;
}

function drained(response: Response, closed: AbortSignal): Promise<void> {
  if (!response.writableNeedDrain || closed.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    // A long stream drains many times: neither side may keep what waited for the other.
    const done = (): void => {
      response.off('drain', done);
      closed.removeEventListener('abort', done);
      resolve();
    };
    response.once('drain', done);
    closed.addEventListener('abort', done, { once: true });
  });
}
