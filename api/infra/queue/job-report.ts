import { Injectable } from '@nestjs/common';
import { JobRepository, type FailedJobRow, type JobRow, type JobState } from './job.repository';

/** Jobs as administrators look at them. Those that ended are kept for seven days. */
export interface JobReportRows {
  counts: { name: string; state: JobState; count: number }[];
  /** Since when the oldest job that could run waits; null when none does. */
  oldestWaitingAt: Date | null;
  /** Newest first. */
  lastFailures: FailedJobRow[];
}

const FAILURES = 10;

@Injectable()
export class JobReport {
  constructor(private readonly jobs: JobRepository) {}

  async get(): Promise<JobReportRows> {
    const [counts, oldestWaitingAt, lastFailures] = await Promise.all([
      this.jobs.countAll(),
      this.jobs.oldestWaitingAt(),
      this.jobs.lastFailures(FAILURES),
    ]);
    return { counts, oldestWaitingAt, lastFailures };
  }

  /** The newest jobs, finished or not, without their payloads. */
  recent(limit: number): Promise<JobRow[]> {
    return this.jobs.recent(limit);
  }
}
