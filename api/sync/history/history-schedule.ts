import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { InjectPinoLogger, PinoLogger } from 'nestjs-pino';
import { AppConfig } from '../../infra/config';
import { JobQueue } from '../../infra/queue';
import { HistoryImportRepository } from './history-import.repository';
import { ImportHistoryJob } from './import-history.job';

const TICK_MS = 60_000;
const INTERVAL_MINUTES = 5;

/** Asks for an import of each server's history every few minutes. Only enqueues. */
@Injectable()
export class HistorySchedule implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer?: NodeJS.Timeout;

  constructor(
    private readonly config: AppConfig,
    private readonly imports: HistoryImportRepository,
    private readonly queue: JobQueue,
    @InjectPinoLogger(HistorySchedule.name) private readonly logger: PinoLogger,
  ) {}

  onApplicationBootstrap(): void {
    if (this.config.role === 'api') return;
    this.timer = setInterval(() => void this.tick(), TICK_MS).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  async enqueueDue(): Promise<void> {
    for (const serverId of await this.imports.listDue(INTERVAL_MINUTES))
      await this.queue.add(ImportHistoryJob, { serverId });
  }

  private async tick(): Promise<void> {
    try {
      await this.enqueueDue();
    } catch (error) {
      this.logger.warn({ err: error }, 'Imports of the history could not be scheduled');
    }
  }
}
