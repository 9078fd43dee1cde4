import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectMetric, makeCounterProvider } from '@willsoto/nestjs-prometheus';
import type { Counter } from 'prom-client';
import { isActive, SYNC_MODES, SYNC_STATES, type SyncRun } from './sync-run.types';

const RUNS = 'smartplex_sync_runs_total';
const ITEMS = 'smartplex_sync_items_total';
const CHANGES = ['added', 'updated', 'removed'] as const;

export const SYNC_METRICS = [
  makeCounterProvider({ name: RUNS, help: 'Sync runs that ended, by mode and state', labelNames: ['mode', 'state'] }),
  makeCounterProvider({ name: ITEMS, help: 'Items that ended sync runs wrote, by change', labelNames: ['change'] }),
];

/** Counts what runs came to. */
@Injectable()
export class SyncMetrics implements OnModuleInit {
  constructor(
    @InjectMetric(RUNS) private readonly runs: Counter<'mode' | 'state'>,
    @InjectMetric(ITEMS) private readonly items: Counter<'change'>,
  ) {}

  /** All that can be counted stands there from the start: Prometheus does not see the first of a series rise. */
  onModuleInit(): void {
    const ended = SYNC_STATES.filter((state) => !isActive(state));
    for (const mode of SYNC_MODES) for (const state of ended) this.runs.inc({ mode, state }, 0);
    for (const change of CHANGES) this.items.inc({ change }, 0);
  }

  count({ mode, state, sections }: SyncRun): void {
    this.runs.inc({ mode, state });
    for (const change of CHANGES) {
      this.items.inc(
        { change },
        sections.reduce((sum, section) => sum + section[change], 0),
      );
    }
  }
}
