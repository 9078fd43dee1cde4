import { Injectable } from '@nestjs/common';
import { JobQueue } from '../../infra/queue';
import { ApplyChangesJob } from './apply-changes.job';
import { SyncChangeRepository } from './sync-change.repository';

/** Rows to be asked for: stored first, then worked on in the background. */
@Injectable()
export class ChangeQueue {
  constructor(
    private readonly changes: SyncChangeRepository,
    private readonly queue: JobQueue,
  ) {}

  async add(serverId: string, ratingKeys: readonly string[]): Promise<void> {
    await this.changes.add(serverId, ratingKeys);
    await this.queue.add(ApplyChangesJob, { serverId });
  }

  /**
   * Sees to it that everything that is due has a job: what came in the last moment of a job, what waited
   * for the end of a run, and what a process left that died in between.
   */
  async wake(): Promise<void> {
    for (const serverId of await this.changes.listServers()) await this.queue.add(ApplyChangesJob, { serverId });
  }
}
