import { withClockOff } from '../../testing';
import { films } from '../testing/scripted-media-server';
import { useSync } from '../testing/sync-spec';
import { SyncScheduleService } from './sync-schedule.service';
import { SyncScheduler } from './sync-scheduler';

const HOUR = 3_600_000;

describe.each([
  ['an hour ahead', HOUR],
  ['an hour behind', -HOUR],
  ['two days behind', -48 * HOUR],
])('a process whose clock is %s', (_, offsetMs) => {
  const spec = useSync(() => [{ key: '1', type: 'movie', title: 'Films', rows: films(30) }]);
  const tick = () => spec.harness.module.get(SyncScheduler).tick();
  const schedule = () => spec.harness.module.get(SyncScheduleService).get();
  const rows = (sql: string) => spec.harness.database.rows(sql);

  it('asks for no run before its time, and tells that time', async () => {
    await spec.harness.run(spec.serverId);
    const told = await withClockOff(offsetMs, async () => {
      for (let i = 0; i < 3; i++) await tick();
      return schedule();
    });
    expect(await rows('SELECT mode, trigger FROM sync_runs')).toEqual([{ mode: 'full', trigger: 'manual' }]);
    const minutes = (Date.parse(told.nextRuns.find(({ mode }) => mode === 'incremental')!.at) - Date.now()) / 60_000;
    expect(minutes).toBeGreaterThan(3);
    expect(minutes).toBeLessThan(5);
  });

  it('asks for a run when its time has come', async () => {
    await spec.harness.run(spec.serverId);
    await tick();
    const { database } = spec.harness;
    await database.run(`UPDATE sync_schedule SET scheduling_since = now() - interval '20 minutes'`);
    await database.run(
      `UPDATE sync_runs SET created_at = now() - interval '10 minutes', finished_at = now() - interval '9 minutes'`,
    );
    await withClockOff(offsetMs, tick);
    expect(await rows(`SELECT mode FROM sync_runs WHERE mode <> 'full'`)).toEqual([{ mode: 'incremental' }]);
  });

  it('plans what follows a sync as soon as any other, and dates it right', async () => {
    await withClockOff(offsetMs, () => spec.harness.run(spec.serverId));
    const astray = await rows(
      `SELECT name, run_at - created_at AS wait FROM jobs
       WHERE run_at NOT BETWEEN created_at AND created_at + interval '6 minutes'`,
    );
    expect(astray).toEqual([]);
    const [{ synced }] = await rows(
      `SELECT last_synced_at BETWEEN now() - interval '1 minute' AND now() AS synced FROM library_sections`,
    );
    expect(synced).toBe(true);
  });
});
