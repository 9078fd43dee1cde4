import { Counter, Histogram } from 'prom-client';

// Of the process, as prom-client's registry is. No label may hold a title, a name, an id or an address.

export const jobDuration = new Histogram({
  name: 'smartplex_job_duration_seconds',
  help: 'Time that a job ran, by kind and how it ended: succeeded, failed, retry (it is tried again) or released',
  labelNames: ['name', 'outcome'],
  buckets: [0.1, 0.5, 1, 5, 15, 60, 300, 900, 3600],
});

export const posterReads = new Counter({
  name: 'smartplex_poster_reads_total',
  help: 'Posters that were asked for, by where they came from: disk, server, or failed',
  labelNames: ['from'],
});

export const aiTokens = new Counter({
  name: 'smartplex_ai_tokens_total',
  help: 'Tokens that the AI provider counted, or were estimated where it counts none',
  labelNames: ['direction'],
});
