import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { JobDefinition } from '../job';
import { JobQueue, type AddOptions } from '../job-queue';
import { JobRepository } from '../job.repository';
import { newJob } from '../new-job';
import { BullDispatcher } from './bull-dispatcher';
import { BullQueues } from './bull-queues';

/** With Redis: the row is written first, then its id is announced; whatever is not announced the sweeper finds. */
@Injectable()
export class BullJobQueue extends JobQueue {
  constructor(
    private readonly jobs: JobRepository,
    private readonly queues: BullQueues,
    private readonly dispatcher: BullDispatcher,
  ) {
    super();
  }

  async add<Schema extends z.ZodType>(
    definition: JobDefinition<Schema>,
    payload: z.infer<Schema>,
    options: AddOptions = {},
  ): Promise<{ jobId: string; created: boolean }> {
    const added = await this.jobs.add(newJob(definition, payload, options), options.sql);
    if (options.sql) this.dispatcher.sweepAfterCommit();
    else if (added.created && !options.delayMs) await this.queues.announce(definition.name, added.jobId);
    return added;
  }
}
