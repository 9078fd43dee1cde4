import { setTimeout as sleep } from 'node:timers/promises';
import { PinoLogger } from 'nestjs-pino';
import { register } from 'prom-client';
import { eventually } from '../testing';
import { RunSessions } from './run/run-sessions';
import { films, shows } from './testing/scripted-media-server';
import { SyncHarness } from './testing/sync-harness';
import { keysOf, useSync } from './testing/sync-spec';

describe('a run that is interrupted', () => {
  const spec = useSync(() => [
    { key: '1', type: 'movie', title: 'Films', rows: films(6000) },
    { key: '2', type: 'show', title: 'Series', rows: shows(3, 2, 4) },
  ]);
  const cancelled = async () => {
    const told = await register.getSingleMetricAsString('smartplex_sync_runs_total');
    return Number(/mode="full",state="cancelled"\} (\d+)/.exec(told)?.[1]);
  };
  const slowly = () => (spec.plex.interfere = (_, page) => (page ? { delayMs: 120 } : null));

  it('is cancelled within two seconds: what it wrote stays, nothing more is read or taken for gone', async () => {
    const { harness, plex, serverId } = spec;
    await harness.run(serverId, {});
    plex.sections[0].rows.splice(0, 5);
    plex.sections[0].rows.unshift(...films(3000, 20_000));
    slowly();
    const { id } = await harness.start(serverId);
    await harness.until(id, ({ itemsAdded }) => itemsAdded > 500);
    await harness.sync.cancel(id);
    const run = await harness.ended(id);
    expect(await harness.stoppingMs(id)).toBeLessThan(2_000);
    expect(run).toMatchObject({ state: 'cancelled', errorCode: null, itemsRemoved: 0 });
    const pages = plex.countPages();
    await sleep(500);
    expect(plex.countPages()).toBe(pages);
    // Nor is the history: the one import is that of the run before.
    expect(await harness.database.rows(`SELECT id FROM jobs WHERE name = 'import-history'`)).toHaveLength(1);
    expect(await harness.count('deleted_at IS NOT NULL')).toBe(0);
    expect(await harness.count('true')).toBeGreaterThanOrEqual(6033);
    await expect(harness.sync.cancel(id)).rejects.toMatchObject({ kind: 'conflict', code: 'sync-not-running' });
    plex.heal();
    expect(await harness.run(serverId)).toMatchObject({ state: 'succeeded', itemsRemoved: 5 });
  });

  it('takes a library that somebody removes in its middle for gone, not for a fault of its own', async () => {
    const { harness, serverId } = spec;
    const faults = jest.spyOn(PinoLogger.prototype, 'error');
    slowly();
    const { id } = await harness.start(serverId);
    await harness.until(id, ({ itemsAdded }) => itemsAdded > 500);
    await harness.database.run(`DELETE FROM library_sections WHERE key = '1'`);
    const run = await harness.ended(id);
    expect(run.sections.map(({ state }) => state)).toEqual(['succeeded']);
    expect(faults).not.toHaveBeenCalled();
    faults.mockRestore();
  });

  it('is cancelled although the message that says so got lost', async () => {
    const { harness, serverId } = spec;
    slowly();
    const { id } = await harness.start(serverId);
    await harness.until(id, ({ state }) => state === 'running');
    await harness.database.run('UPDATE sync_runs SET cancel_requested_at = now() WHERE id = $1', [id]);
    expect(await harness.ended(id)).toMatchObject({ state: 'cancelled' });
    expect(await harness.stoppingMs(id)).toBeLessThan(2_000);
  });

  it('is cancelled although the process that worked on it was killed and its lease still holds', async () => {
    const { harness, plex, serverId, test } = spec;
    plex.interfere = () => ({ hang: true });
    const { id } = await harness.start(serverId);
    await harness.stop({ keepData: true });
    await test.database.run(`UPDATE sync_runs SET state = 'running' WHERE id = $1`, [id]);
    await test.database.run(
      `UPDATE jobs SET state = 'running', lease_owner = gen_random_uuid(), lease_until = now() + interval '15 seconds'
       WHERE name = 'sync-run'`,
    );
    plex.heal();
    spec.harness = await SyncHarness.start(test.url, harness.dataDir);
    await spec.harness.sync.cancel(id);
    expect(await spec.harness.ended(id)).toMatchObject({ state: 'cancelled', errorCode: null });
    expect(await spec.harness.stoppingMs(id)).toBeLessThan(2_000);
    expect(await spec.harness.run(serverId)).toMatchObject({ state: 'succeeded', itemsAdded: 6033 });
  });

  it.each(['queued', 'running'])('is counted as cancelled where it was %s and nobody worked on it', async (state) => {
    const { harness, serverId } = spec;
    const before = await cancelled();
    const row = await harness.database.row<{ id: string }>(
      `INSERT INTO sync_runs (server_id, mode, trigger, state) VALUES ($1, 'full', 'manual', $2) RETURNING id`,
      [serverId, state],
    );
    const run = await harness.sync.cancel(row!.id);
    expect(run.state).toBe(state === 'queued' ? 'cancelled' : 'running');
    await harness.ended(run.id);
    // It is over before it is counted.
    await eventually(async () => expect(await cancelled()).toBe(before + 1));
    await sleep(200);
    expect(await cancelled()).toBe(before + 1);
  });

  it('is counted once although it is given up before the one who works on it leaves it', async () => {
    const { harness, serverId, plex } = spec;
    const before = await cancelled();
    plex.interfere = () => ({ hang: true });
    const { id } = await harness.start(serverId);
    await harness.until(id, ({ state }) => state === 'running');
    await harness.sync.cancel(id);
    await harness.ended(id);
    await eventually(async () => expect(await cancelled()).toBe(before + 1));
    await sleep(1_500);
    expect(await cancelled()).toBe(before + 1);
  });

  it('goes on after a restart where it stood, as the same run, with exact counters', async () => {
    const { harness, plex, serverId, test } = spec;
    slowly();
    const { id } = await harness.start(serverId);
    const before = await harness.until(id, ({ itemsAdded }) => itemsAdded >= 2000);
    await harness.stop({ keepData: true });
    const [job] = await test.database.rows<{ state: string }>(`SELECT state FROM jobs WHERE name = 'sync-run'`);
    expect(job.state).toBe('queued');
    plex.heal();
    plex.asked.length = 0;
    spec.harness = await SyncHarness.start(test.url, harness.dataDir);
    const run = await spec.harness.ended(id);
    expect(run).toMatchObject({ id, state: 'succeeded', itemsSeen: 6033, itemsAdded: 6033, itemsUpdated: 0 });
    expect(run.startedAt).toBe(before.startedAt);
    const first = plex.asked.find(({ page }) => page && page.sort !== 'updatedAt:desc')!.page!;
    expect(first).toMatchObject({ sectionKey: '1' });
    expect(first.start).toBeGreaterThanOrEqual(1000);
    expect(
      Object.values(await spec.harness.keys())
        .flat()
        .sort(),
    ).toEqual(keysOf(plex.sections.flatMap(({ rows }) => rows)));
  });

  it('gets a new job when its own vanished', async () => {
    const { harness, serverId, test, plex } = spec;
    plex.interfere = () => ({ hang: true });
    const { id } = await harness.start(serverId);
    await harness.stop({ keepData: true });
    await test.database.run('DELETE FROM jobs');
    plex.heal();
    spec.harness = await SyncHarness.start(test.url, harness.dataDir);
    expect(await spec.harness.ended(id)).toMatchObject({ state: 'succeeded', itemsAdded: 6033 });
  });

  it('goes on by itself when the database had thrown everybody out', async () => {
    const { harness, plex, serverId, test } = spec;
    slowly();
    const { id } = await harness.start(serverId);
    for (let times = 1; times <= 3; times++) {
      await harness.until(id, ({ itemsAdded }) => itemsAdded >= times * 1000);
      await test.database
        .run(
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`,
        )
        .catch(() => undefined);
    }
    plex.heal();
    expect(await harness.ended(id)).toMatchObject({
      state: 'succeeded',
      itemsSeen: 6033,
      itemsAdded: 6033,
      itemsUpdated: 0,
    });
    expect(
      Object.values(await harness.keys())
        .flat()
        .sort(),
    ).toEqual(keysOf(plex.sections.flatMap(({ rows }) => rows)));
  });
});

describe('asking for runs', () => {
  const spec = useSync(() => [{ key: '1', type: 'movie', title: 'Films', rows: films(50) }]);

  it('makes one run of twenty requests at once', async () => {
    const { harness, plex, serverId } = spec;
    // It is at work until everybody has asked.
    harness.module.get(RunSessions).patienceMs = 60_000;
    plex.interfere = (_, page) => (page ? { hang: true } : null);
    const asked = await Promise.allSettled(Array.from({ length: 20 }, () => harness.start(serverId)));
    const made = asked.filter(({ status }) => status === 'fulfilled');
    const refused = asked
      .filter((result) => result.status === 'rejected')
      .map(({ reason }) => reason as { code: string });
    expect(made).toHaveLength(1);
    expect(new Set(refused.map(({ code }) => code))).toEqual(new Set(['sync-already-running']));
    const [{ count }] = await harness.database.rows<{ count: number }>('SELECT count(*)::int AS count FROM sync_runs');
    expect(count).toBe(1);
  });

  it('refuses unknown servers, unknown sections and sections that are not enabled', async () => {
    const { harness, serverId } = spec;
    await harness.run(serverId);
    const [{ id }] = await harness.database.rows<{ id: string }>('SELECT id FROM library_sections');
    const unknown = '00000000-0000-4000-8000-000000000000';
    await expect(harness.start(unknown)).rejects.toMatchObject({ code: 'not-found' });
    await expect(harness.start(serverId, { sectionIds: [unknown] })).rejects.toMatchObject({ code: 'not-found' });
    await harness.database.run('UPDATE library_sections SET enabled = false');
    await expect(harness.start(serverId, { sectionIds: [id] })).rejects.toMatchObject({ code: 'section-not-enabled' });
  });

  it('ends a run at once that was cancelled before it began', async () => {
    const { harness, serverId } = spec;
    const { id } = await harness.start(serverId);
    // The dispatcher may have been faster: both ends are the same to the person.
    await harness.sync.cancel(id).catch(() => undefined);
    const run = await harness.ended(id);
    expect(['cancelled', 'succeeded']).toContain(run.state);
    expect(await harness.start(serverId)).toMatchObject({ state: 'queued' });
  });

  it('lists runs newest first in pages, by server and state', async () => {
    const { harness, serverId } = spec;
    const ids: string[] = [];
    for (let i = 0; i < 5; i++) ids.unshift((await harness.run(serverId)).id);
    const first = await harness.sync.list({ limit: 2 });
    const second = await harness.sync.list({ limit: 2, cursor: first.nextCursor! });
    const third = await harness.sync.list({ limit: 2, cursor: second.nextCursor! });
    expect([...first.items, ...second.items, ...third.items].map(({ id }) => id)).toEqual(ids);
    expect(third.nextCursor).toBeNull();
    expect((await harness.sync.list({ limit: 9, serverId, state: 'succeeded' })).items).toHaveLength(5);
    expect((await harness.sync.list({ limit: 9, state: 'failed' })).items).toHaveLength(0);
    await expect(harness.sync.list({ limit: 9, cursor: 'bm9uc2Vuc2U' })).rejects.toMatchObject({
      code: 'cursor-invalid',
    });
  });
});
