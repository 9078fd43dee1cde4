import { usePush } from '../testing/push-spec';

/** Two seconds of gathering, and the questions. */
const SOON_MS = 8_000;

describe('what a listened to server tells', () => {
  const spec = usePush();

  it('shows within seconds: a new film, its new title, and its end', async () => {
    const { ratingKey } = await spec.call<{ ratingKey: string }>('items/add', { type: 'movie', title: 'Brand new' });
    await spec.until(() => spec.isLive(ratingKey), SOON_MS);
    await spec.call('items/change', { ratingKey, title: 'Renamed', sizeBytes: 4_321 });
    await spec.until(async () => (await spec.item(ratingKey))?.title === 'Renamed', SOON_MS);
    await spec.until(async () => (await spec.waiting()) === 0);
    await spec.expectExactSums();
    await spec.call('items/delete', { ratingKey });
    await spec.until(async () => !(await spec.isLive(ratingKey)), SOON_MS);
    await spec.until(async () => (await spec.waiting()) === 0);
    expect(await spec.keys()).toEqual(await spec.truth());
    await spec.expectExactSums();
    // One by hand, and none because of it.
    expect(await spec.runs()).toHaveLength(1);
  });

  it('brings a new episode with a season and a show that were not known', async () => {
    const { ratingKey: show } = await spec.call<{ ratingKey: string }>('items/add', { type: 'show', title: 'Fresh' });
    const { ratingKey } = await spec.call<{ ratingKey: string }>('items/add', { type: 'episode', show, season: 3 });
    await spec.until(() => spec.isLive(ratingKey), SOON_MS);
    await spec.until(async () => (await spec.waiting()) === 0);
    const [episode, parent] = [await spec.item(ratingKey), await spec.item(show)];
    expect(episode).toMatchObject({ grandparent_id: parent!.id, type: 'episode' });
    expect(episode!.parent_id).not.toBeNull();
    await spec.expectExactSums();
    const added = new Set(await spec.keys());
    expect([show, ratingKey].every((key) => added.has(key))).toBe(true);
  });

  it('removes a show with all that lies below, after asking for each', async () => {
    const shows = await spec.truth('?section=2&type=show');
    const sizes = await Promise.all(shows.map(async (key) => [key, (await below(key)).length] as const));
    const [show, count] = sizes.sort((a, b) => a[1] - b[1])[0];
    // Few enough for the brake.
    expect(count).toBeLessThan(20);
    const keys = await below(show);
    await spec.call('items/delete', { ratingKey: show });
    await spec.until(async () => !(await spec.isLive(show)), SOON_MS);
    for (const key of keys) expect(await spec.isLive(key)).toBe(false);
    await spec.until(async () => (await spec.waiting()) === 0);
    await spec.expectExactSums();
  });

  it('removes nothing on the mere word of an event', async () => {
    const [ratingKey] = await spec.truth('?section=1');
    const entry = { itemID: Number(ratingKey), sectionID: 1, type: 1, state: '9', metadataState: 'deleted' };
    const identifier = 'com.plexapp.plugins.library';
    await spec.call('push', {
      type: 'timeline',
      container: { type: 'timeline', size: 1, _children: [{ _elementType: 'TimelineEntry', identifier, ...entry }] },
    });
    await allIsApplied();
    expect(await spec.isLive(ratingKey)).toBe(true);
  });

  it('is passed over where the section is not synced', async () => {
    await spec.harness.database.run(`UPDATE library_sections SET enabled = false WHERE key = '1'`);
    const { ratingKey } = await spec.call<{ ratingKey: string }>('items/add', { type: 'movie', title: 'Unwanted' });
    await allIsApplied();
    expect(await spec.item(ratingKey)).toBeNull();
  });

  it('is passed over while nobody has synced the server yet', async () => {
    await spec.harness.database.run('DELETE FROM sync_runs');
    const { ratingKey } = await spec.call<{ ratingKey: string }>('items/add', { type: 'movie', title: 'Too early' });
    await new Promise((resolve) => setTimeout(resolve, SOON_MS / 2));
    expect([await spec.item(ratingKey), await spec.waiting()]).toEqual([null, 0]);
    await spec.harness.run(spec.serverId);
    expect(await spec.isLive(ratingKey)).toBe(true);
  });

  it('moves a title to the section that it is in now', async () => {
    const [ratingKey] = await spec.truth('?section=1&type=movie');
    const section = (key: string) => `(SELECT id FROM library_sections WHERE key = '${key}')`;
    await spec.test.database.run(`UPDATE media_items SET section_id = ${section('2')} WHERE rating_key = $1`, [
      ratingKey,
    ]);
    await spec.call('items/change', { ratingKey, title: 'Moved' });
    await spec.until(async () => (await spec.item(ratingKey))?.title === 'Moved', SOON_MS);
    await spec.until(async () => (await spec.waiting()) === 0);
    const inFilms = `SELECT 1 AS yes FROM media_items WHERE rating_key = $1 AND section_id = ${section('1')}`;
    expect(await spec.test.database.row(inFilms, [ratingKey])).not.toBeNull();
    await spec.expectExactSums();
  });

  it('is asked for again and again until the server answers', async () => {
    await spec.call('faults', { kind: 'status', status: 500, path: '/library/metadata/*', count: 7 });
    const { ratingKey } = await spec.call<{ ratingKey: string }>('items/add', { type: 'movie', title: 'Late' });
    await spec.until(() => spec.isLive(ratingKey), 40_000);
    await spec.until(async () => (await spec.waiting()) === 0);
    expect(await spec.runs()).toHaveLength(1);
  });

  /** What is told after it shows, so that what was told before it was applied. */
  async function allIsApplied(): Promise<void> {
    const { ratingKey } = await spec.call<{ ratingKey: string }>('items/add', { type: 'show', title: 'The last one' });
    await spec.until(() => spec.isLive(ratingKey), SOON_MS);
    await spec.until(async () => (await spec.waiting()) === 0);
  }

  async function below(show: string): Promise<string[]> {
    const rows = await spec.test.database.rows<{ rating_key: string }>(
      `SELECT rating_key FROM media_items WHERE grandparent_rating_key = $1 OR parent_rating_key = $1`,
      [show],
    );
    return rows.map((row) => row.rating_key);
  }
});
