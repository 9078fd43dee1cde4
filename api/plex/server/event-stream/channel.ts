import type { buildConnector } from 'undici';
import type { ServerTarget } from '../server-connection';

/** One open connection of a stream. */
export interface EventChannel {
  /** Resolves when it ended, with the reason. Never rejects. */
  readonly closed: Promise<Error>;
  close(): void;
}

export interface ChannelRequest {
  target: ServerTarget;
  /** Identity and token: never part of the address. */
  headers: Record<string, string>;
  /** Connects only where the outbound policy allows. */
  connect: buildConnector.connector;
  timing: StreamTiming;
  signal: AbortSignal;
  /** The text of one message, and the name of the event where the way has names. */
  message(text: string, name?: string): void;
}

export interface StreamTiming {
  /** For connection and handshake together. */
  handshakeMs: number;
  pingMs: number;
  /** Silence after a ping that counts as death. */
  pongMs: number;
  /** First wait before another connection; it doubles each time. */
  retryMs: number;
  longestRetryMs: number;
}

export const STREAM_TIMING: StreamTiming = {
  handshakeMs: 10_000,
  pingMs: 30_000,
  pongMs: 20_000,
  retryMs: 1_000,
  longestRetryMs: 30_000,
};

/** No notification of Plex comes near. */
export const MAX_MESSAGE_BYTES = 1024 * 1024;

export function addressOf({ uri }: ServerTarget, path: string): URL {
  const url = new URL(uri);
  const [pathname, query = ''] = path.split('?', 2);
  url.pathname = url.pathname.replace(/\/+$/, '') + pathname;
  url.search = query;
  return url;
}
