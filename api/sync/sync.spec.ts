import { films, shows } from './testing/scripted-media-server';
import { keysOf, useSync } from './testing/sync-spec';

describe('a full sync', () => {
  const spec = useSync(() => [{ key: '1', type: 'movie', title: 'Films', rows: films(2500) }]);

  it('stores every row of every type, with parents and totals', async () => {
    const { harness, plex, serverId } = spec;
    plex.sections.push({ key: '2', type: 'show', title: 'Series', rows: shows(7, 3, 11) });
    const run = await harness.run(serverId);
    expect(run).toMatchObject({
      state: 'succeeded',
      errorCode: null,
      itemsSeen: 2759,
      itemsTotal: 2759,
      itemsAdded: 2759,
    });
    const keys = await harness.keys();
    expect(keys.movie).toEqual(keysOf(plex.sections[0].rows));
    expect([...keys.show, ...keys.season, ...keys.episode].sort()).toEqual(keysOf(plex.sections[1].rows));
    expect(await harness.count(`type = 'episode' AND (parent_id IS NULL OR grandparent_id IS NULL)`)).toBe(0);
    expect(await harness.count(`type = 'show' AND size_bytes = 33000`)).toBe(7);
    expect(run.sections.map(({ title, seen, total }) => [title, seen, total])).toEqual([
      ['Films', 2500, 2500],
      ['Series', 259, 259],
    ]);
  });

  it('writes no row of the library when nothing changed', async () => {
    const { harness, serverId } = spec;
    await harness.run(serverId);
    const before = await harness.physicalRows();
    const run = await harness.run(serverId);
    expect(run).toMatchObject({ state: 'succeeded', itemsSeen: 2500, itemsAdded: 0, itemsUpdated: 0, itemsRemoved: 0 });
    expect(await harness.physicalRows()).toBe(before);
  });

  it('counts what it added and updated', async () => {
    const { harness, plex, serverId } = spec;
    await harness.run(serverId);
    const { rows } = plex.sections[0];
    rows[3].title = 'Another name';
    rows[1700].size = 77;
    rows.push(...films(5, 9000));
    expect(await harness.run(serverId)).toMatchObject({
      itemsSeen: 2505,
      itemsAdded: 5,
      itemsUpdated: 2,
      itemsRemoved: 0,
    });
  });

  it('reads only the sections that were asked for', async () => {
    const { harness, plex, serverId } = spec;
    plex.sections.push({ key: '2', type: 'movie', title: 'Shorts', rows: films(10, 5000) });
    await harness.run(serverId);
    const id = (await harness.database.row<{ id: string }>(`SELECT id FROM library_sections WHERE key = '2'`))!.id;
    plex.asked.length = 0;
    const run = await harness.run(serverId, { sectionIds: [id] });
    expect(run.sections.map(({ title }) => title)).toEqual(['Shorts']);
    expect(plex.countAsked((_, page) => page?.sectionKey === '1')).toBe(0);
  });

  it('keeps no more than four requests in flight', async () => {
    const { harness, plex, serverId } = spec;
    let inFlight = 0;
    let most = 0;
    plex.interfere = (_, page) => {
      if (!page) return null;
      most = Math.max(most, ++inFlight);
      setTimeout(() => inFlight--, 20);
      return { delayMs: 20 };
    };
    await harness.run(serverId);
    expect(most).toBeLessThanOrEqual(4);
    expect(most).toBeGreaterThan(1);
  });

  it('believes rows received when the server sends fewer than asked for', async () => {
    const { harness, plex, serverId } = spec;
    plex.bend = (_, reply) => void reply.rows.splice(73);
    expect(await harness.run(serverId)).toMatchObject({ state: 'succeeded', itemsSeen: 2500 });
    expect((await harness.keys()).movie).toHaveLength(2500);
  });

  it('counts rows without a ratingKey as read, and stores the others', async () => {
    const { harness, plex, serverId } = spec;
    plex.bend = (page, reply) => {
      if (page.start === 0 && page.size > 1) reply.rows[0] = { title: 'All episodes' };
    };
    expect(await harness.run(serverId)).toMatchObject({ state: 'succeeded', itemsSeen: 2500, itemsAdded: 2499 });
  });
});

describe('an incremental sync', () => {
  const spec = useSync(() => [
    { key: '1', type: 'movie', title: 'Films', rows: films(1200) },
    { key: '2', type: 'show', title: 'Series', rows: shows(2, 2, 3) },
  ]);

  it('reads everything the first time, and later only what Plex touched since', async () => {
    const { harness, plex, serverId } = spec;
    expect(await harness.run(serverId, { mode: 'incremental' })).toMatchObject({
      state: 'succeeded',
      itemsAdded: 1218,
    });
    const { rows } = plex.sections[0];
    const later = Math.floor(Date.now() / 1000) - 60;
    Object.assign(rows[5], { title: 'Renamed', updatedAt: later });
    rows.push({ ...films(1, 5000)[0], updatedAt: later });
    const run = await harness.run(serverId, { mode: 'incremental' });
    expect(run).toMatchObject({ state: 'succeeded', itemsAdded: 1, itemsUpdated: 1, itemsRemoved: 0 });
    expect(run.itemsSeen).toBeLessThan(700);
    expect(await harness.count(`title = 'Renamed'`)).toBe(1);
  });

  it('is not led astray by a change that Plex dates into the future', async () => {
    const { harness, plex, serverId } = spec;
    plex.sections[0].rows[0].updatedAt = 4_000_000_000;
    await harness.run(serverId);
    Object.assign(plex.sections[0].rows[9], { title: 'Renamed', updatedAt: Math.floor(Date.now() / 1000) });
    await harness.run(serverId, { mode: 'incremental' });
    expect(await harness.count(`title = 'Renamed'`)).toBe(1);
  });
});
