import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { InjectPinoLogger, PinoLogger } from 'nestjs-pino';
import { DomainError } from '../../common';
import { AppConfig } from '../../infra/config';
import { SyncService } from '../run/sync.service';
import { OldRunsRepository } from './old-runs.repository';
import { planRuns } from './run-plan';
import { ScheduleFactsQuery } from './schedule-facts.query';
import { SchedulerLease } from './scheduler-lease';
import type { PlannedRun, ScheduledServer } from './schedule.types';

const TICK_MS = 10_000;
const PRUNE_MS = 60 * 60_000;

/**
 * Asks for the runs that are due. Only one process does at a time, and all that it knows is in the database: one
 * that takes over goes on where the last one was.
 */
@Injectable()
export class SyncScheduler implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer?: NodeJS.Timeout;
  private running: Promise<void> | null = null;
  private prunedAt = 0;

  constructor(
    private readonly config: AppConfig,
    private readonly lease: SchedulerLease,
    private readonly facts: ScheduleFactsQuery,
    private readonly oldRuns: OldRunsRepository,
    private readonly sync: SyncService,
    @InjectPinoLogger(SyncScheduler.name) private readonly logger: PinoLogger,
  ) {}

  onApplicationBootstrap(): void {
    if (this.config.role === 'api') return;
    this.timer = setInterval(() => void this.tick(), TICK_MS).unref();
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
    if (this.config.role === 'api') return;
    // The next process need not wait for the lease to end.
    await this.lease.release().catch(() => undefined);
  }

  /** Asks for what is due now, unless another process does. A slow database makes ticks fewer, never more at once. */
  tick(): Promise<void> {
    this.running ??= this.askForDue()
      .catch((error: unknown) => this.logger.warn({ err: error }, 'Scheduled syncs could not be looked for'))
      .finally(() => (this.running = null));
    return this.running;
  }

  private async askForDue(): Promise<void> {
    const turn = await this.lease.take();
    if (!turn) return;
    const { schedule, zone, now } = turn;
    for (const server of await this.facts.listServers(now)) {
      const [due] = planRuns(schedule, zone, server, now)
        .filter(({ at }) => at <= now)
        .sort((a, b) => a.at.getTime() - b.at.getTime());
      // What is due while a run is active stays due until that one has ended.
      if (due && !server.busy) await this.ask(server, due);
    }
    await this.prune(now);
  }

  private async ask({ id: serverId }: ScheduledServer, { mode, trigger }: PlannedRun): Promise<void> {
    try {
      const { id: runId } = await this.sync.start({ serverId, mode, trigger, requestedBy: null });
      this.logger.info({ serverId, runId, mode, trigger }, 'A scheduled sync was asked for');
    } catch (error) {
      // Asked for by somebody else a moment ago, or the server was just removed: the next look tells.
      if (error instanceof DomainError) return;
      this.logger.warn({ err: error, serverId, mode }, 'A scheduled sync could not be asked for');
    }
  }

  private async prune(now: Date): Promise<void> {
    if (now.getTime() - this.prunedAt < PRUNE_MS) return;
    this.prunedAt = now.getTime();
    const forgotten = await this.oldRuns.prune(now);
    if (forgotten > 0) this.logger.info({ forgotten }, 'Old sync runs were forgotten');
  }
}
