import { Logger, type OnApplicationShutdown } from '@nestjs/common';
import Redis from 'ioredis';
import { Broadcast } from './broadcast';
import { ChannelListeners } from './channel-listeners';

const PREFIX = 'smartplex:broadcast:';
/** A connection that answers nothing for so long counts as dead, though nobody closed it. */
const SILENT_MS = 5_000;
/** Whoever only listens has to ask for a sign of life. */
const ASK_EVERY_MS = 10_000;

/** Through Redis to every process. While Redis is away, this process alone still hears itself. */
export class RedisBroadcast extends Broadcast implements OnApplicationShutdown {
  private readonly logger = new Logger('Redis');
  private readonly listeners = new ChannelListeners();
  private readonly publisher: Redis;
  private readonly subscriber: Redis;
  private readonly asking: NodeJS.Timeout;
  private away = false;
  private ended = false;

  constructor(url: string, askEveryMs = ASK_EVERY_MS) {
    super();
    const options = {
      connectTimeout: 3_000,
      socketTimeout: SILENT_MS,
      maxRetriesPerRequest: null,
      retryStrategy: () => 500,
    };
    this.publisher = new Redis(url, { ...options, enableOfflineQueue: false });
    this.subscriber = new Redis(url, options);
    // Told once for each time that it is away; an unheard error event would end the process.
    this.publisher.on('error', () => undefined);
    this.subscriber.on('error', () => undefined);
    this.subscriber.on('close', () => this.noteAway());
    this.subscriber.on('ready', () => this.noteBack());
    // ioredis subscribes again by itself after a reconnect.
    this.subscriber.psubscribe(`${PREFIX}*`).catch(() => undefined);
    this.asking = setInterval(() => void this.subscriber.ping().catch(() => undefined), askEveryMs).unref();
    this.subscriber.on('pmessage', (_pattern, channel: string, text: string) =>
      this.listeners.deliver(channel.slice(PREFIX.length), text),
    );
  }

  publish(channel: string, message: unknown): void {
    const text = JSON.stringify(message);
    const locally = () => this.listeners.deliver(channel, text);
    if (this.publisher.status !== 'ready' || this.subscriber.status !== 'ready') setImmediate(locally);
    else this.publisher.publish(PREFIX + channel, text).catch(locally);
  }

  subscribe<T>(channel: string, listener: (message: T) => void): () => void {
    return this.listeners.add(channel, listener as (message: unknown) => void);
  }

  private noteAway(): void {
    if (this.away || this.ended) return;
    this.away = true;
    this.logger.warn('The connection to Redis is lost; it is tried again');
  }

  private noteBack(): void {
    if (this.away) this.logger.log('Redis answers again');
    this.away = false;
  }

  onApplicationShutdown(): void {
    this.ended = true;
    clearInterval(this.asking);
    this.publisher.disconnect();
    this.subscriber.disconnect();
  }
}
