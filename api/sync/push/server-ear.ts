import type { PinoLogger } from 'nestjs-pino';
import type { EventListener, EventStream, PlexEvent, PlexServerClient } from '../../plex';
import { GatheredKeys } from './gathered-keys';
import type { StreamReport } from './sync-stream.repository';

/** What one scan does to one row comes as half a dozen events. */
const GATHER_MS = 2_000;
/** No file of ours, but collections, playlists, photos: Plex's numbers of the types that are mirrored. */
const MIRRORED_TYPES: readonly number[] = [1, 2, 3, 4, 8, 9, 10];

export interface EarPorts {
  logger: PinoLogger;
  /** Stores keys that are to be asked for. */
  store(serverId: string, ratingKeys: string[]): Promise<void>;
  /** False: ask again. */
  catchUp(serverId: string, trigger: 'startup' | 'event'): Promise<boolean>;
  playing(serverId: string, event: PlexEvent & { kind: 'playing' }): void;
  /** The connection was made or lost. */
  changed(): void;
}

/** Listens to one server: gathers what it tells about, and remembers when something was missed. */
export class ServerEar implements EventListener {
  private readonly keys = new GatheredKeys();
  private readonly stream: EventStream;
  private due: 'startup' | 'event' | null = null;
  private openings = 0;
  private connectedAt: Date | null = null;
  private lastEventAt: Date | null = null;
  private timer?: NodeJS.Timeout;
  private working: Promise<void> = Promise.resolve();
  private closing = false;

  constructor(
    readonly serverId: string,
    private readonly client: PlexServerClient,
    private readonly ports: EarPorts,
  ) {
    this.stream = client.listen(this);
  }

  isOf(client: PlexServerClient): boolean {
    return this.client === client;
  }

  get isConnected(): boolean {
    return this.connectedAt !== null;
  }

  /** What is told now is passed on together, when its time is over. */
  get isGathering(): boolean {
    return this.timer !== undefined;
  }

  report(): StreamReport {
    const { serverId, connectedAt, lastEventAt } = this;
    return { serverId, state: connectedAt ? 'connected' : 'connecting', connectedAt, lastEventAt };
  }

  opened(): void {
    this.due ??= this.openings++ === 0 ? 'startup' : 'event';
    this.connectedAt = new Date();
    this.ports.logger.info({ serverId: this.serverId, way: this.stream.way }, 'A media server is listened to');
    this.ports.changed();
    void this.settle();
  }

  closed(error: Error): void {
    const { serverId, stream } = this;
    const fields = { serverId, err: error, malformed: stream.malformed };
    if (this.connectedAt) this.ports.logger.info(fields, 'A media server is not listened to any more');
    else this.ports.logger.debug(fields, 'A media server could not be listened to');
    this.connectedAt = null;
    this.ports.changed();
  }

  event(event: PlexEvent): void {
    this.lastEventAt = new Date();
    if (event.kind === 'playing') return this.ports.playing(this.serverId, event);
    if (event.type !== null && !MIRRORED_TYPES.includes(event.type)) return;
    this.keys.add(event.ratingKey);
    this.timer ??= setTimeout(() => void this.settle(), GATHER_MS);
  }

  /** Passes on what is due; what cannot be passed on is kept for the next call. Never throws. */
  settle(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.working = this.working.then(() => this.passOn());
    return this.working;
  }

  /** Ends the connection at once, and passes on what was gathered. */
  async close(): Promise<void> {
    this.closing = true;
    this.stream.close();
    this.connectedAt = null;
    await this.settle();
  }

  private async passOn(): Promise<void> {
    const taken = this.keys.take();
    if (taken.tooMany) this.due ??= 'event';
    try {
      if (taken.keys.length > 0) await this.ports.store(this.serverId, taken.keys);
    } catch (error) {
      this.keys.putBack({ keys: taken.keys, tooMany: false });
      this.ports.logger.debug({ serverId: this.serverId, err: error }, 'Changes could not be stored');
    }
    try {
      // Whoever listens next looks for himself.
      if (this.due && !this.closing && (await this.ports.catchUp(this.serverId, this.due))) this.due = null;
    } catch (error) {
      this.ports.logger.warn({ serverId: this.serverId, err: error }, 'A run to catch up could not be started');
    }
  }
}
