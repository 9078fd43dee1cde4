import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { JobDefinition } from '../job';
import { JobQueue, type AddOptions } from '../job-queue';
import { JobRepository } from '../job.repository';
import { newJob } from '../new-job';
import { InProcessDispatcher } from './in-process-dispatcher';

/** When to look for a job whose transaction may commit at any moment, in milliseconds from now. */
const LOOK_AFTER_COMMIT_MS = [25, 100, 400];

/** Without Redis: the table is the queue, and the dispatcher of this process is told at once. */
@Injectable()
export class InProcessJobQueue extends JobQueue {
  constructor(
    private readonly jobs: JobRepository,
    private readonly dispatcher: InProcessDispatcher,
  ) {
    super();
  }

  async add<Schema extends z.ZodType>(
    definition: JobDefinition<Schema>,
    payload: z.infer<Schema>,
    options: AddOptions = {},
  ): Promise<{ jobId: string; created: boolean }> {
    const added = await this.jobs.add(newJob(definition, payload, options), options.sql);
    if (options.sql) LOOK_AFTER_COMMIT_MS.forEach((ms) => setTimeout(() => this.dispatcher.wake(), ms).unref());
    else this.dispatcher.wake();
    return added;
  }
}
