import { films } from './testing/scripted-media-server';
import { useSync } from './testing/sync-spec';

describe('the figures of a section', () => {
  const spec = useSync(() => [
    { key: '1', type: 'movie', title: 'Films', rows: films(600) },
    { key: '2', type: 'movie', title: 'More films', rows: films(5, 5000) },
  ]);

  const expectTrue = async () => {
    const rows = await spec.harness.database.rows(
      `SELECT key, item_count AS items, leaf_count AS leaves, size_bytes::float8 AS bytes, writes_to_sum + writes_to_walk > 0 AS stale
       FROM library_sections ORDER BY key`,
    );
    expect(rows).toEqual(
      spec.plex.sections.map(({ key, rows: { length }, rows: listed }) => ({
        ...{ key, items: length, leaves: length, stale: false },
        bytes: listed.reduce((sum, { size }) => sum + size!, 0),
      })),
    );
  };

  it.each([
    ['an earlier', 0, 1],
    ['a later', 1, 0],
  ])('follow a title that moved away from %s section', async (_, from, to) => {
    const { harness, plex, serverId } = spec;
    await harness.run(serverId);
    plex.sections[to].rows.push(...plex.sections[from].rows.splice(2, 1));
    expect(await harness.run(serverId)).toMatchObject({ state: 'succeeded', itemsUpdated: 1, itemsRemoved: 0 });
    await expectTrue();
  });

  it('are summed up by the next run after one that was cancelled, although that finds nothing to write', async () => {
    const { harness, plex, serverId } = spec;
    await harness.run(serverId);
    plex.sections[0].rows.unshift(...films(450, 9000));
    plex.interfere = (_, page) => (page && page.size > 1 && page.start > 0 ? { hang: true } : null);
    const { id } = await harness.start(serverId);
    await harness.until(id, ({ itemsAdded }) => itemsAdded === 450);
    await harness.sync.cancel(id);
    await harness.ended(id);
    plex.heal();
    expect(await harness.run(serverId)).toMatchObject({ state: 'succeeded', itemsAdded: 0, itemsUpdated: 0 });
    await expectTrue();
  });
});
