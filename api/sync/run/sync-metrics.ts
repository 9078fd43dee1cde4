import { Injectable } from '@nestjs/common';
import { InjectMetric, makeCounterProvider } from '@willsoto/nestjs-prometheus';
import type { Counter } from 'prom-client';
import type { SyncRun } from './sync-run.types';

const RUNS = 'smartplex_sync_runs_total';
const ITEMS = 'smartplex_sync_items_total';

export const SYNC_METRICS = [
  makeCounterProvider({ name: RUNS, help: 'Sync runs that ended, by mode and state', labelNames: ['mode', 'state'] }),
  makeCounterProvider({ name: ITEMS, help: 'Items that ended sync runs wrote, by change', labelNames: ['change'] }),
];

/** Counts what runs came to. */
@Injectable()
export class SyncMetrics {
  constructor(
    @InjectMetric(RUNS) private readonly runs: Counter<'mode' | 'state'>,
    @InjectMetric(ITEMS) private readonly items: Counter<'change'>,
  ) {}

  count({ mode, state, sections }: SyncRun): void {
    this.runs.inc({ mode, state });
    for (const change of ['added', 'updated', 'removed'] as const) {
      this.items.inc(
        { change },
        sections.reduce((sum, section) => sum + section[change], 0),
      );
    }
  }
}
