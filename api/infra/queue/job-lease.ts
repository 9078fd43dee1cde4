import { AsyncLocalStorage } from 'node:async_hooks';
import { Injectable } from '@nestjs/common';
import type { SqlExecutor } from '../database';
import { JobRepository } from './job.repository';

export interface HeldJob {
  id: string;
  owner: string;
  abort: AbortController;
}

const held = new AsyncLocalStorage<HeldJob>();

/** Another process has taken the job over; what was about to be written is rolled back. */
export class JobLeaseLost extends Error {
  constructor() {
    super('Another process took this job over');
    this.name = 'JobLeaseLost';
  }
}

/** Runs a handler so that everything it calls knows whose job it works on. */
export function holding<T>(job: HeldJob, work: () => Promise<T>): Promise<T> {
  return held.run(job, work);
}

/**
 * Keeps a process that slept through the end of its lease from writing over the one that took its job:
 * a frozen machine does not know, when it wakes, that it was frozen.
 */
@Injectable()
export class JobLease {
  constructor(private readonly jobs: JobRepository) {}

  /**
   * The last statement of a transaction that a job writes in: nobody can take the job over between it
   * and the commit. Outside of jobs it does nothing.
   * @throws JobLeaseLost when the job is in other hands; the job's signal is aborted then
   */
  async hold(sql: SqlExecutor): Promise<void> {
    const job = held.getStore();
    if (!job || (await this.jobs.holds(job.owner, job.id, sql))) return;
    job.abort.abort();
    throw new JobLeaseLost();
  }
}
