import { Counter } from 'prom-client';
import { isActive, SYNC_MODES, SYNC_STATES, type SyncRun } from './sync-run.types';

const CHANGES = ['added', 'updated', 'removed'] as const;

const runs = new Counter({
  name: 'smartplex_sync_runs_total',
  help: 'Sync runs that ended, by mode and state',
  labelNames: ['mode', 'state'],
});
const items = new Counter({
  name: 'smartplex_sync_items_total',
  help: 'Items that ended sync runs wrote, by change',
  labelNames: ['change'],
});

// All that can be counted stands there from the start: Prometheus does not see the first of a series rise.
const ended = SYNC_STATES.filter((state) => !isActive(state));
for (const mode of SYNC_MODES) for (const state of ended) runs.inc({ mode, state }, 0);
for (const change of CHANGES) items.inc({ change }, 0);

/** Counts what a run came to. Called by whoever ended it, who is one. */
export function countRun({ mode, state, sections }: SyncRun): void {
  runs.inc({ mode, state });
  for (const change of CHANGES) {
    const sum = sections.reduce((total, section) => total + section[change], 0);
    items.inc({ change }, sum);
  }
}
