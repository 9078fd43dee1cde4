import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { films, type ScriptedRow } from './testing/scripted-media-server';
import { SyncHarness } from './testing/sync-harness';
import { keysOf, useSync } from './testing/sync-spec';

/** Else every title would be among the latest changes. */
const hoursApart = (row: ScriptedRow, i: number) => ({ ...row, updatedAt: 1_400_000_000 + i * 3600 });

interface Counters {
  id: string;
  state: string;
  added: number;
  rows: number;
  offset: number;
  startedAt: Date;
}

const CHILD = join(__dirname, 'testing/typescript-child.cjs');

describe('a process that is killed in the middle of a sync', () => {
  const spec = useSync(() => [{ key: '1', type: 'movie', title: 'Films', rows: films(9000).map(hoursApart) }]);
  let child: ChildProcess | undefined;

  afterEach(() => void child?.kill('SIGKILL'));

  /** Short pages, and slow: the pass outlasts its saves, however late the child comes to the first one. */
  function slowly(): void {
    const { plex } = spec;
    plex.interfere = (_, page) => (page && page.size > 0 ? { delayMs: 600 } : null);
    plex.bend = (page, reply) => void (page.size > 1 && reply.rows.splice(250));
  }

  /** The run is asked for while nobody is there to work on it, so that the child is the one who takes it. */
  async function killInTheMiddle(mode: string): Promise<void> {
    const { harness, serverId, test } = spec;
    await harness.stop({ keepData: true });
    await test.database.run('DELETE FROM sync_runs');
    await test.database.run(`INSERT INTO sync_runs (server_id, mode, trigger) VALUES ($1, $2, 'manual')`, [
      serverId,
      mode,
    ]);
    child = spawn(process.execPath, [CHILD, test.url, harness.dataDir], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(child.stdout!, 'data');
    await until(async () => (await counters()).offset >= 1000);
    child.kill('SIGKILL');
    await once(child, 'exit');
  }

  it.each(['sweep', 'incremental'])('leaves a run of mode %s that another one ends where it stood', async (mode) => {
    const { harness, plex, serverId, test } = spec;
    await harness.run(serverId);
    const [{ rows: listed }] = plex.sections;
    listed.splice(100, 8);
    listed.push(...films(4, 20_000).map((row) => ({ ...row, updatedAt: 1 })));
    slowly();
    await killInTheMiddle(mode);
    const before = await counters();
    expect(before.state).toBe('running');
    plex.heal();
    plex.asked.length = 0;
    spec.harness = await SyncHarness.start(test.url, harness.dataDir);
    const run = await spec.harness.ended(before.id, 45_000);
    expect(run).toMatchObject({ mode, state: 'succeeded', itemsSeen: 8996, itemsAdded: 4, itemsRemoved: 8 });
    expect((await spec.harness.keys()).movie).toEqual(keysOf(listed));
    expect(plex.asked.filter(({ page }) => page && page.size === 1000).length).toBeLessThan(9);
  });

  it('leaves a run that another one ends: nothing lost, nothing counted twice', async () => {
    const { harness, plex, test } = spec;
    slowly();
    await killInTheMiddle('full');
    const before = await counters();
    expect(before.state).toBe('running');
    expect(before.rows).toBe(before.added);

    plex.heal();
    plex.asked.length = 0;
    spec.harness = await SyncHarness.start(test.url, harness.dataDir);
    const run = await spec.harness.ended(before.id, 45_000);
    expect(run).toMatchObject({
      state: 'succeeded',
      itemsSeen: 9000,
      itemsAdded: 9000,
      itemsUpdated: 0,
      itemsRemoved: 0,
    });
    expect(run.startedAt).toBe(before.startedAt.toISOString());
    expect((await spec.harness.keys()).movie).toEqual(keysOf(plex.sections[0].rows));
    const reread = plex.asked.filter(({ page }) => page && page.size > 1).length;
    expect(reread).toBeLessThan(18);
  });

  const counters = async () =>
    (await spec.test.database.row<Counters>(
      `SELECT run.id, run.state, run.started_at AS "startedAt", COALESCE(sum(section.added), 0)::int AS added,
              (SELECT count(*)::int FROM media_items) AS rows,
              COALESCE(max((section.checkpoint->'pass'->>'offset')::int), 0) AS offset
       FROM sync_runs run LEFT JOIN sync_run_sections section ON section.run_id = run.id GROUP BY run.id`,
    ))!;

  async function until(holds: () => Promise<boolean>): Promise<void> {
    const deadline = Date.now() + 40_000;
    while (!(await holds())) {
      if (Date.now() > deadline) throw new Error('It never came to that');
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
});
