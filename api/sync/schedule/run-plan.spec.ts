import { planRuns } from './run-plan';
import type { PastRun, PlannedRun, Schedule, ScheduledServer } from './schedule.types';

const ID = '00000000-0000-4000-8000-000000000002';
const MINUTE = 60_000;

const schedule = (changes: Partial<Schedule> = {}): Schedule => ({
  push: true,
  incrementalMinutes: 15,
  keySweepAt: '03:30',
  fullSweepWeekday: 0,
  nightsFrom: new Date('2026-01-01T00:00:00Z'),
  schedulingSince: new Date('2026-01-01T00:00:00Z'),
  timeZone: null,
  ...changes,
});

const ran = (mode: PastRun['mode'], at: string, changes: Partial<PastRun> = {}): PastRun => ({
  mode,
  state: 'succeeded',
  errorCode: null,
  createdAt: new Date(at),
  finishedAt: new Date(Date.parse(at) + 5_000),
  ...changes,
});

const server = (runs: PastRun[], changes: Partial<ScheduledServer> = {}): ScheduledServer => ({
  id: ID,
  reachable: true,
  connected: true,
  busy: false,
  firstRunAt: new Date('2026-01-01T12:00:00Z'),
  runs,
  ...changes,
});

interface Asked {
  zone?: string;
  settings?: Partial<Schedule>;
}

function planned(runs: PastRun[] | ScheduledServer, now: string, { zone = 'UTC', settings = {} }: Asked = {}) {
  const plan = planRuns(schedule(settings), zone, Array.isArray(runs) ? server(runs) : runs, new Date(now));
  return Object.fromEntries(plan.map((run) => [run.mode, run])) as Record<PastRun['mode'], PlannedRun>;
}

/** Minutes from `time` to the run. */
const after = (time: string, { at }: PlannedRun) => (at.getTime() - Date.parse(time)) / MINUTE;

/** Wednesday noon, with everything done so far. */
const NOW = '2026-11-25T12:00:00Z';
const DONE = [
  ran('incremental', '2026-11-25T11:55:00Z'),
  ran('sweep', '2026-11-25T03:40:00Z'),
  ran('full', '2026-11-22T03:40:00Z'),
];

describe('the next run', () => {
  it('is none before the first sync, which a person asks for', () => {
    expect(planRuns(schedule(), 'UTC', server([], { firstRunAt: null }), new Date(NOW))).toEqual([]);
  });

  it('looks for changes one interval after it last did', () => {
    const minutes = after('2026-11-25T11:55:00Z', planned(DONE, NOW).incremental);
    expect(minutes).toBeGreaterThanOrEqual(15);
    expect(minutes).toBeLessThan(15.4);
  });

  it('looks for changes within five minutes while the server tells of none', () => {
    const minutes = after('2026-11-25T11:55:00Z', planned(server(DONE, { connected: false }), NOW).incremental);
    expect(minutes).toBeGreaterThanOrEqual(4);
    expect(minutes).toBeLessThan(4.4);
  });

  it('keeps a shorter interval while the server tells of no changes', () => {
    const untold = server(DONE, { connected: false });
    const { incremental } = planned(untold, NOW, { settings: { incrementalMinutes: 1 } });
    expect(after('2026-11-25T11:55:00Z', incremental)).toBeLessThan(1.2);
  });

  it('rests a minute after a run that took longer than the interval', () => {
    const long = ran('full', '2026-11-25T11:00:00Z', { finishedAt: new Date('2026-11-25T11:59:50Z') });
    expect(after('2026-11-25T11:59:50Z', planned([long], NOW).incremental)).toBe(1);
  });

  it('compares keys within twenty minutes of the time set, at the same moment each night', () => {
    const first = after('2026-11-26T03:30:00Z', planned(DONE, NOW).sweep);
    expect(first).toBeGreaterThanOrEqual(0);
    expect(first).toBeLessThan(20);
    const nextDay = [ran('sweep', '2026-11-26T03:41:00Z'), ...DONE];
    expect(after('2026-11-27T03:30:00Z', planned(nextDay, '2026-11-26T12:00:00Z').sweep)).toBe(first);
  });

  it('gives servers moments of their own', () => {
    const moments = Array.from({ length: 20 }, (_, i) =>
      planned(server(DONE, { id: `server-${i}` }), NOW).sweep.at.getTime(),
    );
    expect(new Set(moments).size).toBe(20);
  });

  it('reads everything on its weekday, in place of the keys', () => {
    const friday = [ran('sweep', '2026-11-28T03:41:00Z'), ...DONE];
    const { full, sweep } = planned(friday, '2026-11-28T12:00:00Z');
    expect(full.at.toISOString()).toMatch(/^2026-11-29T03:/);
    expect(sweep.at.toISOString()).toMatch(/^2026-11-30T03:/);
  });

  it('counts a full sync by hand that began after the time set as that night', () => {
    const early = [ran('full', '2026-11-25T03:30:01Z'), ...DONE.slice(2)];
    expect(planned(early, '2026-11-25T03:30:30Z').sweep.at.toISOString()).toMatch(/^2026-11-26T03:/);
  });

  it('leaves out the night of a library that was read whole within the hour before', () => {
    const now = '2026-11-26T03:29:00Z';
    const fresh = planned([ran('full', '2026-11-26T02:45:00Z')], now);
    expect(after('2026-11-27T03:30:00Z', fresh.sweep)).toBeGreaterThanOrEqual(0);
    const older = planned([ran('full', '2026-11-26T02:15:00Z')], now);
    expect(after('2026-11-26T03:30:00Z', older.sweep)).toBeLessThan(20);
    const failed = planned([ran('full', '2026-11-26T02:45:00Z', { state: 'failed' })], now);
    expect(after('2026-11-26T03:30:00Z', failed.sweep)).toBeLessThan(20);
  });

  it('begins with the night after the schedule was changed', () => {
    const settings = { keySweepAt: '10:00', nightsFrom: new Date(NOW) };
    const { sweep } = planned(DONE, '2026-11-25T12:01:00Z', { settings });
    expect(sweep.at.toISOString()).toMatch(/^2026-11-26T10:/);
  });

  it('holds no night of before the first sync against the server', () => {
    const fresh = server([ran('full', NOW)], { firstRunAt: new Date(NOW) });
    const { full, sweep } = planned(fresh, '2026-11-25T12:01:00Z');
    expect(full.at.toISOString()).toMatch(/^2026-11-29T03:/);
    expect(sweep.at.toISOString()).toMatch(/^2026-11-26T03:/);
  });
});

describe('a night that was missed', () => {
  const settings = { schedulingSince: new Date('2026-11-26T09:00:00Z') };
  const START = '2026-11-26T09:00:10Z';

  it('is caught up within minutes of the start, and called so', () => {
    const { sweep, incremental } = planned(DONE, START, { settings });
    expect(sweep.trigger).toBe('startup');
    expect(after('2026-11-26T09:00:00Z', sweep)).toBeGreaterThanOrEqual(1);
    expect(after('2026-11-26T09:00:00Z', sweep)).toBeLessThan(5);
    expect(incremental.trigger).toBe('startup');
    expect(after('2026-11-26T09:00:00Z', incremental)).toBeLessThan(1);
  });

  it('is not caught up by all servers at once', () => {
    const moments = Array.from({ length: 20 }, (_, i) =>
      planned(server(DONE, { id: `server-${i}` }), START, { settings }).sweep.at.getTime(),
    );
    expect(new Set(moments).size).toBe(20);
  });

  it('is caught up once', () => {
    const since = [ran('sweep', '2026-11-26T09:03:00Z', { state: 'running', finishedAt: null }), ...DONE];
    expect(planned(since, '2026-11-26T09:04:00Z', { settings }).sweep.at.toISOString()).toMatch(/^2026-11-27T03:/);
  });

  it('is caught up by one full run where both were missed', () => {
    const later = { schedulingSince: new Date('2026-12-01T09:00:00Z') };
    const { full, sweep } = planned(DONE, '2026-12-01T09:00:10Z', { settings: later });
    expect(full.trigger).toBe('startup');
    expect(sweep.at.toISOString()).toMatch(/^2026-12-02T03:/);
  });
});

describe('a run that did not succeed', () => {
  const failed = (at: string) => ran('sweep', at, { state: 'failed', errorCode: 'plex-unreachable' });
  const before = DONE.slice(2);
  const at = (runs: PastRun[]) =>
    after('2026-11-25T04:00:05Z', planned([...runs, ...before], '2026-11-25T04:01:00Z').sweep);

  it('is tried again after the interval, then ever more rarely', () => {
    const last = failed('2026-11-25T04:00:00Z');
    expect(at([last])).toBe(15);
    expect(at([last, failed('2026-11-25T03:45:00Z')])).toBe(30);
    const many = Array.from({ length: 12 }, (_, i) => failed(`2026-11-25T03:${31 + i}:00Z`));
    expect(at([last, ...many])).toBe(24 * 60);
  });

  it('is left alone when it waits for a person or was stopped by one', () => {
    for (const end of [{ state: 'incomplete', errorCode: 'removals-held' }, { state: 'cancelled' }] as const) {
      const run = ran('sweep', '2026-11-25T04:00:00Z', end);
      expect(planned([run, ...before], '2026-11-25T05:00:00Z').sweep.at.toISOString()).toMatch(/^2026-11-26T03:/);
    }
  });

  it('is tried once an hour while the server cannot be reached or refuses us', () => {
    const refused = ran('incremental', '2026-11-25T11:55:00Z', { state: 'failed', errorCode: 'plex-unauthorized' });
    const plan = planned(server([refused, ...DONE.slice(2)], { reachable: false }), NOW);
    for (const run of Object.values(plan)) expect(after('2026-11-25T11:55:00Z', run)).toBeGreaterThanOrEqual(60);
    expect(after('2026-11-25T11:55:00Z', plan.incremental)).toBe(60);
  });
});

describe('a night when clocks change', () => {
  const zone = 'Europe/Berlin';
  const settings = { keySweepAt: '02:30', fullSweepWeekday: 3 };

  /** Goes through days minute by minute, and answers when a sweep or full run would have begun. */
  function nightsFrom(start: string, days: number): string[] {
    const runs: PastRun[] = [ran('sweep', start), ran('full', start)];
    const begun: string[] = [];
    for (let now = Date.parse(start) + MINUTE; now < Date.parse(start) + days * 24 * 60 * MINUTE; now += 5 * MINUTE) {
      const { sweep, full } = planned([...runs], new Date(now).toISOString(), { zone, settings });
      const due = [full, sweep].find((run) => run.at.getTime() <= now);
      if (!due) continue;
      runs.unshift(ran(due.mode, new Date(now).toISOString()));
      begun.push(new Date(now).toISOString().slice(0, 13));
    }
    return begun;
  }

  it('has one run when 02:30 comes twice', () => {
    expect(nightsFrom('2026-10-24T12:00:00Z', 3)).toEqual(['2026-10-25T00', '2026-10-26T01', '2026-10-27T01']);
  });

  it('has one run when 02:30 is left out', () => {
    expect(nightsFrom('2026-03-28T12:00:00Z', 3)).toEqual(['2026-03-29T01', '2026-03-30T00', '2026-03-31T00']);
  });
});
