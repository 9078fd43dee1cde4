import { setTimeout as sleep } from 'node:timers/promises';
import { RunSessions } from './run/run-sessions';
import { SectionProgress } from './sweep/section-progress';
import { films, shows, type ScriptedRow } from './testing/scripted-media-server';
import { SyncHarness } from './testing/sync-harness';
import { keysOf, useSync } from './testing/sync-spec';

const isItem = (path: string) => /^\/library\/metadata\/[\d,]+$/.test(path);

describe('a key sweep', () => {
  const spec = useSync(() => [
    { key: '1', type: 'movie', title: 'Films', rows: films(2500) },
    { key: '2', type: 'show', title: 'Series', rows: shows(4, 2, 5) },
  ]);
  const allKeys = async () =>
    Object.values(await spec.harness.keys())
      .flat()
      .sort();
  const truth = () => keysOf(spec.plex.sections.flatMap(({ rows }) => rows));

  it('finds what is new and what is gone, and asks for nothing else', async () => {
    const { harness, plex, serverId } = spec;
    await harness.run(serverId);
    const [{ rows }] = plex.sections;
    rows.splice(100, 7);
    rows.push(...films(3, 9000).map((row) => ({ ...row, updatedAt: 1 })));
    plex.asked.length = 0;
    const run = await harness.run(serverId, { mode: 'sweep' });
    expect(run).toMatchObject({ mode: 'sweep', state: 'succeeded', itemsAdded: 3, itemsUpdated: 0, itemsRemoved: 7 });
    expect(run).toMatchObject({ itemsSeen: 2548, itemsTotal: 2548 });
    expect(await allKeys()).toEqual(truth());
    // Seven that may be gone, one batch of three that are new; pages of a thousand keys.
    expect(plex.countAsked(isItem)).toBe(8);
    expect(plex.countAsked((_, page) => page?.sectionKey === '1' && page.size > 0)).toBe(3);
  });

  it('writes no row of the library when nothing came or went', async () => {
    const { harness, serverId } = spec;
    await harness.run(serverId);
    const before = await harness.physicalRows();
    expect(await harness.run(serverId, { mode: 'sweep' })).toMatchObject({ state: 'succeeded', itemsSeen: 2552 });
    expect(await harness.physicalRows()).toBe(before);
  });

  it('fills a library that was never synced, by whole rows', async () => {
    const { harness, plex, serverId } = spec;
    expect(await harness.run(serverId, { mode: 'sweep' })).toMatchObject({ state: 'succeeded', itemsAdded: 2552 });
    expect(await allKeys()).toEqual(truth());
    expect(plex.countAsked(isItem)).toBeLessThan(5);
    expect(await harness.count(`type = 'show' AND size_bytes = 10000`)).toBe(4);
  });

  it('restores what was gone and is listed again, under its id', async () => {
    const { harness, plex, serverId } = spec;
    await harness.run(serverId);
    const ids = () => harness.database.rows('SELECT id, rating_key FROM media_items ORDER BY id');
    const before = await ids();
    const taken = plex.sections[0].rows.splice(0, 4);
    await harness.run(serverId, { mode: 'sweep' });
    plex.sections[0].rows.unshift(...taken);
    expect(await harness.run(serverId, { mode: 'sweep' })).toMatchObject({ itemsAdded: 0, itemsUpdated: 4 });
    expect(await ids()).toEqual(before);
    expect(await harness.count('deleted_at IS NOT NULL')).toBe(0);
  });

  it('takes from the listing what Plex lists and yet denies when it is asked', async () => {
    const { harness, plex, serverId } = spec;
    await harness.run(serverId);
    plex.sections[0].rows.push(...films(2, 9000));
    plex.interfere = (path) => (isItem(path) ? { status: 404, contentType: 'text/html', body: '' } : null);
    expect(await harness.run(serverId, { mode: 'sweep' })).toMatchObject({ state: 'succeeded', itemsAdded: 2 });
    expect(await allKeys()).toEqual(truth());
  });

  it('leaves the cursor where it is: what changed is still read by the next incremental run', async () => {
    const { harness, plex, serverId } = spec;
    await harness.run(serverId);
    Object.assign(plex.sections[0].rows[5], { title: 'Renamed', updatedAt: Math.floor(Date.now() / 1000) - 60 });
    await harness.run(serverId, { mode: 'sweep' });
    expect(await harness.count(`title = 'Renamed'`)).toBe(0);
    await harness.run(serverId, { mode: 'incremental' });
    expect(await harness.count(`title = 'Renamed'`)).toBe(1);
  });

  it('keeps everything when a page fails, works on the other sections, and heals', async () => {
    const { harness, plex, serverId } = spec;
    await harness.run(serverId);
    plex.sections[0].rows.splice(0, 5);
    plex.sections[1].rows.pop();
    plex.interfere = (_, page) =>
      page?.sectionKey === '1' && page.start >= 1000 ? { status: 500, contentType: 'text/html', body: '' } : null;
    const run = await harness.run(serverId, { mode: 'sweep' });
    expect(run).toMatchObject({ state: 'incomplete', errorCode: 'plex-server-error', itemsRemoved: 1 });
    expect((await harness.keys()).movie).toHaveLength(2500);
    plex.heal();
    expect(await harness.run(serverId, { mode: 'sweep' })).toMatchObject({ state: 'succeeded', itemsRemoved: 5 });
    expect(await allKeys()).toEqual(truth());
  });

  it.each([
    ['an empty page before the end', 'sweep-incomplete', (rows: unknown[]) => void (rows.length = 0), 0],
    ['a total that never holds still', 'section-moving', () => undefined, 1],
  ])('takes nothing for gone after %s', async (_, code, bend, drift) => {
    const { harness, plex, serverId } = spec;
    await harness.run(serverId);
    plex.sections[0].rows.splice(0, 5);
    let moved = 0;
    plex.bend = (page, reply) => {
      if (page.sectionKey !== '1' || page.start < 1000) return;
      bend(reply.rows);
      reply.totalSize += drift * (1 + (moved++ % 3));
    };
    const run = await harness.run(serverId, { mode: 'sweep' });
    expect(run).toMatchObject({ state: 'incomplete', errorCode: code, itemsRemoved: 0 });
    expect((await harness.keys()).movie).toHaveLength(2500);
  });

  it('holds an unusual share until a person approves, and then still asks for each', async () => {
    const { harness, plex, serverId } = spec;
    await harness.run(serverId);
    const taken = plex.sections[0].rows.splice(0, 300);
    const held = await harness.run(serverId, { mode: 'sweep' });
    expect(held).toMatchObject({ state: 'incomplete', errorCode: 'removals-held', itemsRemoved: 0 });
    plex.sections[0].rows.push(...taken.slice(0, 10));
    await harness.sync.approveRemovals(held.id);
    expect(await harness.ended(held.id)).toMatchObject({ mode: 'sweep', state: 'succeeded', itemsRemoved: 290 });
    expect(await allKeys()).toEqual(truth());
  });

  it('works on the sections that it was asked for', async () => {
    const { harness, plex, serverId } = spec;
    await harness.run(serverId);
    const row = await harness.database.row<{ id: string }>(`SELECT id FROM library_sections WHERE key = '2'`);
    plex.sections.forEach(({ rows }) => rows.pop());
    const run = await harness.run(serverId, { mode: 'sweep', sectionIds: [row!.id] });
    expect(run).toMatchObject({ state: 'succeeded', itemsRemoved: 1 });
    expect((await harness.keys()).movie).toHaveLength(2500);
  });
});

describe('a key sweep that is interrupted', () => {
  const spec = useSync(() => [{ key: '1', type: 'movie', title: 'Films', rows: films(12_000) }]);
  /** And never to its end. */
  const slowly = () =>
    (spec.plex.interfere = (_, page) => (page ? (page.start >= 8000 ? { hang: true } : { delayMs: 500 }) : null));

  async function changed(): Promise<{ id: string; truth: ScriptedRow[] }> {
    const { harness, plex, serverId } = spec;
    await harness.run(serverId);
    const [{ rows }] = plex.sections;
    rows.splice(10, 6);
    rows.push(...films(5, 20_000));
    slowly();
    harness.module.get(RunSessions).patienceMs = 60_000;
    return { id: (await harness.start(serverId, { mode: 'sweep' })).id, truth: rows };
  }

  it('is cancelled within two seconds and takes nothing for gone', async () => {
    const { harness, plex } = spec;
    const { id } = await changed();
    await harness.until(id, ({ itemsSeen }) => itemsSeen > 0);
    await harness.sync.cancel(id);
    expect(await harness.ended(id)).toMatchObject({ state: 'cancelled', itemsRemoved: 0 });
    expect(await harness.stoppingMs(id)).toBeLessThan(2_000);
    const pages = plex.countPages();
    await sleep(500);
    expect(plex.countPages()).toBe(pages);
    expect(await harness.count('deleted_at IS NOT NULL')).toBe(0);
  });

  it('goes on after a restart where it stood', async () => {
    const { harness, plex, test } = spec;
    const advance = jest.spyOn(SectionProgress.prototype, 'advance');
    const { id, truth } = await changed();
    advance.mockClear();
    while (!advance.mock.calls.some(([, offset]) => offset >= 4000)) await sleep(20);
    advance.mockRestore();
    await harness.stop({ keepData: true });
    plex.heal();
    plex.asked.length = 0;
    spec.harness = await SyncHarness.start(test.url, harness.dataDir);
    const run = await spec.harness.ended(id);
    expect(run).toMatchObject({ state: 'succeeded', itemsSeen: 11_999, itemsAdded: 5, itemsRemoved: 6 });
    expect(plex.asked.find(({ page }) => page && page.size > 0)!.page!.start).toBeGreaterThanOrEqual(1000);
    expect((await spec.harness.keys()).movie).toEqual(keysOf(truth));
  });
});
