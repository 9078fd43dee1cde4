import { SessionWatch } from './session-watch';
import { OWNER, HistorySpec } from '../testing/history-spec';
import { SyncHarness } from '../testing/sync-harness';

interface Session {
  sessionKey: string;
}

describe('what is being played', () => {
  const spec = new HistorySpec();
  let film: { key: string; durationMs: number };

  beforeEach(async () => {
    await spec.start({ plays: 50 });
    const rows = await spec.test.database.rows<{ key: string; duration: string }>(
      `SELECT rating_key AS key, duration_ms AS duration FROM media_items i WHERE type = 'movie'
         AND NOT EXISTS (SELECT FROM plays p WHERE p.item_id = i.id) ORDER BY id LIMIT 1`,
    );
    film = { key: rows[0].key, durationMs: Number(rows[0].duration) };
  });
  afterEach(() => spec.stop());

  const look = (harness = spec.harness) =>
    harness.module.get(SessionWatch).look({ id: spec.serverId, ownerAccountId: OWNER });
  const start = async (percent = 0, account = 'ben') =>
    (await spec.emulator.call('sessions/start', {
      account,
      ratingKey: film.key,
      offsetMs: offset(percent),
    })) as Session;
  const progress = (session: Session, percent: number, state = 'playing') =>
    spec.emulator.call('sessions/progress', { sessionKey: session.sessionKey, offsetMs: offset(percent), state });
  const stop = (session: Session, finished = false) =>
    spec.emulator.call('sessions/stop', { sessionKey: session.sessionKey, finished });
  const offset = (percent: number) => Math.ceil((film.durationMs * percent) / 100);
  const sessions = () => spec.test.database.rows('SELECT * FROM play_sessions ORDER BY id');
  const views = () => spec.plays(`rating_key = '${film.key}'`);

  it('is recorded with its viewer, its state and the furthest that was reached', async () => {
    const session = await start(20);
    await start(1, 'ada');
    await look();
    await progress(session, 50);
    await look();
    await progress(session, 30, 'paused');
    await look();
    expect(await sessions()).toMatchObject([
      {
        account_id: '4242002',
        plex_account_id: '4242002',
        state: 'paused',
        offset_ms: String(offset(50)),
        ended_at: null,
      },
      { account_id: '1', plex_account_id: OWNER, state: 'playing', ended_at: null },
    ]);
    expect(await views()).toEqual([]);
  });

  it('counts as one view with its percent when it was broken off', async () => {
    const session = await start(0);
    await progress(session, 40);
    await look();
    await stop(session);
    await look();
    expect(await views()).toMatchObject([
      { completion: 40, plex_account_id: '4242002', item_id: await spec.itemId(film.key) },
    ]);
    await spec.import();
    await look();
    expect(await views()).toHaveLength(1);
  });

  it('counts as none when it was no more than a glance, which is kept all the same', async () => {
    const session = await start(0);
    await progress(session, 9);
    await look();
    await stop(session);
    await look();
    expect(await views()).toEqual([]);
    expect(await sessions()).toMatchObject([{ state: 'stopped', offset_ms: String(offset(9)) }]);
  });

  it('is one view with the row of the history that tells of it, whichever is stored first', async () => {
    const first = await start(0);
    await progress(first, 95);
    await look();
    await stop(first);
    await look();
    expect(await views()).toMatchObject([{ completion: 95 }]);
    await spec.import();
    const [row] = await views();
    expect(await views()).toHaveLength(1);
    expect(row).toMatchObject({ completion: 95, history_key: expect.stringContaining('/status/sessions/history/') });

    // The history comes in while the session is still thought to be open.
    const second = await start(0, 'ada');
    await progress(second, 60);
    await look();
    await stop(second, true);
    await spec.import();
    await look();
    await spec.import();
    expect(await views()).toMatchObject([{ completion: 95 }, { completion: 90, plex_account_id: OWNER }]);
  });

  it('is one view in two sittings', async () => {
    const evening = await start(0);
    await progress(evening, 50);
    await look();
    await stop(evening);
    await look();
    const morning = await start(50);
    await look();
    await progress(morning, 97);
    await look();
    await stop(morning);
    await look();
    await spec.import();
    expect(await sessions()).toHaveLength(1);
    expect(await views()).toMatchObject([{ completion: 97, history_key: expect.stringContaining('/history/') }]);
  });

  it('is two views when somebody begins again', async () => {
    for (const percent of [50, 30]) {
      const session = await start(0);
      await progress(session, percent);
      await look();
      await stop(session);
      await look();
    }
    expect((await views()).map(({ completion }) => completion).sort()).toEqual([30, 50]);
  });

  it('stays open while the server cannot be asked', async () => {
    await progress(await start(0), 40);
    await look();
    for (const kind of ['html', 'empty', 'truncated']) {
      await spec.emulator.call('faults', { kind, path: '/status/sessions' });
      await expect(look()).rejects.toThrow('Plex call failed');
      await fetch(`${spec.emulator.control}/faults`, { method: 'DELETE' });
    }
    expect(await sessions()).toMatchObject([{ ended_at: null }]);
  });

  it('is looked at by one of several processes, and at once when that one is woken', async () => {
    const second = await SyncHarness.start(spec.test.url, spec.harness.dataDir);
    try {
      const asked = [await look(), await look(second), await look()];
      expect(asked).toEqual([true, false, true]);
      await progress(await start(0), 40);
      await new Promise((resolve) => setTimeout(resolve, 1_100));
      spec.harness.module.get(SessionWatch).wake(spec.serverId);
      await spec.until(async () => (await sessions()).length === 1);
      await spec.harness.module.get(SessionWatch).onApplicationShutdown();
      expect(await look(second)).toBe(true);
    } finally {
      await second.stop({ keepData: true });
    }
  });
});
