import { randomUUID } from 'node:crypto';
import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { InjectMetric, makeGaugeProvider } from '@willsoto/nestjs-prometheus';
import { InjectPinoLogger, PinoLogger } from 'nestjs-pino';
import type { Gauge } from 'prom-client';
import { DomainError } from '../../common';
import { AppConfig } from '../../infra/config';
import { ChangeQueue } from './change-queue';
import { RefusedServers } from './refused-servers';
import { ServerEar, type EarPorts } from './server-ear';
import { StreamPorts } from './stream-ports';
import { SyncStreamRepository, type StreamReport } from './sync-stream.repository';

/** Well below the lease: also how soon a server that was registered or removed elsewhere is noticed. */
const LOOK_MS = 2_000;

const CONNECTED = 'smartplex_sync_streams_connected';
export const STREAM_METRICS = [
  makeGaugeProvider({ name: CONNECTED, help: 'Media servers whose push messages this process hears' }),
];

/** Listens to every registered server, each from one process only. */
@Injectable()
export class StreamListeners implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly owner = randomUUID();
  private readonly ears = new Map<string, ServerEar>();
  private readonly refusals = new RefusedServers();
  private readonly ports: EarPorts;
  private timer?: NodeJS.Timeout;
  private looking: Promise<void> | null = null;
  private lookAgain = false;
  private stopped = false;

  constructor(
    private readonly config: AppConfig,
    private readonly sources: StreamPorts,
    private readonly streams: SyncStreamRepository,
    private readonly changes: ChangeQueue,
    @InjectMetric(CONNECTED) private readonly gauge: Gauge,
    @InjectPinoLogger(StreamListeners.name) private readonly logger: PinoLogger,
  ) {
    this.ports = sources.ears(logger, () => void this.look());
  }

  onApplicationBootstrap(): void {
    if (this.config.role === 'api') return;
    this.sources.onRegistered(() => {
      this.refusals.askAgain();
      void this.look();
    });
    this.timer = setInterval(() => void this.look(), LOOK_MS).unref();
    void this.look();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    const ears = [...this.ears.values()];
    const closed = Promise.all(ears.map((ear) => ear.close()));
    await this.looking;
    await closed;
    const serverIds = ears.map(({ serverId }) => serverId);
    await this.streams.release(this.owner, serverIds).catch(() => undefined);
  }

  /** Brings who is listened to in line with the rows. Never throws; one look at a time. */
  look(): Promise<void> {
    if (this.stopped) return Promise.resolve();
    this.lookAgain = true;
    this.looking ??= this.lookOn().finally(() => (this.looking = null));
    return this.looking;
  }

  private async lookOn(): Promise<void> {
    while (this.lookAgain && !this.stopped) {
      this.lookAgain = false;
      try {
        await this.align();
        await this.changes.wake();
      } catch (error) {
        this.logger.debug({ err: error }, 'It could not be seen which servers are to be listened to');
      }
      this.gauge.set([...this.ears.values()].filter(({ isConnected }) => isConnected).length);
    }
  }

  private async align(): Promise<void> {
    const wanted = await this.sources.wanted();
    const reports = wanted.map((id): StreamReport => this.ears.get(id)?.report() ?? newReport(id));
    const held = reports.length > 0 ? await this.streams.hold(this.owner, reports) : new Set<string>();
    const lost = [...this.ears.keys()].filter((id) => !held.has(id));
    for (const id of lost) await this.forget(id);
    // One that was switched off is left to nobody; the lease of another process is none of ours.
    if (lost.length > 0) await this.streams.release(this.owner, lost);
    this.refusals.keep(held);
    for (const id of held) if (!this.refusals.isWaiting(id)) await this.listenTo(id);
    for (const ear of this.ears.values()) if (!ear.isGathering) await ear.settle();
  }

  private async listenTo(serverId: string): Promise<void> {
    const ear = this.ears.get(serverId);
    try {
      // Also what makes a new address or token known to the connection.
      const client = await this.sources.clientFor(serverId);
      this.refusals.accepted(serverId);
      if (ear?.isOf(client) || this.stopped) return;
      if (ear) await this.forget(serverId);
      this.ears.set(serverId, new ServerEar(serverId, client, this.ports));
    } catch (error) {
      if (error instanceof DomainError && error.kind === 'not-found') return this.forget(serverId);
      // The others are none the worse for it, and a later look tries again.
      const fields = { serverId, err: error };
      if (this.refusals.refused(serverId, error)) this.logger.warn(fields, 'A media server cannot be listened to');
    }
  }

  private async forget(serverId: string): Promise<void> {
    const ear = this.ears.get(serverId);
    this.ears.delete(serverId);
    await ear?.close();
  }
}

function newReport(serverId: string): StreamReport {
  return { serverId, state: 'connecting', connectedAt: null, lastEventAt: null };
}
