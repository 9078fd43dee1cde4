import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectMetric, makeGaugeProvider } from '@willsoto/nestjs-prometheus';
import type { Gauge } from 'prom-client';
import { atScrape } from '../../infra/metrics';
import { JobCounts } from '../../infra/queue';

const JOBS = 'smartplex_jobs';

export const jobsProvider = makeGaugeProvider({
  name: JOBS,
  help: 'Jobs by kind that wait (queued), wait for their time (planned) or run (running)',
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
    atScrape(
      this.gauge,
      () => this.counts.list(),
      ({ name, state, count }) => this.gauge.set({ name, state }, count),
    );
  }
}
