import type { Dispatcher } from 'undici';
import { expectCalls, timeUpstream, type Upstream } from '../../infra/metrics';
import { AddressDeniedError } from '../../infra/outbound';
import { PLEX_FAULTS, PlexError } from '../plex.errors';
import { isConnectFailure, readRetryAfter, statusFault, transportFault } from './fault';
import { PlexReply } from './plex-reply';
import { Watchdog } from './watchdog';

/** No reply of Plex that we ask for comes near; what goes beyond is refused while it streams. */
const MAX_BODY_BYTES = 64 * 1024 * 1024;

for (const upstream of ['plex.tv', 'media-server'] as const) expectCalls(upstream, PLEX_FAULTS);

export interface PlexRequest {
  method?: 'GET' | 'POST';
  /** Starts with a slash; may hold a query. */
  path: string;
  query?: Readonly<Record<string, string | number>>;
  headers: Readonly<Record<string, string>>;
  signal?: AbortSignal;
  /** 64 MiB when absent. */
  maxBytes?: number;
  /** Silence that counts as a time-out, in ms. */
  timeoutMs: number;
  /** The whole exchange; twice `timeoutMs` when absent. */
  deadlineMs?: number;
  /** Refuses a reply by its content type, before the body is read. */
  refuses?: (contentType: string) => boolean;
}

/**
 * One HTTP exchange with one origin: bounded in time and size, no redirects, every failure a PlexError.
 * The token is a header and nothing else; neither it nor the host is ever part of an error.
 */
export class PlexHttp {
  readonly origin: string;
  private readonly prefix: string;

  constructor(
    baseUrl: string,
    private readonly dispatcher: Dispatcher,
    private readonly upstream: Upstream,
  ) {
    const url = new URL(baseUrl);
    this.origin = url.origin;
    this.prefix = url.pathname.replace(/\/+$/, '');
  }

  /** @throws PlexError for everything but a complete 2xx reply */
  send(request: PlexRequest): Promise<PlexReply> {
    return timeUpstream(
      this.upstream,
      () => this.trySend(request),
      (error) => (error as PlexError).fault,
    );
  }

  private async trySend(request: PlexRequest): Promise<PlexReply> {
    const path = barePath(request.path);
    const watchdog = new Watchdog(request.timeoutMs, request.deadlineMs ?? request.timeoutMs * 2, request.signal);
    try {
      return await this.exchange(request, path, watchdog);
    } catch (error) {
      throw stoppedError(watchdog, path) ?? asPlexError(error, path);
    } finally {
      watchdog.stop();
    }
  }

  private async exchange(request: PlexRequest, path: string, watchdog: Watchdog): Promise<PlexReply> {
    if (watchdog.signal.aborted) throw new PlexError('aborted', path);
    const response = await this.dispatcher.request({
      origin: this.origin,
      path: this.prefix + withQuery(request.path, request.query),
      method: request.method ?? 'GET',
      headers: request.headers,
      signal: watchdog.signal,
      // The watchdog is the only clock; undici's own tick by the second.
      headersTimeout: 0,
      bodyTimeout: 0,
    });
    watchdog.progress();
    const contentType = String(response.headers['content-type'] ?? '').toLowerCase();
    const { statusCode: status, headers } = response;
    if (status < 200 || status > 299) {
      response.body.on('error', () => undefined).destroy();
      throw new PlexError(statusFault(status), path, { status, retryAfterMs: readRetryAfter(headers['retry-after']) });
    }
    if (request.refuses?.(contentType)) {
      response.body.on('error', () => undefined).destroy();
      throw new PlexError('malformed', path, { status, detail: 'content-type' });
    }
    const chunks = await readBody(response, request.maxBytes ?? MAX_BODY_BYTES, path, watchdog);
    return new PlexReply(status, headers, contentType, chunks);
  }
}

async function readBody(
  response: Dispatcher.ResponseData,
  maxBytes: number,
  path: string,
  watchdog: Watchdog,
): Promise<Buffer[]> {
  const tooLarge = () => {
    response.body.on('error', () => undefined).destroy();
    return new PlexError('too-large', path, { detail: 'body' });
  };
  if (Number(response.headers['content-length'] ?? 0) > maxBytes) throw tooLarge();
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response.body as AsyncIterable<Buffer>) {
    watchdog.progress();
    length += chunk.length;
    if (length > maxBytes) throw tooLarge();
    chunks.push(chunk);
  }
  return chunks;
}

function stoppedError(watchdog: Watchdog, path: string): PlexError | null {
  return watchdog.reason === null ? null : new PlexError(watchdog.reason, path);
}

export function asPlexError(error: unknown, path: string): PlexError {
  if (error instanceof PlexError) return error;
  if (error instanceof AddressDeniedError) return new PlexError('address-denied', path, { cause: error });
  const detail = isConnectFailure(error) ? 'connect' : undefined;
  return new PlexError(transportFault(error), path, { cause: error, detail });
}

function withQuery(path: string, query: PlexRequest['query']): string {
  const pairs = Object.entries(query ?? {}).map(
    ([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`,
  );
  if (pairs.length === 0) return path;
  return `${path}${path.includes('?') ? '&' : '?'}${pairs.join('&')}`;
}

/** For errors and logs. */
export function barePath(path: string): string {
  return path.split('?', 1)[0];
}
