import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectMetric, makeGaugeProvider } from '@willsoto/nestjs-prometheus';
import type { Gauge } from 'prom-client';
import { JobCounts } from '../infra/queue';

const JOBS = 'smartplex_jobs';
/** A scrape does not wait longer for the database. */
const TIMEOUT_MS = 2_000;

export const jobsProvider = makeGaugeProvider({
  name: JOBS,
  help: 'Jobs that wait or run, by kind',
  labelNames: ['name', 'state'],
});

/** Counts the jobs at each scrape. */
@Injectable()
export class JobMetrics implements OnModuleInit {
  constructor(
    @InjectMetric(JOBS) private readonly gauge: Gauge,
    private readonly counts: JobCounts,
  ) {}

  onModuleInit(): void {
    // prom-client asks a metric that has `collect` for its values at each scrape.
    Object.assign(this.gauge, { collect: () => this.collect() });
  }

  /** Never rejects: without the database the gauge is empty and the other metrics are still told. */
  private async collect(): Promise<void> {
    const counts = await Promise.race([
      this.counts.list().catch(() => []),
      new Promise<[]>((resolve) => setTimeout(resolve, TIMEOUT_MS, []).unref()),
    ]);
    this.gauge.reset();
    for (const { name, state, count } of counts) this.gauge.set({ name, state }, count);
  }
}
