import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { InjectPinoLogger, PinoLogger } from 'nestjs-pino';
import { AppConfig } from '../../infra/config';
import { JobQueue } from '../../infra/queue';
import { InsightComparison, SectionInsights } from '../../library';
import { InsightComparisonJob, SectionInsightsJob } from './insight-jobs';

const TICK_MS = 15_000;
/** The end of a sync is answered first. */
const DELAY_MS = 1_000;

/** Asks for the figures of insights: after a sync, after an upgrade, and when anything has changed. Only enqueues. */
@Injectable()
export class InsightSchedule implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer?: NodeJS.Timeout;

  constructor(
    private readonly config: AppConfig,
    private readonly sections: SectionInsights,
    private readonly comparison: InsightComparison,
    private readonly queue: JobQueue,
    @InjectPinoLogger(InsightSchedule.name) private readonly logger: PinoLogger,
  ) {}

  onApplicationBootstrap(): void {
    if (this.config.role === 'api') return;
    this.timer = setInterval(() => void this.tick(), TICK_MS).unref();
    void this.tick();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /** To be called once a sync has read a section of the server. */
  async soon(serverId: string): Promise<void> {
    for (const sectionId of await this.sections.listBehind(serverId))
      await this.queue.add(SectionInsightsJob, { sectionId }, { delayMs: DELAY_MS });
  }

  async enqueueDue(): Promise<void> {
    for (const sectionId of await this.sections.listDue()) await this.queue.add(SectionInsightsJob, { sectionId });
    const { due, ripe, madeAt } = await this.comparison.freshness();
    if (due && (ripe || madeAt === null)) await this.queue.add(InsightComparisonJob, {});
  }

  private async tick(): Promise<void> {
    try {
      await this.enqueueDue();
    } catch (error) {
      this.logger.warn({ err: error }, 'Figures of insights could not be asked for');
    }
  }
}
