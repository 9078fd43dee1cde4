import { Injectable } from '@nestjs/common';
import { InjectPinoLogger, PinoLogger } from 'nestjs-pino';
import type { z } from 'zod';
import { DomainError } from '../../common';
import { isDatabaseLoss } from '../../infra/database';
import { JobProcessor, type JobContext, type JobHandler } from '../../infra/queue';
import { ApplyChangesJob } from './apply-changes.job';
import { ChangeApplier } from './change-applier';
import { MOST_KEYS } from './gathered-keys';
import { RunRequests } from './run-requests';
import { SyncChangeRepository, type Change } from './sync-change.repository';

/** All that is due, so that the brake sees together what was told together. */
const BATCH = MOST_KEYS;

/** Applies what a server told about until nothing is due. A key leaves the table only after it was applied. */
@Injectable()
@JobProcessor(ApplyChangesJob)
export class ApplyChangesHandler implements JobHandler<typeof ApplyChangesJob.payload> {
  constructor(
    private readonly changes: SyncChangeRepository,
    private readonly applier: ChangeApplier,
    private readonly runs: RunRequests,
    @InjectPinoLogger(ApplyChangesHandler.name) private readonly logger: PinoLogger,
  ) {}

  async handle({ serverId }: z.infer<typeof ApplyChangesJob.payload>, context: JobContext): Promise<void> {
    const { signal, attempt } = context;
    try {
      if ((await this.changes.count(serverId)) > MOST_KEYS) return await this.leaveToRun(serverId);
      for (let due = await this.next(serverId); due.length > 0; due = await this.next(serverId)) {
        signal.throwIfAborted();
        await this.apply(serverId, due, signal);
      }
    } catch (error) {
      signal.throwIfAborted();
      // Removed, and its rows with it.
      if (error instanceof DomainError && error.kind === 'not-found') return;
      if (isDatabaseLoss(error) || attempt < ApplyChangesJob.maxAttempts) throw error;
      this.logger.warn({ serverId, err: error }, 'Changes that a server told about are left to a sync run');
      await this.leaveToRun(serverId);
    }
  }

  private next(serverId: string): Promise<Change[]> {
    return this.changes.listDue(serverId, BATCH);
  }

  private async apply(serverId: string, due: Change[], signal: AbortSignal): Promise<void> {
    const since = await this.changes.now();
    const keys = due.map(({ ratingKey }) => ratingKey);
    const held = await this.applier.apply(serverId, keys, signal);
    const wasBusy = await this.changes.hadRun(serverId, since);
    if (held.length > 0) {
      this.logger.warn({ serverId, sectionIds: held }, 'An unusual share of a section is missing: nothing is removed');
      // The run holds the removals for a person: to ask again after it would only ask for another.
      if (await this.runs.holdRemovals(serverId, held)) return this.changes.remove(serverId, due);
    }
    if (wasBusy) await this.changes.keepForLater(serverId, due);
    else await this.changes.remove(serverId, due);
  }

  /** One run finds what so many questions would. */
  private async leaveToRun(serverId: string): Promise<void> {
    const now = await this.changes.now();
    if (await this.runs.start({ serverId, mode: 'incremental', trigger: 'event' })) {
      await this.changes.clear(serverId, now);
    } else await this.changes.keepAllForLater(serverId);
  }
}
