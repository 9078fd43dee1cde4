import { setTimeout as sleep } from 'node:timers/promises';
import { usePush } from '../testing/push-spec';
import { ApplyChangesHandler } from './apply-changes.handler';
import { ApplyChangesJob } from './apply-changes.job';
import { StreamListeners } from './stream-listeners';

describe('many events at once', () => {
  const spec = usePush({ movies: 150 });

  /** At once: events that come apart would be judged apart. */
  async function remove(count: number): Promise<string[]> {
    const keys = (await spec.truth('?section=1&type=movie')).slice(0, count);
    await Promise.all(keys.map((ratingKey) => spec.call('items/delete', { ratingKey })));
    return keys;
  }

  const gone = () => spec.harness.count('deleted_at IS NOT NULL');

  it('remove nothing where an unusual share is missing, and leave that to a run that waits for a person', async () => {
    await remove(30);
    await spec.until(async () => (await spec.runs(`error_code = 'removals-held'`)).length > 0);
    await spec.until(async () => (await spec.waiting()) === 0);
    const [run] = await spec.runs(`error_code = 'removals-held'`);
    expect(run).toMatchObject({ mode: 'sweep', trigger: 'event', state: 'incomplete' });
    const before = await gone();
    expect(before).toBeLessThanOrEqual(20);
    // Nothing comes of it by itself.
    await sleep(6_000);
    expect(await gone()).toBe(before);
    // Nor are there as many runs as there are titles that vanish.
    const later = await remove(25);
    await sleep(4_000);
    await spec.until(async () => (await spec.waiting()) === 0);
    expect(await spec.runs(`error_code = 'removals-held'`)).toHaveLength(1);
    expect(await gone()).toBe(before);
    await spec.harness.sync.approveRemovals(run.id);
    await spec.harness.ended(run.id);
    const truth = await spec.truth();
    // What went after the run is left to the next one.
    expect((await spec.keys()).filter((key) => !truth.includes(key))).toEqual(later);
    await spec.expectExactSums();
  });

  it('are judged together, whenever the connection is looked after', async () => {
    const listeners = spec.harness.module.get(StreamListeners);
    const keys = (await spec.truth('?section=1&type=movie')).slice(0, 30);
    await Promise.all(
      keys.map(async (ratingKey) => {
        await spec.call('items/delete', { ratingKey });
        await listeners.look();
      }),
    );
    await spec.until(async () => (await spec.runs(`error_code = 'removals-held'`)).length > 0);
    expect(await gone()).toBe(0);
  });

  it('count what was removed within the last hour', async () => {
    await remove(15);
    await spec.until(async () => (await gone()) === 15);
    await spec.until(async () => (await spec.waiting()) === 0);
    await remove(8);
    await spec.until(async () => (await spec.runs(`error_code = 'removals-held'`)).length > 0);
    expect(await gone()).toBe(15);
    await spec.test.database.run(`UPDATE media_items SET deleted_at = deleted_at - interval '61 minutes'
                                  WHERE deleted_at IS NOT NULL`);
    const [ninth] = await remove(1);
    await spec.until(async () => !(await spec.isLive(ninth)), 15_000);
  });

  it('become one incremental run when there are too many', async () => {
    const entries = Array.from({ length: 100 }, (_, i) => i);
    for (let page = 0; page < 30; page++) {
      const TimelineEntry = entries.map((i) => ({ itemID: 500_000 + page * 100 + i, sectionID: 1, type: 1, state: 5 }));
      await spec.call('push', { type: 'timeline', container: { type: 'timeline', size: 100, TimelineEntry } });
    }
    await spec.until(async () => (await spec.runs(`trigger = 'event'`)).length === 1);
    expect((await spec.runs(`trigger = 'event'`))[0].mode).toBe('incremental');
    await spec.until(async () => (await spec.runs(`trigger = 'event' AND state = 'succeeded'`)).length === 1);
    expect(await spec.waiting()).toBeLessThanOrEqual(1000);
  });

  it('become one run also where they have waited, as after a crash', async () => {
    const waiting = Array.from({ length: 1200 }, (_, i) => String(600_000 + i));
    await spec.test.database.run(
      `INSERT INTO sync_changes (server_id, rating_key, told_at) SELECT $1, k, now() FROM unnest($2::text[]) k`,
      [spec.serverId, waiting],
    );
    await spec.until(async () => (await spec.runs(`trigger = 'event'`)).length === 1);
    await spec.until(async () => (await spec.waiting()) === 0);
  });
});

describe('events about rows that the server does not answer for', () => {
  const spec = usePush();
  const lastTry = () =>
    spec.harness.module
      .get(ApplyChangesHandler)
      .handle(
        { serverId: spec.serverId },
        { jobId: '', requestId: null, attempt: ApplyChangesJob.maxAttempts, signal: new AbortController().signal },
      );

  it('are left to a run after the last try, and kept while there can be none', async () => {
    await spec.call('faults', { kind: 'status', status: 500, path: '/library/metadata/*' });
    // The run waits twice for an answer that never comes: the last try is over before it is.
    await spec.call('faults', { kind: 'hang', path: '/library/sections', count: 2 });
    const { ratingKey } = await spec.call<{ ratingKey: string }>('items/add', { type: 'movie', title: 'Hidden' });
    await spec.until(async () => (await spec.waiting()) === 1);
    const run = await spec.harness.start(spec.serverId, { mode: 'incremental' });
    await lastTry();
    expect(await spec.waiting()).toBe(1);
    await spec.harness.ended(run.id);
    await spec.test.database.run('UPDATE sync_changes SET after_run = false');
    await spec.until(async () => (await spec.runs(`state IN ('queued', 'running')`)).length === 0);
    await lastTry();
    expect(await spec.waiting()).toBe(0);
    expect((await spec.runs()).at(-1)).toMatchObject({ mode: 'incremental', trigger: 'event' });
    await spec.until(() => spec.isLive(ratingKey));
  });
});

describe('events during a long full sync', () => {
  const spec = usePush({ movies: 3000 });

  it('show within seconds, and hold against pages that were read before', async () => {
    const movies = await spec.truth('?section=1&type=movie');
    await spec.test.database.run('DELETE FROM sync_pages');
    await spec.call('faults', { kind: 'slow', delayMs: 2_500, path: '/library/sections/*/all' });
    const run = await spec.harness.start(spec.serverId, { mode: 'full' });
    await spec.harness.until(run.id, ({ state }) => state === 'running');
    const { ratingKey: added } = await spec.call<{ ratingKey: string }>('items/add', { type: 'movie', title: 'Now' });
    const [changed, deleted] = movies;
    await spec.call('items/change', { ratingKey: changed, title: 'Changed meanwhile' });
    await spec.call('items/delete', { ratingKey: deleted });
    await spec.until(() => spec.isLive(added), 8_000);
    await spec.until(async () => (await spec.item(changed))?.title === 'Changed meanwhile', 8_000);
    await spec.until(async () => !(await spec.isLive(deleted)), 8_000);
    expect((await spec.harness.sync.get(run.id)).state).toBe('running');
    // As a page that was read before would write them.
    await spec.test.database.run(`UPDATE media_items SET deleted_at = NULL WHERE rating_key = $1`, [deleted]);
    await spec.test.database.run(
      `UPDATE media_items SET title = 'Old', content_hash = md5('old')::uuid WHERE rating_key = $1`,
      [changed],
    );
    expect(await spec.waiting()).toBe(3);
    await spec.emulator.call('faults', { kind: 'slow', delayMs: 0, path: '/nothing' });
    await fetch(`${spec.emulator.control}/faults`, { method: 'DELETE' });
    await spec.harness.ended(run.id);
    await spec.until(async () => (await spec.waiting()) === 0);
    expect((await spec.item(changed))!.title).toBe('Changed meanwhile');
    expect(await spec.isLive(deleted)).toBe(false);
    expect(await spec.keys()).toEqual(await spec.truth());
    await spec.expectExactSums();
  });
});
