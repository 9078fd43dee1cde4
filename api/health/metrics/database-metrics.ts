import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectMetric, makeGaugeProvider } from '@willsoto/nestjs-prometheus';
import type { Gauge } from 'prom-client';
import { Database, type PoolUse } from '../../infra/database';

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
    // At once and not by `atScrape`: the other gauges of a scrape ask the database, and their queries are not to be counted.
    Object.assign(this.gauge, { collect: () => this.tell(this.database.poolUse) });
  }

  private tell({ open, idle, waiting, max }: PoolUse): void {
    const states = { open, idle, max, waiting: waitingInVain({ open, idle, waiting, max }) };
    for (const [state, count] of Object.entries(states)) this.gauge.set({ state }, count);
  }
}

/** pg queues every caller until the next turn of the loop; who finds a connection free, or room for one, does not wait. */
function waitingInVain({ open, idle, waiting, max }: PoolUse): number {
  return Math.max(0, waiting - idle - (max - open));
}
