import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { InjectPinoLogger, PinoLogger } from 'nestjs-pino';
import { AppConfig } from '../../infra/config';
import { JobQueue } from '../../infra/queue';
import { SyncRunJob } from './sync-run.job';
import { SyncRunQuery } from './sync-run.query';

const LOOK_INTERVAL_MS = 60_000;

/** Gives every active run a job: one whose job vanished would otherwise block its server for ever. */
@Injectable()
export class OrphanRuns implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer?: NodeJS.Timeout;

  constructor(
    private readonly query: SyncRunQuery,
    private readonly queue: JobQueue,
    private readonly config: AppConfig,
    @InjectPinoLogger(OrphanRuns.name) private readonly logger: PinoLogger,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if (this.config.role === 'api') return;
    this.timer = setInterval(() => void this.adopt(), LOOK_INTERVAL_MS);
    this.timer.unref();
    await this.adopt();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /** Where the job of a run is alive, the queue answers that one and adds nothing. */
  async adopt(): Promise<void> {
    try {
      for (const { id } of await this.query.listActive()) {
        const { created } = await this.queue.add(SyncRunJob, { runId: id });
        if (created) this.logger.warn({ runId: id }, 'A sync run had lost its job and got a new one');
      }
    } catch (error) {
      this.logger.warn({ err: error }, 'Sync runs without a job could not be looked for');
    }
  }
}
