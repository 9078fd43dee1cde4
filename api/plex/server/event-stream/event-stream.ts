import { setTimeout as sleep } from 'node:timers/promises';
import { PlexError } from '../../plex.errors';
import type { ServerLine } from '../server-connection';
import { STREAM_TIMING, type ChannelRequest, type EventChannel, type StreamTiming } from './channel';
import type { EventListener } from './event';
import { readEvents } from './event-reader';
import { openEventSource } from './event-source.channel';
import { openWebSocket } from './web-socket.channel';

type Way = 'websocket' | 'eventsource';

/** Answers of a proxy, or of a server, that will not be another one in a minute. */
const REFUSALS: readonly (number | undefined)[] = [200, 400, 403, 404, 405, 406, 410, 426, 500, 501, 502];
/** Handshakes that fail in a row until the other way is taken. */
const MOST_FAILURES = 3;
/** How long the other way is taken before WebSockets are tried again. */
const DETOUR_MS = 10 * 60_000;
/** A connection that lasted this long was a good one. */
const GOOD_MS = 10_000;

/**
 * What a media server tells by itself, for as long as it is not closed: by WebSocket, or as an event
 * source where that is refused. Nothing is told again, so whoever listens looks for himself at each `opened`.
 */
export class EventStream {
  /** Messages that could not be read. */
  malformed = 0;
  /** How the last connection was made. */
  way: Way = 'websocket';
  private readonly stop = new AbortController();
  private attempt = new AbortController();
  private channel: EventChannel | null = null;
  private failures = 0;
  private detourUntil = 0;

  constructor(
    private readonly line: ServerLine,
    private readonly listener: EventListener,
    private readonly timing: StreamTiming = STREAM_TIMING,
  ) {
    line.onChange(() => this.reconnect());
    line.onClose(() => this.close());
    void this.run();
  }

  /** Address or token were replaced: the connection there is left for another. */
  reconnect(): void {
    this.failures = 0;
    this.detourUntil = 0;
    this.attempt.abort();
    this.channel?.close();
  }

  close(): void {
    this.line.release();
    this.stop.abort();
    this.attempt.abort();
    this.channel?.close();
  }

  private async run(): Promise<void> {
    while (!this.stop.signal.aborted) {
      this.attempt = new AbortController();
      const error = await this.connectOnce();
      this.channel = null;
      if (this.stop.signal.aborted) return;
      this.listener.closed(error);
      await sleep(this.waitMs(), undefined, { signal: this.attempt.signal }).catch(() => undefined);
    }
  }

  /** Resolves with the reason once the connection is over, or was not made at all. */
  private async connectOnce(): Promise<Error> {
    try {
      this.channel = await this.open();
    } catch (error) {
      this.failures++;
      return error as Error;
    }
    if (this.attempt.signal.aborted) this.channel.close();
    else this.listener.opened();
    const openedAt = performance.now();
    const error = await this.channel.closed;
    this.failures = performance.now() - openedAt >= GOOD_MS ? 0 : this.failures + 1;
    return error;
  }

  private async open(): Promise<EventChannel> {
    if (performance.now() < this.detourUntil) return this.openBy('eventsource');
    try {
      return await this.openBy('websocket');
    } catch (error) {
      const refused = error instanceof PlexError && REFUSALS.includes(error.status);
      if (!refused && this.failures < MOST_FAILURES) throw error;
      const channel = await this.openBy('eventsource');
      this.detourUntil = performance.now() + DETOUR_MS;
      return channel;
    }
  }

  private openBy(way: Way): Promise<EventChannel> {
    this.way = way;
    const open = way === 'websocket' ? openWebSocket : openEventSource;
    const { signal } = this.attempt;
    const message: ChannelRequest['message'] = (text, name) => this.take(text, name);
    return this.line.open((request) => open({ ...request, signal, timing: this.timing, message }), signal);
  }

  private take(text: string, name?: string): void {
    const events = readEvents(text, name);
    if (events === null) this.malformed++;
    else if (!this.stop.signal.aborted) for (const event of events) this.listener.event(event);
  }

  private waitMs(): number {
    const ceiling = Math.min(this.timing.longestRetryMs, this.timing.retryMs * 2 ** Math.max(0, this.failures - 1));
    return ceiling / 2 + (Math.random() * ceiling) / 2;
  }
}
