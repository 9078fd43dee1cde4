import { eventually, TestBrowser } from '../../testing';
import { RunSessions } from '../run/run-sessions';
import { SyncScheduler } from '../schedule/sync-scheduler';
import { ProductSpec } from '../testing/product-spec';
import type { AttentionDto } from './attention.dto';
import { Attention } from './attention.service';
import { diskMatters, DiskSpace } from './disk-space';

const GIB = 2 ** 30;

describe('what needs attention', () => {
  const spec = new ProductSpec();
  let serverId: string;

  beforeAll(async () => {
    await spec.start({ movies: 60, shows: 1, artists: 0, plays: 0, quirks: 'off' });
    spec.product.app.get(RunSessions, { strict: false }).patienceMs = 1_000;
    // The disk of the machine that runs the specs may well be full.
    spec.product.app.get(DiskSpace, { strict: false }).room = () =>
      Promise.resolve({ freeBytes: 50 * GIB, totalBytes: 100 * GIB });
  });

  afterAll(() => spec.stop());

  const sql = (text: string, values: unknown[] = []) => spec.test.database.run(text, values);
  const list = async (): Promise<AttentionDto[]> => (await spec.admin.get('/api/v1/dashboard/attention')).body.items;
  const codes = async () => (await list()).map(({ code }) => code);
  const only = async (code: string) => {
    const items = await list();
    expect(items.map((item) => item.code)).toEqual([code]);
    return items[0];
  };

  it('is nothing on an empty install', async () => {
    expect((await spec.admin.get('/api/v1/dashboard/attention')).body).toEqual({ items: [], nextCursor: null });
  });

  it('is a server that was never synced, until its first sync', async () => {
    serverId = await spec.register();
    expect(await only('never-synced')).toMatchObject({ severity: 'notice', serverId, path: '/sync' });
    expect(await spec.sync(serverId)).toMatchObject({ state: 'succeeded' });
    expect(await list()).toEqual([]);
  });

  it('is a server that is away or refuses the token, and not also that its runs fail', async () => {
    await sql(
      `INSERT INTO sync_runs (server_id, mode, trigger, state, error_code, finished_at)
               VALUES ($1, 'full', 'manual', 'failed', 'plex-unreachable', now())`,
      [serverId],
    );
    for (const status of ['offline', 'unauthorized'])
      // Whoever asks the server in between finds it online.
      await eventually(async () => {
        await sql(`UPDATE plex_servers SET status = $1`, [status]);
        expect(await only(`server-${status}`)).toMatchObject({
          id: `server-${status}:${serverId}`,
          severity: 'critical',
          subject: 'Attic',
          since: expect.any(String),
          serverId,
          path: '/settings/servers',
        });
      });
    await sql(`UPDATE plex_servers SET status = 'online'`);
    expect(await only('run-failed')).toMatchObject({ errorCode: 'plex-unreachable', runId: expect.any(String) });
    await spec.sync(serverId, 'incremental');
    expect(await list()).toEqual([]);
  });

  it('is the account whose token Plex took back', async () => {
    await sql(`UPDATE plex_accounts SET token_state = 'revoked'`);
    expect(await only('account-token-revoked')).toMatchObject({ subject: 'ada', severity: 'critical' });
    await sql(`UPDATE plex_accounts SET token_state = 'valid'`);
  });

  it('is a library whose removals wait, by its name and run, until a later run finds it well', async () => {
    const loss = await spec.emulator.call('items/delete-share', { section: '1', share: 0.6 });
    const run = await spec.sync(serverId);
    expect(run).toMatchObject({ state: 'incomplete', errorCode: 'removals-held' });
    expect(await only('removals-held')).toMatchObject({ severity: 'warning', subject: 'Films', runId: run.id });
    await spec.emulator.call('items/undelete', loss);
    expect(await spec.sync(serverId)).toMatchObject({ state: 'succeeded' });
    expect(await list()).toEqual([]);
  });

  it('is a run that was incomplete for another reason', async () => {
    await spec.emulator.call('faults', { kind: 'truncated', path: '/library/sections/1/all' });
    const run = await spec.sync(serverId);
    await fetch(`${spec.emulator.control}/faults`, { method: 'DELETE' });
    expect(run.state).toBe('incomplete');
    expect(await only('run-incomplete')).toMatchObject({ runId: run.id, errorCode: run.errorCode });
    await spec.sync(serverId);
    expect(await list()).toEqual([]);
  });

  it('is a library that the server no longer has, until it is switched off', async () => {
    await sql(`UPDATE library_sections SET missing_at = now() WHERE title = 'Films'`);
    const { sectionId } = await only('library-vanished');
    await spec.admin.patch(`/api/v1/library/sections/${sectionId}`, { enabled: false });
    expect(await list()).toEqual([]);
    await sql(`UPDATE library_sections SET missing_at = NULL, enabled = true WHERE title = 'Films'`);
  });

  it('is an import of the history that fails', async () => {
    // An import that what was told by push brings about ends well in between.
    await eventually(async () => {
      await sql(`UPDATE history_imports SET error_code = 'plex-reply-malformed'`);
      expect(await only('history-import-failing')).toMatchObject({ serverId, errorCode: 'plex-reply-malformed' });
    });
    await sql(`UPDATE history_imports SET error_code = NULL`);
  });

  it('is work that was given up, by its kind, unless it was done later or is tried again', async () => {
    const fail = (key: string | null) =>
      sql(
        `INSERT INTO jobs (name, payload, dedupe_key, state, error_code, finished_at)
           VALUES ('read-details', '{}', $1, 'failed', 'internal', now() - interval '1 hour')`,
        [key],
      );
    for (const key of ['a', 'b', 'c', null]) await fail(key);
    expect(await only('job-failed')).toMatchObject({ subject: 'read-details', count: 4, errorCode: 'internal' });
    await sql(`INSERT INTO jobs (name, payload, dedupe_key, state, finished_at)
               VALUES ('read-details', '{}', 'a', 'succeeded', now())`);
    await sql(`INSERT INTO jobs (name, payload, dedupe_key, run_at) VALUES ('read-details', '{}', 'b', 'infinity')`);
    expect(await only('job-failed')).toMatchObject({ count: 2 });
    await sql(`DELETE FROM jobs WHERE name = 'read-details'`);
  });

  it('is listening that was switched off', async () => {
    await spec.admin.put('/api/v1/sync/schedule', { push: false });
    expect(await only('push-off')).toMatchObject({ severity: 'notice', path: '/settings/schedule', subject: null });
    await spec.admin.put('/api/v1/sync/schedule', { push: true });
  });

  it('is that nobody schedules, though not in the first moments of a process', async () => {
    const scheduler = spec.product.app.get(SyncScheduler, { strict: false });
    await scheduler.tick();
    const resting = jest.spyOn(scheduler, 'tick').mockResolvedValue();
    await sql(`UPDATE sync_schedule SET scheduler = gen_random_uuid(), scheduler_until = now() - interval '1 hour'`);
    const [stopped] = await list();
    expect(stopped?.code ?? 'scheduler-stopped').toBe('scheduler-stopped');
    const attention = spec.product.app.get(Attention, { strict: false });
    await sql(`UPDATE sync_schedule SET scheduler = NULL, scheduler_until = NULL`);
    expect((await attention.list(5_000)).items).toEqual([]);
    expect((await attention.list(600_000)).items).toMatchObject([{ code: 'scheduler-stopped' }]);
    resting.mockRestore();
  });

  it('is told most urgent first', async () => {
    await sql(`UPDATE history_imports SET error_code = 'internal'`);
    await sql(`UPDATE plex_accounts SET token_state = 'revoked'`);
    await spec.admin.put('/api/v1/sync/schedule', { push: false });
    expect(await codes()).toEqual(['account-token-revoked', 'history-import-failing', 'push-off']);
    await sql(`UPDATE plex_accounts SET token_state = 'valid'`);
    await sql(`UPDATE history_imports SET error_code = NULL`);
    await spec.admin.put('/api/v1/sync/schedule', { push: true });
  });

  it('is for administrators and keys of theirs', async () => {
    const path = '/api/v1/dashboard/attention';
    const other = () => new TestBrowser(spec.product.url);
    expect((await (await spec.signIn('ben')).get(path)).status).toBe(403);
    expect((await other().get(path)).status).toBe(401);
    expect((await other().get(path, await spec.key(['insights:read']))).status).toBe(403);
    expect((await other().get(path, await spec.key(['admin']))).status).toBe(200);
    expect((await spec.admin.get(`${path}?foo=1`)).status).toBe(400);
  });
});

describe('the disk of the data directory', () => {
  const code = (freeBytes: number, totalBytes: number) => diskMatters({ freeBytes, totalBytes })[0]?.code ?? null;

  it('is nearly full with a gigabyte or a twentieth left, and full with next to nothing', () => {
    expect(code(50 * GIB, 100 * GIB)).toBeNull();
    expect(code(4 * GIB, 100 * GIB)).toBe('disk-nearly-full');
    expect(code(0.9 * GIB, 2 * GIB)).toBe('disk-nearly-full');
    expect(code(0.1 * GIB, 2 * GIB)).toBe('disk-full');
    // A twentieth of a big disk is plenty.
    expect(code(100 * GIB, 10_000 * GIB)).toBeNull();
    expect(diskMatters(null)).toEqual([]);
  });
});
