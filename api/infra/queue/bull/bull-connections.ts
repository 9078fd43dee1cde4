import type { QueueOptions } from 'bull';
import Redis, { type RedisOptions } from 'ioredis';

/** No answer for so long, and the connection counts as dead: longer than Bull waits for a job (5 s). */
const SILENT_MS = 12_000;
/**
 * A worker that died is noticed here about as soon as its lease in the table (15 s) runs out; Bull's own
 * half a minute, twice, would be what people wait for.
 */
const LOCK_MS = 10_000;
const LOOK_FOR_STALLED_MS = 5_000;
const RETRY_AFTER_LOSS_MS = 500;

const RECONNECT_MS = [100, 200, 500, 1_000];

/** How every connection to Redis behaves: it keeps trying, and no command waits for ever in a queue of its own. */
function redisOptions(): RedisOptions {
  return {
    connectTimeout: 3_000,
    socketTimeout: SILENT_MS,
    maxRetriesPerRequest: null,
    enableReadyCheck: false,
    retryStrategy: (times) => RECONNECT_MS[Math.min(times, RECONNECT_MS.length) - 1] ?? null,
  };
}

/** Connections for Bull: all its queues share one for commands and one for events; each waits on one of its own. */
export class BullConnections {
  private readonly shared = new Map<string, Redis>();
  private readonly open: Redis[] = [];

  constructor(private readonly url: string) {}

  options(): QueueOptions {
    return {
      prefix: 'smartplex',
      createClient: (type) => (type === 'bclient' ? this.connect() : this.share(type)),
      settings: {
        lockDuration: LOCK_MS,
        stalledInterval: LOOK_FOR_STALLED_MS,
        retryProcessDelay: RETRY_AFTER_LOSS_MS,
      },
      defaultJobOptions: { removeOnComplete: true, removeOnFail: true, attempts: 1 },
    };
  }

  /** Bull leaves alone what it did not open itself. */
  close(): void {
    this.open.splice(0).forEach((client) => client.disconnect());
  }

  private share(type: string): Redis {
    const client = this.shared.get(type) ?? this.connect();
    this.shared.set(type, client);
    return client;
  }

  private connect(): Redis {
    const client = new Redis(this.url, redisOptions());
    client.setMaxListeners(0);
    // Readiness tells that Redis is away; an unheard error event would end the process.
    client.on('error', () => undefined);
    this.open.push(client);
    return client;
  }
}
