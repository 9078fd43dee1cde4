import { films, shows } from './testing/scripted-media-server';
import { keysOf, useSync } from './testing/sync-spec';

describe('what a sweep did not see', () => {
  const spec = useSync(() => [{ key: '1', type: 'movie', title: 'Films', rows: films(1000) }]);
  const asksFor = (path: string) => /^\/library\/metadata\/\d+$/.test(path);

  it('is removed once Plex answered 404 for it, and its row stays behind', async () => {
    const { harness, plex, serverId } = spec;
    await harness.run(serverId);
    plex.sections[0].rows.splice(10, 12);
    plex.asked.length = 0;
    expect(await harness.run(serverId)).toMatchObject({ state: 'succeeded', itemsRemoved: 12, itemsSeen: 988 });
    expect(plex.countAsked(asksFor)).toBe(12);
    expect((await harness.keys()).movie).toEqual(keysOf(plex.sections[0].rows));
    expect(await harness.count('deleted_at IS NOT NULL')).toBe(12);
  });

  it('comes back with its id when Plex lists it again', async () => {
    const { harness, plex, serverId } = spec;
    await harness.run(serverId);
    const idsBefore = await harness.database.rows('SELECT id, rating_key FROM media_items ORDER BY id');
    const taken = plex.sections[0].rows.splice(0, 3);
    await harness.run(serverId);
    plex.sections[0].rows.unshift(...taken);
    expect(await harness.run(serverId)).toMatchObject({ state: 'succeeded', itemsAdded: 0, itemsUpdated: 3 });
    expect(await harness.database.rows('SELECT id, rating_key FROM media_items ORDER BY id')).toEqual(idsBefore);
  });

  it('stays while Plex still knows it', async () => {
    const { harness, plex, serverId } = spec;
    await harness.run(serverId);
    plex.bend = (page, reply) => {
      reply.totalSize -= 4;
      if (page.start === 0) reply.rows.splice(0, 4);
    };
    expect(await harness.run(serverId)).toMatchObject({ state: 'succeeded', itemsRemoved: 0 });
    expect((await harness.keys()).movie).toHaveLength(1000);
  });

  it.each([
    ['fails', { status: 500 }],
    ['answers with a page of HTML', { status: 200, contentType: 'text/html', body: '<h1>It works!</h1>' }],
    ['breaks the connection', { drop: true }],
    ['calls it gone in other words than 404', { status: 410, contentType: 'text/html', body: '' }],
    ['forbids it', { status: 403, contentType: 'text/html', body: '' }],
  ])('stays when Plex %s instead of telling, and the run says so', async (_, answer) => {
    const { harness, plex, serverId } = spec;
    await harness.run(serverId);
    plex.sections[0].rows.splice(0, 2);
    plex.interfere = (path) => (path === '/library/metadata/1' ? answer : null);
    const run = await harness.run(serverId);
    expect(run).toMatchObject({ state: 'incomplete', itemsRemoved: 1 });
    expect(run.errorCode).toMatch(/^plex-/);
    expect(await harness.count(`rating_key = '1' AND deleted_at IS NULL`)).toBe(1);
    plex.heal();
    expect(await harness.run(serverId)).toMatchObject({ state: 'succeeded', itemsRemoved: 1 });
  });

  it('is never touched after a sweep that did not reach its end', async () => {
    const { harness, plex, serverId } = spec;
    await harness.run(serverId);
    plex.sections[0].rows.splice(0, 3);
    plex.interfere = (_, page) =>
      page && page.start >= 500 ? { status: 400, contentType: 'text/html', body: '' } : null;
    expect(await harness.run(serverId)).toMatchObject({ state: 'incomplete', itemsRemoved: 0 });
    expect((await harness.keys()).movie).toHaveLength(1000);
  });

  describe('when it is an unusual share of the section', () => {
    it('waits for a person, and is removed after the approval', async () => {
      const { harness, plex, serverId } = spec;
      await harness.run(serverId);
      plex.sections[0].rows.splice(0, 101);
      plex.asked.length = 0;
      const held = await harness.run(serverId);
      expect(held).toMatchObject({ state: 'incomplete', errorCode: 'removals-held', itemsRemoved: 0, itemsSeen: 899 });
      expect(held.sections[0]).toMatchObject({ state: 'incomplete', errorCode: 'removals-held' });
      expect(plex.countAsked(asksFor)).toBe(0);
      expect((await harness.keys()).movie).toHaveLength(1000);

      expect((await harness.sync.approveRemovals(held.id)).state).toBe('queued');
      expect(await harness.ended(held.id)).toMatchObject({ state: 'succeeded', errorCode: null, itemsRemoved: 101 });
      expect((await harness.keys()).movie).toEqual(keysOf(plex.sections[0].rows));
    });

    it('still asks for each title after the approval, and keeps those that came back', async () => {
      const { harness, plex, serverId } = spec;
      await harness.run(serverId);
      const taken = plex.sections[0].rows.splice(0, 200);
      const held = await harness.run(serverId);
      plex.sections[0].rows.unshift(...taken.slice(0, 150));
      await harness.sync.approveRemovals(held.id);
      expect(await harness.ended(held.id)).toMatchObject({ state: 'succeeded', itemsRemoved: 50 });
      expect((await harness.keys()).movie).toHaveLength(950);
    });

    it('waits also when the section became empty', async () => {
      const { harness, plex, serverId } = spec;
      await harness.run(serverId);
      plex.sections[0].rows = [];
      expect(await harness.run(serverId)).toMatchObject({ state: 'incomplete', errorCode: 'removals-held' });
      expect((await harness.keys()).movie).toHaveLength(1000);
    });

    it('counts every type of the section together', async () => {
      const { harness, plex, serverId } = spec;
      plex.sections = [{ key: '2', type: 'show', title: 'Series', rows: shows(10, 1, 5) }];
      await harness.run(serverId);
      // Three of ten shows are 21 of 70 rows.
      plex.sections[0].rows.splice(0, 21);
      expect(await harness.run(serverId)).toMatchObject({ state: 'incomplete', errorCode: 'removals-held' });
      plex.sections[0].rows = shows(10, 1, 5).slice(14);
      expect(await harness.run(serverId)).toMatchObject({ state: 'succeeded', itemsRemoved: 14 });
    });

    it('is not approved for a run that holds nothing', async () => {
      const { harness, serverId } = spec;
      const { id } = await harness.run(serverId);
      await expect(harness.sync.approveRemovals(id)).rejects.toMatchObject({
        kind: 'conflict',
        code: 'no-removals-held',
      });
    });

    it('is not approved while another run of the server is active', async () => {
      const { harness, plex, serverId } = spec;
      await harness.run(serverId);
      plex.sections[0].rows.splice(0, 300);
      const held = await harness.run(serverId);
      plex.interfere = (_, page) => (page ? { delayMs: 300 } : null);
      const other = await harness.start(serverId);
      await expect(harness.sync.approveRemovals(held.id)).rejects.toMatchObject({ code: 'sync-already-running' });
      expect((await harness.sync.get(held.id)).errorCode).toBe('removals-held');
      await harness.ended(other.id);
    });
  });
});
