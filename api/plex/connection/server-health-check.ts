import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { InjectPinoLogger, PinoLogger } from 'nestjs-pino';
import { AppConfig } from '../../infra/config';
import { PlexError } from '../plex.errors';
import { PlexServerRepository } from './plex-server.repository';
import { PlexServers } from './plex-servers';

const INTERVAL_MS = 60_000;
const FIRST_AFTER_MS = 5_000;

/**
 * One small call to each registered server a minute: keeps status, name and version true while nobody
 * uses the server, and lets one that moved or was offline come back by itself.
 */
@Injectable()
export class ServerHealthCheck implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly shutdown = new AbortController();
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly config: AppConfig,
    private readonly repository: PlexServerRepository,
    private readonly servers: PlexServers,
    @InjectPinoLogger(ServerHealthCheck.name) private readonly logger: PinoLogger,
  ) {}

  onApplicationBootstrap(): void {
    // Where there are workers, they look after the servers.
    if (this.config.role !== 'api') this.schedule(FIRST_AFTER_MS);
  }

  async onApplicationShutdown(): Promise<void> {
    clearTimeout(this.timer);
    this.shutdown.abort();
    await this.running;
  }

  /** Asks every registered server once. */
  async checkAll(): Promise<void> {
    const servers = await this.repository.list();
    await Promise.all(servers.map(({ id }) => this.check(id)));
  }

  private async check(serverId: string): Promise<void> {
    try {
      const client = await this.servers.clientFor(serverId);
      const { friendlyName: name, version, platform } = await client.about(this.shutdown.signal);
      await this.repository.describe(serverId, { name, version, platform });
    } catch (error) {
      // The client has told the registry already.
      if (!(error instanceof PlexError)) this.logger.warn({ err: error, serverId }, 'Could not check a media server');
    }
  }

  private schedule(delayMs: number): void {
    if (this.shutdown.signal.aborted) return;
    const jitteredMs = delayMs * (0.8 + Math.random() * 0.4);
    this.timer = setTimeout(() => {
      this.running = this.checkAll()
        .catch((error: unknown) => this.logger.warn({ err: error }, 'Could not check the media servers'))
        .finally(() => this.schedule(INTERVAL_MS));
    }, jitteredMs).unref();
  }
}
