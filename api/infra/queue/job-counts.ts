import { Injectable } from '@nestjs/common';
import { JobRepository } from './job.repository';

export interface JobCount {
  name: string;
  state: 'queued' | 'running';
  count: number;
}

/** How many jobs wait and run, for metrics. */
@Injectable()
export class JobCounts {
  constructor(private readonly jobs: JobRepository) {}

  list(): Promise<JobCount[]> {
    return this.jobs.countByNameAndState();
  }
}
