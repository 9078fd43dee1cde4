import { Counter, Histogram } from 'prom-client';

// Of the process, as prom-client's registry is. No label may hold a title, a name, an id or an address.
// All that can be counted stands there from the start: Prometheus does not see the first of a series rise.

const JOB_OUTCOMES = ['succeeded', 'failed', 'retry', 'released'] as const;
export type JobOutcome = (typeof JOB_OUTCOMES)[number];

export const jobDuration = new Histogram({
  name: 'smartplex_job_duration_seconds',
  help: 'Time that a job ran, by kind and how it ended: succeeded, failed, retry (it is tried again) or released',
  labelNames: ['name', 'outcome'],
  buckets: [0.1, 0.5, 1, 5, 15, 60, 300, 900, 3600],
});

/** Lets the times of a kind of job begin with none. */
export function expectJob(name: string): void {
  for (const outcome of JOB_OUTCOMES) jobDuration.zero({ name, outcome });
}

export const posterReads = new Counter({
  name: 'smartplex_poster_reads_total',
  help: 'Posters that were asked for, by where they came from: disk, server, or failed',
  labelNames: ['from'],
});
for (const from of ['disk', 'server', 'failed']) posterReads.inc({ from }, 0);

export const aiTokens = new Counter({
  name: 'smartplex_ai_tokens_total',
  help: 'Tokens that the AI provider counted, or were estimated where it counts none',
  labelNames: ['direction'],
});
for (const direction of ['in', 'out']) aiTokens.inc({ direction }, 0);
