// Every fault, and what the short form makes of them.
import { CLOCK_FAULTS } from './clock.mjs';
import { inTurn, together } from './combined.mjs';
import { CROWD_FAULTS } from './crowd.mjs';
import { DATABASE_FAULTS } from './database.mjs';
import { DISK_FAULTS } from './disks.mjs';
import { PROCESS_FAULTS } from './processes.mjs';
import { UPSTREAM_FAULTS } from './upstreams.mjs';

/** Without those of the clock, which need a world that goes by another one. */
export const FAULTS = [DATABASE_FAULTS, UPSTREAM_FAULTS, PROCESS_FAULTS, CROWD_FAULTS, DISK_FAULTS].flat();

const named = (name) => {
  const fault = [...FAULTS, ...CLOCK_FAULTS].find((one) => one.name === name);
  if (!fault) throw new Error(`there is no fault ${name}`);
  return fault;
};

export const SHORT_FAULTS = [
  inTurn(named('database restart'), named('no connection left at the database')),
  together(named('Redis gone'), named('Plex hanging')),
  inTurn(...CROWD_FAULTS),
  inTurn(named('SIGTERM of the worker in mid-sync'), named('api out of memory in mid-sync')),
  inTurn(...DISK_FAULTS),
];
export const SHORT_JUMPS = [named('clock jumps a day back')];
