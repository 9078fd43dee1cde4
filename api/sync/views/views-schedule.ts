import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { InjectPinoLogger, PinoLogger } from 'nestjs-pino';
import { AppConfig } from '../../infra/config';
import { JobQueue } from '../../infra/queue';
import { ImportViewsJob } from './import-views.job';
import { ShareQuery } from './share.query';

const TICK_MS = 60_000;
const INTERVAL_MINUTES = 60;
/** A share that a server does not honour is not tried at every tick. */
const RETRY_MS = 15 * 60_000;

/** Asks for everybody's view state once an hour, and soon after somebody is new or has watched something. Only enqueues. */
@Injectable()
export class ViewsSchedule implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly triedAt = new Map<string, number>();
  private timer?: NodeJS.Timeout;

  constructor(
    private readonly config: AppConfig,
    private readonly shares: ShareQuery,
    private readonly queue: JobQueue,
    @InjectPinoLogger(ViewsSchedule.name) private readonly logger: PinoLogger,
  ) {}

  onApplicationBootstrap(): void {
    if (this.config.role === 'api') return;
    this.timer = setInterval(() => void this.tick(), TICK_MS).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  async enqueueDue(): Promise<void> {
    for (const share of await this.shares.listDue(INTERVAL_MINUTES)) {
      const key = `${share.serverId}:${share.userId}`;
      if (performance.now() - (this.triedAt.get(key) ?? -Infinity) < RETRY_MS) continue;
      this.triedAt.set(key, performance.now());
      await this.queue.add(ImportViewsJob, share);
    }
  }

  /** @param accounts plex.tv ids of those who have new plays on the server */
  async watched(serverId: string, accounts: readonly string[]): Promise<void> {
    if (accounts.length === 0) return;
    for (const userId of await this.shares.usersOf(serverId, accounts))
      await this.queue.add(ImportViewsJob, { serverId, userId });
  }

  private async tick(): Promise<void> {
    try {
      await this.enqueueDue();
    } catch (error) {
      this.logger.warn({ err: error }, 'Imports of what people have seen could not be scheduled');
    }
  }
}
