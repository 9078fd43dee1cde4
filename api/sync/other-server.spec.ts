import { films } from './testing/scripted-media-server';
import { keysOf, useSync } from './testing/sync-spec';

describe('another server that answers at the address of ours', () => {
  const spec = useSync(() => [{ key: '1', type: 'movie', title: 'Films', rows: films(300) }]);
  const OURS = 'scripted-media-server';

  const stored = () =>
    spec.harness.database.rows('SELECT rating_key, title, deleted_at FROM media_items ORDER BY rating_key COLLATE "C"');

  it('is not read: the run says that ours does not answer, and goes on once it does', async () => {
    const { harness, plex, serverId } = spec;
    await harness.run(serverId);
    const before = await stored();
    const ours = plex.sections[0].rows;
    plex.machineIdentifier = 'another-server';
    plex.sections[0].rows = films(200).map((film) => ({ ...film, title: 'Not ours', addedAt: 1, updatedAt: 2 }));
    plex.sections.push({ key: '9', type: 'movie', title: 'Theirs', rows: films(10, 5_000) });
    for (const mode of ['full', 'incremental'] as const) {
      const run = await harness.run(serverId, { mode });
      expect(run).toMatchObject({ state: 'failed', errorCode: 'plex-unreachable', itemsAdded: 0, itemsUpdated: 0 });
    }
    expect(await stored()).toEqual(before);
    const sections = await harness.database.rows('SELECT key, missing_at FROM library_sections');
    expect(sections).toEqual([{ key: '1', missing_at: null }]);
    expect(await harness.database.rows('SELECT status FROM plex_servers')).toEqual([{ status: 'offline' }]);

    plex.machineIdentifier = OURS;
    plex.sections.pop();
    plex.sections[0].rows = ours.slice(1);
    expect(await harness.run(serverId)).toMatchObject({ state: 'succeeded', itemsRemoved: 1, itemsUpdated: 0 });
    expect((await harness.keys()).movie).toEqual(keysOf(ours.slice(1)));
  });

  it('is not believed that titles are gone, where it took the place in the middle of a run', async () => {
    const { harness, plex, serverId } = spec;
    await harness.run(serverId);
    const lost = plex.sections[0].rows.splice(0, 5);
    plex.interfere = (path) => {
      if (!/^\/library\/metadata\/\d+$/.test(path)) return null;
      plex.machineIdentifier = 'another-server';
      return { status: 404, contentType: 'text/html', body: '' };
    };
    const run = await harness.run(serverId);
    expect(run).toMatchObject({ state: 'incomplete', errorCode: 'plex-unreachable', itemsRemoved: 0 });
    plex.heal();
    plex.machineIdentifier = OURS;
    plex.sections[0].rows.unshift(...lost);
    expect(await harness.run(serverId)).toMatchObject({ state: 'succeeded', itemsRemoved: 0, itemsAdded: 0 });
    expect(await harness.count('deleted_at IS NOT NULL')).toBe(0);
  });
});
