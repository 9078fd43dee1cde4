import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { InjectPinoLogger, PinoLogger } from 'nestjs-pino';
import { AppConfig } from '../../config';
import { JobDispatcher } from '../job-dispatcher';
import { JobHandlers, type RegisteredJob } from '../job-handlers';
import { JobRepository } from '../job.repository';
import { JobRunner } from '../job-runner';
import { WakeUp } from '../wake-up';
import { BullQueues, within } from './bull-queues';

const SWEEP_EVERY_MS = 1_000;
/** Of each kind: more than any process works on at once, few enough to be told within the second. */
const SWEEP_AT_MOST = 50;
const LOOK_AFTER_COMMIT_MS = [25, 100, 400];
const PRUNE_EVERY_MS = 60 * 60_000;
const DRAIN_MS = 10_000;
const PAUSE_MS = 1_000;

/**
 * Runs what Bull hands out, after claiming it in the table. A sweeper announces every due job once a
 * second: jobs to be tried again, jobs of a lost lease, jobs added while Redis was away or before it
 * forgot everything.
 */
@Injectable()
export class BullDispatcher extends JobDispatcher implements OnApplicationBootstrap, OnModuleDestroy {
  readonly runsJobs: boolean;
  private readonly wakeUp = new WakeUp();
  private sweptAt: Date | null = null;
  private prunedAt = 0;
  private away = false;
  private stopping = false;

  constructor(
    config: AppConfig,
    private readonly queues: BullQueues,
    private readonly jobs: JobRepository,
    private readonly handlers: JobHandlers,
    private readonly runner: JobRunner,
    @InjectPinoLogger(BullDispatcher.name) private readonly logger: PinoLogger,
  ) {
    super();
    this.runsJobs = config.role !== 'api';
  }

  lastPolledAt(): Date | null {
    return this.sweptAt;
  }

  /** Looks for jobs of a transaction that may commit at any moment. */
  sweepAfterCommit(): void {
    LOOK_AFTER_COMMIT_MS.forEach((ms) => setTimeout(() => this.wakeUp.ring(), ms).unref());
  }

  onApplicationBootstrap(): void {
    if (this.runsJobs) this.handlers.all().forEach((registered) => this.process(registered));
    // The side that only adds sweeps as well: its transactions commit here.
    void this.sweepUntilStop();
  }

  async onModuleDestroy(): Promise<void> {
    await this.drain(DRAIN_MS);
  }

  async drain(timeoutMs: number): Promise<void> {
    if (this.stopping) return;
    this.stopping = true;
    this.wakeUp.ring();
    const paused = this.queues.all().map((queue) => within(queue.pause(true, true), PAUSE_MS, undefined));
    await Promise.all([...paused, this.runner.drain(timeoutMs)]);
  }

  private process(registered: RegisteredJob): void {
    const { name, concurrency } = registered.definition;
    void this.queues
      .get(name)
      .process(concurrency, async ({ data }) => {
        // Another worker has it, or it ended before Redis could tell: then there is nothing to claim.
        const job = this.stopping ? null : await this.jobs.claimOne(this.runner.owner, data.jobId);
        if (job) await this.runner.run(job, registered);
      })
      .catch((error: unknown) => {
        if (!this.stopping) this.logger.error({ err: error, job: name }, 'A queue stopped');
      });
  }

  private async sweepUntilStop(): Promise<void> {
    while (!this.stopping) {
      try {
        await this.sweep();
        this.sweptAt = new Date();
        if (this.away) this.logger.info('The job sweeper is back at work');
        this.away = false;
      } catch (error) {
        if (!this.away) this.logger.warn({ err: error }, 'The job sweeper cannot reach its table; it keeps trying');
        this.away = true;
      }
      await this.wakeUp.wait(SWEEP_EVERY_MS);
    }
  }

  private async sweep(): Promise<void> {
    const running = new Set(this.runner.runningIds);
    const names = this.handlers.all().map(({ definition: { name } }) => name);
    for (const { id, name } of await this.jobs.listDue(names, SWEEP_AT_MOST)) {
      if (this.stopping || running.has(id)) continue;
      if (!(await this.queues.announce(name, id))) return;
    }
    if (Date.now() - this.prunedAt < PRUNE_EVERY_MS) return;
    await this.jobs.pruneFinished();
    this.prunedAt = Date.now();
  }
}
