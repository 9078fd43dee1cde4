import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectMetric, makeGaugeProvider } from '@willsoto/nestjs-prometheus';
import type { Gauge } from 'prom-client';
import { Database } from '../../infra/database';
import { atScrape } from '../../infra/metrics';

const CONNECTIONS = 'smartplex_database_connections';

export const databaseConnectionsProvider = makeGaugeProvider({
  name: CONNECTIONS,
  help: 'Connections of this process to the database (open, idle, max), and callers that wait for one (waiting)',
  labelNames: ['state'],
});

/** Tells at each scrape how the pool is used. */
@Injectable()
export class DatabaseMetrics implements OnModuleInit {
  constructor(
    @InjectMetric(CONNECTIONS) private readonly gauge: Gauge,
    private readonly database: Database,
  ) {}

  onModuleInit(): void {
    atScrape(
      this.gauge,
      () => Promise.resolve(Object.entries(this.database.poolUse)),
      ([state, count]) => this.gauge.set({ state }, count),
    );
  }
}
