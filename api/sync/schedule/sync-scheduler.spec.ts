import { SyncHarness } from '../testing/sync-harness';
import { films, ScriptedMediaServer } from '../testing/scripted-media-server';
import { useSync } from '../testing/sync-spec';
import { OldRunsRepository } from './old-runs.repository';
import { ScheduleClock } from './schedule-clock';
import { SyncScheduleService } from './sync-schedule.service';
import { SyncScheduler } from './sync-scheduler';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

interface RunRow {
  id: string;
  mode: string;
  trigger: string;
  state: string;
}

describe('the scheduler', () => {
  const spec = useSync(() => [{ key: '1', type: 'movie', title: 'Films', rows: films(30) }]);
  /** Wednesday noon, UTC, and to come for long: what the database dates by its own clock lies before it. */
  const NOON = Date.parse('2099-11-25T12:00:00Z');
  let now: number;

  beforeEach(async () => {
    now = NOON;
    await setClock(spec.harness);
  });

  async function setClock({ module }: SyncHarness): Promise<void> {
    // Looks only when the spec says so.
    await module.get(SyncScheduler).onApplicationShutdown();
    const clock = module.get(ScheduleClock);
    clock.now = () => Promise.resolve(new Date(now));
    clock.zone = () => 'UTC';
  }

  const scheduler = ({ module } = spec.harness) => module.get(SyncScheduler);
  const rows = () =>
    spec.harness.database.rows<RunRow & Record<string, unknown>>(
      'SELECT id, mode, trigger, state FROM sync_runs ORDER BY created_at, id',
    );
  const said = async () => (await rows()).map(({ mode, trigger }) => `${mode} ${trigger}`);

  const further: ScriptedMediaServer[] = [];
  afterEach(() => Promise.all(further.splice(0).map((plex) => plex.stop())));

  /** One more server, with a library of which a full run is past. */
  async function another(machineIdentifier: string, token = spec.plex.token): Promise<string> {
    const plex = await new ScriptedMediaServer().start();
    further.push(plex);
    Object.assign(plex, { machineIdentifier, sections: spec.plex.sections });
    const id = await spec.harness.register({ machineIdentifier, uri: plex.uri, token });
    await spec.harness.database.run(
      `INSERT INTO library_sections (server_id, key, title, type, enabled) VALUES ($1, '1', 'Films', 'movie', true)`,
      [id],
    );
    await ran('full', NOON, 'succeeded', id);
    return id;
  }

  /** A run of the past, ten seconds long, as the product would have left it. */
  const ran = (mode: string, at: number, state = 'succeeded', serverId = spec.serverId) =>
    spec.harness.database.run(
      `INSERT INTO sync_runs (server_id, mode, trigger, state, created_at, started_at, finished_at)
       VALUES ($1, $2, 'manual', $3, $4, $4, $4::timestamptz + interval '10 seconds')`,
      [serverId, mode, state, new Date(at)],
    );

  /** Lets the scheduler look once, waits for what it began and dates that to the clock of this spec. */
  async function look(harness = spec.harness): Promise<RunRow[]> {
    const known = new Set((await rows()).map(({ id }) => id));
    await scheduler(harness).tick();
    const begun = (await rows()).filter(({ id }) => !known.has(id));
    for (const { id } of begun) {
      await harness.ended(id);
      await harness.database.run(
        `UPDATE sync_runs SET created_at = $2, finished_at = $2::timestamptz + interval '1 second' WHERE id = $1`,
        [id, new Date(now)],
      );
    }
    return begun;
  }

  /** Looks every half minute until then. */
  async function until(end: number): Promise<void> {
    for (; now < end; now += MINUTE / 2) await look();
  }

  async function synced(): Promise<void> {
    await spec.harness.run(spec.serverId);
    await spec.harness.database.run('DELETE FROM sync_runs');
    await ran('full', now);
  }

  it('starts nothing by itself on a server that was never synced', async () => {
    await until(NOON + 10 * MINUTE);
    expect(await rows()).toEqual([]);
    expect((await spec.harness.module.get(SyncScheduleService).get()).nextRuns).toEqual([]);
  });

  it('looks for changes every few minutes, compares keys at night and reads everything on Sundays', async () => {
    await synced();
    await look();
    now += HOUR;
    await until(now + 10 * MINUTE);
    expect((await said()).slice(1)).toEqual(['incremental schedule', 'incremental schedule', 'incremental schedule']);
    for (const [night, mode] of [
      ['2099-11-26', 'sweep'],
      ['2099-11-27', 'sweep'],
      ['2099-11-28', 'sweep'],
      ['2099-11-29', 'full'],
    ]) {
      now = Date.parse(`${night}T03:25:00Z`);
      await spec.harness.database.run('DELETE FROM sync_runs WHERE mode = $1', ['incremental']);
      await until(now + 30 * MINUTE);
      const nightly = (await rows()).filter((run) => run.mode !== 'incremental' && run.trigger !== 'manual');
      expect(nightly.at(-1)).toMatchObject({ mode, trigger: 'schedule', state: 'succeeded' });
    }
    expect((await rows()).filter(({ mode, trigger }) => mode === 'sweep' && trigger === 'schedule')).toHaveLength(3);
  });

  it('does at the told moment what it told', async () => {
    await synced();
    await look();
    now += 2 * MINUTE;
    const told = await spec.harness.module.get(SyncScheduleService).get();
    const next = told.nextRuns[0];
    expect(next).toMatchObject({ serverId: spec.serverId, mode: 'incremental' });
    now = Date.parse(next.at) - 1;
    expect(await look()).toEqual([]);
    now += 1;
    expect(await look()).toMatchObject([{ mode: 'incremental', trigger: 'schedule' }]);
  });

  it('looks for changes as often as was set once the server tells of them by itself', async () => {
    await synced();
    await look();
    const nextLook = async () => {
      const { nextRuns } = await spec.harness.module.get(SyncScheduleService).get();
      return Math.floor((Date.parse(nextRuns.find(({ mode }) => mode === 'incremental')!.at) - NOON) / MINUTE);
    };
    expect(await nextLook()).toBe(4);
    await spec.harness.database.run(
      `INSERT INTO sync_streams (server_id, owner, lease_until, state, connected_at)
       VALUES ($1, gen_random_uuid(), now() + interval '1 minute', 'connected', now())`,
      [spec.serverId],
    );
    expect(await nextLook()).toBe(15);
    await spec.harness.database.run(`UPDATE sync_streams SET lease_until = now() - interval '1 second'`);
    expect(await nextLook()).toBe(4);
  });

  it('asks for one run when two processes look at once', async () => {
    await synced();
    const other = await SyncHarness.start(spec.test.url, spec.harness.dataDir);
    try {
      await setClock(other);
      await Promise.all([scheduler().tick(), scheduler(other).tick()]);
      now += 5 * MINUTE;
      await Promise.all([scheduler().tick(), scheduler(other).tick()]);
      expect((await said()).filter((run) => run !== 'full manual')).toEqual(['incremental schedule']);
    } finally {
      await other.stop({ keepData: true });
    }
  });

  it('leaves it to the process that schedules, until that one is dead for the length of its lease', async () => {
    await synced();
    await spec.harness.database.run(
      `UPDATE sync_schedule SET scheduler = gen_random_uuid(), scheduler_until = now() + interval '1 minute',
         scheduling_since = $1`,
      [new Date(NOON)],
    );
    now += 30 * MINUTE;
    expect(await look()).toEqual([]);
    await spec.harness.database.run(`UPDATE sync_schedule SET scheduler_until = now() - interval '1 second'`);
    expect(await look()).toEqual([]);
    now += MINUTE;
    expect(await look()).toMatchObject([{ mode: 'incremental', trigger: 'startup' }]);
  });

  it('catches up after a start what was missed, each server at its own moment, and repeats nothing', async () => {
    await synced();
    for (const machineIdentifier of ['m2', 'm3', 'm4']) await another(machineIdentifier);
    await spec.harness.stop({ keepData: true });
    spec.harness = await SyncHarness.start(spec.test.url, spec.harness.dataDir);
    await setClock(spec.harness);
    now = Date.parse('2099-11-26T09:00:00Z');
    const begunAt = new Map<number, number>();
    for (const end = now + 6 * MINUTE; now < end; now += 5_000) {
      const sweeps = (await look()).filter(({ mode }) => mode === 'sweep');
      for (const run of sweeps) expect(run.trigger).toBe('startup');
      if (sweeps.length > 0) begunAt.set(now, sweeps.length);
    }
    expect([...begunAt.values()].reduce((sum, count) => sum + count, 0)).toBe(4);
    expect(begunAt.size).toBeGreaterThan(1);
    await until(now + 40 * MINUTE);
    expect((await said()).filter((run) => run.startsWith('sweep'))).toHaveLength(4);
  });

  it('loses no run that comes due while another one is at work', async () => {
    await synced();
    await look();
    now += 5 * MINUTE;
    await spec.harness.database.run(
      `INSERT INTO sync_runs (server_id, mode, trigger, state, started_at, created_at)
       VALUES ($1, 'sweep', 'manual', 'running', now(), $2)`,
      [spec.serverId, new Date(now)],
    );
    expect(await look()).toEqual([]);
    await spec.harness.database.run(`UPDATE sync_runs SET state = 'succeeded', finished_at = $1 WHERE mode = 'sweep'`, [
      new Date(now),
    ]);
    now += 10_000;
    expect(await look()).toMatchObject([{ mode: 'incremental' }]);
  });

  it('goes on with the other servers when one refuses us, and tries that one once an hour', async () => {
    await synced();
    const id = await another('m2', 'refused');
    await look();
    const refuse = () =>
      spec.harness.database.run(`UPDATE plex_servers SET status = 'unauthorized' WHERE id = $1`, [id]);
    for (const end = now + 2 * HOUR + 5 * MINUTE; now < end; now += MINUTE) {
      await refuse();
      await look();
    }
    const count = async (serverId: string) =>
      (await spec.harness.database.row<{ count: number }>(
        `SELECT count(*)::int AS count FROM sync_runs WHERE server_id = $1 AND trigger = 'schedule'`,
        [serverId],
      ))!.count;
    expect(await count(id)).toBe(2);
    expect(await count(spec.serverId)).toBeGreaterThan(20);
  });

  it('forgets old runs, but none that changed something, that waits for a person, or that was the last', async () => {
    const { database, module } = spec.harness;
    const DAY = 24 * HOUR;
    await synced();
    await database.run('DELETE FROM sync_runs');
    const section = (await database.row<{ id: string }>('SELECT id FROM library_sections'))!.id;
    const other = await spec.harness.register({ machineIdentifier: 'm2', uri: spec.plex.uri, token: spec.plex.token });
    const past = async (name: string, kind: string, days: number, end: string, serverId = spec.serverId) => {
      const [mode, trigger] = kind.split(' ');
      const [state, errorCode] = end.split(' ');
      const row = await database.row<{ id: string }>(
        `INSERT INTO sync_runs (server_id, mode, trigger, state, error_code, created_at, finished_at)
         VALUES ($1, $2, $3, $4, $5, $6, $6) RETURNING id`,
        [serverId, mode, trigger, state, errorCode ?? null, new Date(now - days * DAY)],
      );
      await database.run(
        `INSERT INTO sync_run_sections (run_id, section_id, position, title, state, updated)
         VALUES ($1, $2, 0, $3, 'succeeded', $4)`,
        [row!.id, section, name, name === 'changed something' ? 1 : 0],
      );
    };
    await past('the last sweep', 'sweep schedule', 300, 'succeeded');
    await past('waits for a person', 'full manual', 100, 'incomplete removals-held', other);
    await past('failed after it', 'full manual', 99, 'failed', other);
    await past('old failure', 'full schedule', 95, 'failed');
    await past('the last full', 'full manual', 94, 'failed');
    await past('changed something', 'incremental schedule', 3, 'succeeded');
    await past('found nothing', 'incremental schedule', 3, 'succeeded');
    await past('asked for by hand', 'incremental manual', 3, 'succeeded');
    await past('failed', 'incremental schedule', 3, 'failed');
    await past('yesterday', 'incremental schedule', 1, 'succeeded');
    const titles = async () =>
      (await database.rows<{ title: string }>('SELECT title FROM sync_run_sections ORDER BY title')).map(
        ({ title }) => title,
      );
    const before = await titles();
    expect(await module.get(OldRunsRepository).prune(new Date(now))).toBe(2);
    const after = await titles();
    expect(before.filter((title) => !after.includes(title))).toEqual(['found nothing', 'old failure']);
  });
});
