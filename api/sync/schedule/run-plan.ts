import { isActive, REMOVALS_HELD, type SyncMode } from '../run/sync-run.types';
import { addDays, dayIn, timeIn, weekdayOf } from './local-time';
import { serverOffsetMs } from './server-offset';
import type { PastRun, PlannedRun, Schedule, ScheduledServer } from './schedule.types';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;

/** While nobody tells us of changes they are looked for this often, so that each shows within five minutes. */
const UNTOLD_MINUTES = 4;
/** Servers do not begin their night at the same moment. */
const NIGHT_SPREAD = 20 * MINUTE;
/** What was missed is caught up in the first minutes, server by server. */
const CATCH_UP = { after: MINUTE, spread: 4 * MINUTE };
/** After a run that took longer than the interval. */
const PAUSE = MINUTE;
/** A library that was read whole within this time before a night gains nothing by being read again. */
const STILL_FRESH = 60 * MINUTE;
const TRY_UNREACHABLE_EVERY = 60 * MINUTE;

/**
 * The next run of each mode, computed from the runs that there were: what is asked for and what is told to
 * people are one thing, and a restart neither loses nor repeats any. Empty until a person's first sync.
 */
export function planRuns(schedule: Schedule, zone: string, server: ScheduledServer, now: Date): PlannedRun[] {
  if (server.firstRunAt === null) return [];
  const full = nightRun('full', schedule, zone, server, now);
  const sweep = nightRun('sweep', schedule, zone, server, now);
  // Reading everything finds what listing the keys would: missed together, they are caught up by one run.
  const oneForBoth = full.missed && sweep.missed && full.next.at <= now;
  return [incrementalRun(schedule, server, now), full.next, oneForBoth ? sweep.following : sweep.next]
    .map((run) => withPatience(run, server))
    .map((run) => caughtUp(run, schedule, server));
}

type Draft = Omit<PlannedRun, 'trigger'>;

function incrementalRun(schedule: Schedule, server: ScheduledServer, now: Date): Draft {
  const interval = intervalMs(schedule, server);
  const last = newest(server.runs.filter(({ mode }) => mode !== 'sweep'));
  if (!last) return { mode: 'incremental', at: now };
  const jitter = serverOffsetMs(server.id, 'incremental', Math.min(20 * SECOND, interval / 10));
  const ended = last.finishedAt?.getTime() ?? 0;
  const at = Math.max(last.createdAt.getTime() + interval + jitter, ended + Math.min(PAUSE, interval));
  return { mode: 'incremental', at: new Date(at) };
}

function intervalMs({ incrementalMinutes }: Schedule, { connected }: ScheduledServer): number {
  return (connected ? incrementalMinutes : Math.min(incrementalMinutes, UNTOLD_MINUTES)) * MINUTE;
}

interface NightRun {
  next: Draft;
  /** The night of `next` has begun without its run. */
  missed: boolean;
  /** The one after `next`. */
  following: Draft;
}

/** The first night that has no run yet, beginning with the last one before now. */
function nightRun(
  mode: 'full' | 'sweep',
  schedule: Schedule,
  zone: string,
  server: ScheduledServer,
  now: Date,
): NightRun {
  const nights = nightsOf(mode, schedule, zone, server, now);
  const lastBegun = nights.findLastIndex(({ at }) => at <= now);
  const from = Math.max(schedule.nightsFrom.getTime(), server.firstRunAt?.getTime() ?? 0);
  const index = nights.findIndex(
    ({ at, base }, i) => i >= lastBegun && at.getTime() > from && !isDone(attempts(mode, server, base)),
  );
  const night = nights[index];
  const at = new Date(Math.max(night.at.getTime(), retryAt(attempts(mode, server, night.base), schedule, server)));
  return { next: { mode, at }, missed: night.at <= now, following: { mode, at: nights[index + 1].at } };
}

interface Night {
  /** The time of the schedule: a run from then on is this night's. */
  base: Date;
  /** The server's own moment. */
  at: Date;
}

/** From the last night of that kind before now to the third after, in order. */
function nightsOf(mode: SyncMode, schedule: Schedule, zone: string, server: ScheduledServer, now: Date): Night[] {
  const today = dayIn(zone, now);
  const offset = serverOffsetMs(server.id, 'night', NIGHT_SPREAD);
  return Array.from({ length: 31 }, (_, i) => addDays(today, i - 8))
    .filter((day) => (weekdayOf(day) === schedule.fullSweepWeekday) === (mode === 'full'))
    .map((day) => timeIn(zone, day, schedule.keySweepAt))
    .map((base) => ({ base, at: new Date(base.getTime() + offset) }));
}

/** Runs that did, or should have done, the work of a night, newest first. */
function attempts(mode: SyncMode, { runs }: ScheduledServer, base: Date): PastRun[] {
  const early = base.getTime() - STILL_FRESH;
  const counts = ({ state, createdAt }: PastRun) =>
    createdAt >= base || (state === 'succeeded' && createdAt.getTime() >= early);
  return runs
    .filter((run) => (run.mode === 'full' || run.mode === mode) && counts(run))
    .sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime());
}

/** What a person stopped, or has yet to decide about, is not begun again by itself. */
function isDone(runs: PastRun[]): boolean {
  return runs.some(
    ({ state, errorCode }) =>
      isActive(state) || state === 'succeeded' || state === 'cancelled' || errorCode === REMOVALS_HELD,
  );
}

/** Each try waits twice as long as the one before, beginning with the interval; a day at most. */
function retryAt(tries: PastRun[], schedule: Schedule, server: ScheduledServer): number {
  const ended = tries[0]?.finishedAt;
  if (!ended) return 0;
  return ended.getTime() + Math.min(DAY, intervalMs(schedule, server) * 2 ** (tries.length - 1));
}

/** A server that cannot be read is tried once an hour: each try would fail. When it answers again, all is due as usual. */
function withPatience(run: Draft, server: ScheduledServer): Draft {
  const last = newest(server.runs);
  if (server.reachable || !last) return run;
  return { ...run, at: new Date(Math.max(run.at.getTime(), last.createdAt.getTime() + TRY_UNREACHABLE_EVERY)) };
}

/** What was due while nobody scheduled comes after the start, each server at its own moment. */
function caughtUp(run: Draft, { schedulingSince }: Schedule, server: ScheduledServer): PlannedRun {
  if (!schedulingSince || run.at >= schedulingSince) return { ...run, trigger: 'schedule' };
  const wait =
    run.mode === 'incremental'
      ? serverOffsetMs(server.id, 'start', CATCH_UP.after)
      : CATCH_UP.after + serverOffsetMs(server.id, 'start', CATCH_UP.spread);
  return { ...run, at: new Date(schedulingSince.getTime() + wait), trigger: 'startup' };
}

function newest(runs: PastRun[]): PastRun | undefined {
  return runs.reduce<PastRun | undefined>(
    (last, run) => (last && last.createdAt >= run.createdAt ? last : run),
    undefined,
  );
}
