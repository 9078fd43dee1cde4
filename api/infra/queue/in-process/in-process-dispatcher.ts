import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { InjectPinoLogger, PinoLogger } from 'nestjs-pino';
import { JobDispatcher } from '../job-dispatcher';
import { JobHandlers } from '../job-handlers';
import { JobRepository } from '../job.repository';
import { JobRunner } from '../job-runner';
import { WakeUp } from '../wake-up';

const POLL_EVERY_MS = 1_000;
const PRUNE_EVERY_MS = 60 * 60_000;
const DRAIN_MS = 10_000;

/** Claims due jobs from the table and runs them in this process. */
@Injectable()
export class InProcessDispatcher extends JobDispatcher implements OnApplicationBootstrap, OnModuleDestroy {
  readonly runsJobs = true;
  private readonly wakeUp = new WakeUp();
  private polledAt: Date | null = null;
  private prunedAt = 0;
  private away = false;
  private stopping = false;

  constructor(
    private readonly jobs: JobRepository,
    private readonly handlers: JobHandlers,
    private readonly runner: JobRunner,
    @InjectPinoLogger(InProcessDispatcher.name) private readonly logger: PinoLogger,
  ) {
    super();
    runner.onFreeSlot(() => this.wake());
  }

  lastPolledAt(): Date | null {
    return this.polledAt;
  }

  /** Looks for work at once instead of at the next poll. */
  wake(): void {
    this.wakeUp.ring();
  }

  onApplicationBootstrap(): void {
    void this.poll();
  }

  async onModuleDestroy(): Promise<void> {
    await this.drain(DRAIN_MS);
  }

  async drain(timeoutMs: number): Promise<void> {
    if (this.stopping) return;
    this.stopping = true;
    this.wake();
    // A claim that hangs with the database must not hang the shutdown: the runner has its own limit.
    await this.runner.drain(timeoutMs);
  }

  private async poll(): Promise<void> {
    while (!this.stopping) {
      try {
        await this.claim();
        await this.prune();
        this.polledAt = new Date();
        if (this.away) this.logger.info('The job dispatcher is back at work');
        this.away = false;
      } catch (error) {
        if (!this.away) this.logger.warn({ err: error }, 'The job dispatcher cannot reach its table; it keeps trying');
        this.away = true;
      }
      await this.wakeUp.wait(POLL_EVERY_MS);
    }
  }

  private async claim(): Promise<void> {
    const slots = this.handlers
      .all()
      .map(({ definition: { name, concurrency } }) => ({ name, free: concurrency - this.runner.countRunning(name) }))
      .filter(({ free }) => free > 0);
    if (slots.length === 0) return;
    for (const job of await this.jobs.claimDue(this.runner.owner, slots, this.runner.runningIds)) {
      void this.runner.run(job, this.handlers.find(job.name)!);
    }
  }

  private async prune(): Promise<void> {
    if (Date.now() - this.prunedAt < PRUNE_EVERY_MS) return;
    await this.jobs.pruneFinished();
    this.prunedAt = Date.now();
  }
}
