import { Injectable } from '@nestjs/common';
import { JobRepository, type ActiveJobState } from './job.repository';

export interface JobCount {
  name: string;
  state: ActiveJobState;
  count: number;
}

/** How many jobs wait, are planned and run, for metrics. */
@Injectable()
export class JobCounts {
  constructor(private readonly jobs: JobRepository) {}

  list(): Promise<JobCount[]> {
    return this.jobs.countActive();
  }
}
