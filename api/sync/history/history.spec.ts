import { useHistory, OWNER } from '../testing/history-spec';
import { HistoryImport } from './history-import';

describe('the watch history', () => {
  const spec = useHistory({ quirks: 'on' });

  it('is imported whole after the first sync: every row once, with its viewer and its item', async () => {
    const truth = await spec.truth();
    const stored = await spec.plays();
    expect(truth.length).toBeGreaterThan(2000);
    expect(stored.map(({ history_key }) => history_key).sort()).toEqual(
      truth.map(({ historyKey }) => historyKey).sort(),
    );
    const byKey = new Map(stored.map((row) => [row.history_key, row]));
    const people = { '1': OWNER, '0': null } as Record<string, string | null>;
    for (const play of truth) {
      const row = byKey.get(play.historyKey)!;
      expect(row).toMatchObject({
        account_id: String(play.localAccountId),
        rating_key: play.ratingKey,
        completion: 100,
      });
      expect(row.plex_account_id).toBe(
        String(play.localAccountId) in people ? people[play.localAccountId] : String(play.localAccountId),
      );
      expect((row.viewed_at as Date).getTime()).toBe(play.viewedAt * 1000);
    }
    expect(await spec.count('rating_key IS NOT NULL AND item_id IS NULL')).toBe(0);
    expect(
      await spec.count(
        `NOT EXISTS (SELECT FROM media_items i WHERE i.id = p.item_id AND i.rating_key = p.rating_key) AND rating_key IS NOT NULL`,
      ),
    ).toBe(0);
    // Episodes hang under their show, tracks under their artist.
    expect(await spec.count('item_id IS NOT NULL AND title_id IS NULL')).toBe(0);
    expect(
      await spec.count(
        `type = 'episode' AND NOT EXISTS (SELECT FROM media_items s WHERE s.id = title_id AND s.type = 'show') AND item_id IS NOT NULL`,
      ),
    ).toBe(0);
  });

  it('grows by what is new, and an import without news writes nothing', async () => {
    const before = await spec.count();
    expect(await spec.import()).toEqual({ added: 0, accounts: [] });
    await spec.emulator.call('plays', { account: 'ben', ratingKey: '1001' });
    await spec.emulator.call('plays', { account: 'ada', ratingKey: '1002' });
    expect((await spec.import())!.accounts).toHaveLength(2);
    expect(await spec.count()).toBe(before + 2);
    await spec.emulator.call('requests/reset');
    expect(await spec.import()).toEqual({ added: 0, accounts: [] });
  });

  it('is read all the same where the server lists it newest first, however it is asked', async () => {
    await spec.emulator.call('settings', { newestFirst: true });
    await spec.test.database.run('DELETE FROM plays');
    await spec.test.database.run('DELETE FROM history_imports');
    const truth = await spec.truth();
    expect(await spec.import()).toMatchObject({ added: truth.length });
    await spec.emulator.call('plays', { account: 'ben', ratingKey: '1001' });
    expect(await spec.import()).toMatchObject({ added: 1 });
    const stored = (await spec.plays()).map(({ history_key: key }) => key);
    expect(new Set(stored)).toEqual(new Set((await spec.truth()).map(({ historyKey }) => historyKey)));
  });

  it('finds old views that a player hands in late', async () => {
    const before = await spec.count();
    await spec.emulator.call('plays', { account: 'cleo', ratingKey: '1003', viewedAt: 1_600_000_000 });
    expect(await spec.import()).toMatchObject({ added: 1 });
    expect(await spec.count()).toBe(before + 1);
  });

  it('keeps what the server forgets, and the item of a row that no longer names one', async () => {
    const [row] = await spec.plays(`type = 'movie' AND rating_key IS NOT NULL`);
    const before = await spec.count();
    const [server] = spec.emulator.servers;
    const [other] = await spec.plays(`history_key <> '${String(row.history_key)}'`);
    const answer = await fetch(`${server.uri}${String(other.history_key)}`, {
      method: 'DELETE',
      headers: { 'x-plex-token': server.token },
    });
    expect(answer.status).toBe(200);
    await spec.emulator.call('items/delete', { ratingKey: row.rating_key });
    await spec.test.database.run(`UPDATE history_imports SET whole_at = now() - interval '8 days'`);
    await spec.import();
    expect(await spec.count()).toBe(before);
    const [after] = await spec.plays(`history_key = '${String(row.history_key)}'`);
    expect(after).toEqual(row);
  });

  it('follows a title that comes back under another key', async () => {
    const [{ rating_key: key }] = await spec.plays(`type = 'movie' AND rating_key IS NOT NULL`);
    const plays = await spec.count(`item_id = ${await spec.itemId(String(key))}`);
    await spec.emulator.call('items/readd', { ratingKey: key });
    await spec.sync();
    expect(await spec.count(`item_id = ${await spec.itemId(String(key))}`)).toBe(0);
    const [heir] = await spec.test.database.rows<{ id: string; rating_key: string }>(
      `SELECT n.id, n.rating_key FROM media_items n JOIN media_items o ON o.guid = n.guid AND o.id <> n.id
       WHERE o.rating_key = $1 AND n.deleted_at IS NULL`,
      [key],
    );
    expect(await spec.count(`item_id = ${heir.id} AND title_id = ${heir.id}`)).toBe(plays);
    // A later import tells the same rows again, without their old key.
    await spec.test.database.run(`UPDATE history_imports SET whole_at = now() - interval '8 days'`);
    await spec.import();
    expect(await spec.count(`item_id = ${heir.id}`)).toBe(plays);
  });

  it('follows a whole show: episodes and the show they are counted under', async () => {
    const [{ title_id: show }] = await spec.plays(`type = 'episode' AND title_id IS NOT NULL`);
    const plays = await spec.count(`title_id = ${show}`);
    const [{ rating_key: key }] = await spec.test.database.rows<{ rating_key: string }>(
      'SELECT rating_key FROM media_items WHERE id = $1',
      [show],
    );
    await spec.emulator.call('items/readd', { ratingKey: key });
    await spec.sync();
    expect(await spec.count(`title_id = ${show}`)).toBe(0);
    const [moved] = await spec.test.database.rows<{ plays: number }>(
      `SELECT count(*)::int AS plays FROM plays p JOIN media_items s ON s.id = p.title_id JOIN media_items i ON i.id = p.item_id
       WHERE s.type = 'show' AND s.deleted_at IS NULL AND i.deleted_at IS NULL AND i.grandparent_id = s.id
         AND s.guid = (SELECT guid FROM media_items WHERE id = $1)`,
      [show],
    );
    expect(moved.plays).toBe(plays);
  });

  it('goes on where it was stopped', async () => {
    await spec.test.database.run('DELETE FROM plays');
    await spec.test.database.run(`UPDATE history_imports SET whole_at = NULL, watermark = NULL`);
    await spec.emulator.call('faults', { kind: 'status', status: 404, path: '/status/sessions/history/all', skip: 4 });
    await expect(spec.import()).rejects.toThrow('not-found');
    const stopped = await spec.count();
    const [{ pass }] = await spec.test.database.rows<{ pass: { lanes: { since: number }[] } }>(
      'SELECT pass FROM history_imports',
    );
    expect(pass.lanes.length).toBeGreaterThan(0);
    await fetch(`${spec.emulator.control}/faults`, { method: 'DELETE' });
    await spec.import();
    expect(await spec.count()).toBe((await spec.truth()).length);
    expect(stopped).toBeLessThanOrEqual(await spec.count());
  });

  it('keeps everything when a server answers emptily or brokenly', async () => {
    const before = await spec.count();
    for (const kind of ['empty', 'truncated', 'html', 'empty-page']) {
      await spec.emulator.call('faults', { kind, path: '/status/sessions/history/all' });
      spec.harness.module.get(HistoryImport).patienceMs = 50;
      await spec.import().catch(() => undefined);
      await fetch(`${spec.emulator.control}/faults`, { method: 'DELETE' });
      expect(await spec.count()).toBe(before);
    }
    expect((await spec.import())!.added).toBe(0);
  });
});
