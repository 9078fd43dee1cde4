import { setTimeout as sleep } from 'node:timers/promises';
import { SectionProgress } from './sweep/section-progress';
import { films, shows, type ScriptedRow } from './testing/scripted-media-server';
import { SyncHarness } from './testing/sync-harness';
import { keysOf, useSync } from './testing/sync-spec';

const now = () => Math.floor(Date.now() / 1000) - 60;
const LONG_AGO = 1_000_000_000;
const hoursApart = (row: ScriptedRow, i: number) => ({ ...row, updatedAt: 1_400_000_000 + i * 3600 });

describe('an incremental sync', () => {
  const spec = useSync(() => [
    { key: '1', type: 'movie', title: 'Films', rows: films(1200).map(hoursApart) },
    { key: '2', type: 'show', title: 'Series', rows: shows(4, 2, 5) },
  ]);
  const incremental = () => spec.harness.run(spec.serverId, { mode: 'incremental' });
  const allKeys = async () =>
    Object.values(await spec.harness.keys())
      .flat()
      .sort();
  const truth = () => keysOf(spec.plex.sections.flatMap(({ rows }) => rows));
  const listed = (key: string) =>
    spec.plex.countAsked((_, page) => page?.sectionKey === key && page.updatedSince === null && page.size > 0);

  /** The history is asked for by a job of its own, at a time of its own. */
  const askedOfLibrary = () => spec.plex.countAsked((path) => path.startsWith('/library'));

  beforeEach(async () => {
    await spec.harness.run(spec.serverId);
    spec.plex.asked.length = 0;
  });

  it('asks nothing but for changes and for counts when nothing happened', async () => {
    const { harness } = spec;
    const before = await harness.physicalRows();
    expect(await incremental()).toMatchObject({ state: 'succeeded', itemsAdded: 0, itemsUpdated: 0, itemsRemoved: 0 });
    expect(await harness.physicalRows()).toBe(before);
    // The list of sections, and twice each of four types.
    expect(askedOfLibrary()).toBe(9);
    expect(listed('1') + listed('2')).toBe(0);
  });

  it('reads what is new and what changed with the request that asks for it', async () => {
    const { harness, plex } = spec;
    const [{ rows }] = plex.sections;
    Object.assign(rows[3], { title: 'Renamed', updatedAt: now() });
    rows.push({ ...films(1, 9000)[0], updatedAt: now() });
    expect(await incremental()).toMatchObject({ state: 'succeeded', itemsAdded: 1, itemsUpdated: 1 });
    expect(await harness.count(`title = 'Renamed'`)).toBe(1);
    expect(await allKeys()).toEqual(truth());
    expect(askedOfLibrary()).toBe(9);
  });

  it('looks back where the newest change is fresh, and not where it is long settled', async () => {
    const { harness, plex } = spec;
    const [{ rows }] = plex.sections;
    const settled = await incremental();
    // The newest row of each type, and nothing else.
    expect(settled.sections.map(({ seen }) => seen)).toEqual([1, 3]);
    Object.assign(rows[1], { title: 'Fresh', updatedAt: now() });
    await incremental();
    // Written by Plex before that one, and listed only now.
    Object.assign(rows[2], { title: 'Late', updatedAt: now() - 120 });
    expect(await incremental()).toMatchObject({ state: 'succeeded', itemsUpdated: 1 });
    expect(await harness.count(`title = 'Late'`)).toBe(1);
  });

  it('pages through changes that are too many for one request', async () => {
    const { plex } = spec;
    for (const row of plex.sections[0].rows.slice(0, 700)) Object.assign(row, { title: 'Renamed', updatedAt: now() });
    expect(await incremental()).toMatchObject({ state: 'succeeded', itemsUpdated: 700, itemsRemoved: 0 });
    expect(await spec.harness.count(`title = 'Renamed'`)).toBe(700);
    expect(listed('1')).toBe(0);
  });

  it('removes what Plex no longer has, and lists the keys of no other type', async () => {
    const { plex } = spec;
    plex.sections[0].rows.splice(10, 4);
    const run = await incremental();
    expect(run).toMatchObject({ state: 'succeeded', itemsRemoved: 4, itemsAdded: 0 });
    expect(await allKeys()).toEqual(truth());
    expect([listed('1'), listed('2')]).toEqual([2, 0]);
    expect(run.sections[0]).toMatchObject({ seen: 1196, total: 1196 });
  });

  it.each([
    ['without a date', undefined],
    ['with an old date', LONG_AGO],
  ])('finds an item that came %s', async (_, updatedAt) => {
    const { plex } = spec;
    plex.sections[1].rows.push({ ...shows(1, 0, 0, 300_000)[0], updatedAt });
    expect(await incremental()).toMatchObject({ state: 'succeeded', itemsAdded: 1, itemsRemoved: 0 });
    expect(await allKeys()).toEqual(truth());
  });

  it('sees one item come and another one go at once', async () => {
    const { plex } = spec;
    const [{ rows }] = plex.sections;
    rows.splice(0, 1);
    rows.push({ ...films(1, 9000)[0], updatedAt: now() });
    // The count is as it was before; what came is read first, so that what went makes a difference.
    expect(await incremental()).toMatchObject({ state: 'succeeded', itemsAdded: 1, itemsRemoved: 1 });
    expect(await allKeys()).toEqual(truth());
  });

  it('removes the seasons and episodes along with their show, and sums what is left', async () => {
    const { harness, plex } = spec;
    plex.sections[1].rows = shows(4, 2, 5).slice(1);
    // Without its row the first show is gone, its children still are there: their sums have nowhere to go.
    expect(await incremental()).toMatchObject({ state: 'succeeded', itemsRemoved: 1 });
    plex.sections[1].rows = shows(4, 2, 5).slice(13);
    expect(await incremental()).toMatchObject({ state: 'succeeded', itemsRemoved: 12 });
    expect(await allKeys()).toEqual(truth());
    expect(await harness.database.row(`SELECT item_count, leaf_count FROM library_sections WHERE key = '2'`)).toEqual({
      item_count: 3,
      leaf_count: 30,
    });
  });

  it('sweeps once, not for ever, where Plex lists rows that are no items', async () => {
    const { plex } = spec;
    plex.bend = (page, reply) => {
      if (page.sectionKey !== '1' || page.updatedSince !== null) return;
      reply.totalSize += 3;
      if (page.size > 0 && page.start + page.size > 1200) {
        for (let i = 0; i < 3; i++) reply.rows.push({ title: 'All films' });
      }
    };
    expect(await incremental()).toMatchObject({ state: 'succeeded', itemsAdded: 0, itemsRemoved: 0 });
    expect(listed('1')).toBeGreaterThan(0);
    plex.asked.length = 0;
    expect(await incremental()).toMatchObject({ state: 'succeeded' });
    expect(listed('1')).toBe(0);
    plex.sections[0].rows.pop();
    expect(await incremental()).toMatchObject({ state: 'succeeded', itemsRemoved: 1 });
  });

  it('knows from a full sync which rows are no items', async () => {
    const { harness, plex, serverId } = spec;
    plex.sections[0].rows.push({ ...plex.sections[0].rows[0] });
    await harness.run(serverId);
    plex.asked.length = 0;
    await incremental();
    expect(listed('1')).toBe(0);
  });

  it('does not sweep for ever for an item that Plex has and does not list', async () => {
    const { plex } = spec;
    plex.bend = (page, reply) => {
      if (page.sectionKey !== '1' || page.updatedSince !== null) return;
      reply.totalSize -= 2;
      if (page.start === 0) reply.rows.splice(0, 2);
    };
    expect(await incremental()).toMatchObject({ state: 'succeeded', itemsRemoved: 0 });
    expect((await spec.harness.keys()).movie).toHaveLength(1200);
    plex.asked.length = 0;
    await incremental();
    expect(listed('1')).toBe(0);
  });

  it('holds an unusual share until a person approves, and lists everything once only', async () => {
    const { harness, plex } = spec;
    const taken = plex.sections[0].rows.splice(0, 200);
    const held = await incremental();
    expect(held).toMatchObject({ state: 'incomplete', errorCode: 'removals-held', itemsRemoved: 0 });
    expect((await harness.keys()).movie).toHaveLength(1200);
    plex.asked.length = 0;
    plex.sections[0].rows.push({ ...films(1, 9000)[0], updatedAt: now() });
    expect(await incremental()).toMatchObject({ state: 'succeeded', itemsAdded: 1, itemsRemoved: 0 });
    expect(listed('1')).toBe(0);
    plex.sections[0].rows.push(...taken.slice(0, 20));
    await harness.sync.approveRemovals(held.id);
    expect(await harness.ended(held.id)).toMatchObject({ state: 'succeeded', itemsRemoved: 180 });
    expect(await allKeys()).toEqual(truth());
    await incremental();
    expect(await allKeys()).toEqual(truth());
  });

  it('keeps everything, cursor included, when the changes cannot be read, and heals', async () => {
    const { plex } = spec;
    Object.assign(plex.sections[0].rows[7], { title: 'Renamed', updatedAt: now() });
    plex.interfere = (_, page) => (page?.updatedSince ? { status: 500, contentType: 'text/html', body: '' } : null);
    expect(await incremental()).toMatchObject({ state: 'incomplete', errorCode: 'plex-server-error' });
    plex.heal();
    expect(await incremental()).toMatchObject({ state: 'succeeded', itemsUpdated: 1 });
    expect(await spec.harness.count(`title = 'Renamed'`)).toBe(1);
  });

  it('keeps everything when the keys cannot be listed, and the next run removes', async () => {
    const { plex } = spec;
    plex.sections[0].rows.splice(0, 3);
    plex.interfere = (_, page) => (page?.start === 1000 ? { status: 500, contentType: 'text/html', body: '' } : null);
    expect(await incremental()).toMatchObject({ state: 'incomplete', itemsRemoved: 0 });
    expect((await spec.harness.keys()).movie).toHaveLength(1200);
    plex.heal();
    expect(await incremental()).toMatchObject({ state: 'succeeded', itemsRemoved: 3 });
    expect(await allKeys()).toEqual(truth());
  });

  it('asks again later for an item that Plex would not tell about', async () => {
    const { plex } = spec;
    plex.sections[0].rows.splice(0, 3);
    plex.interfere = (path) =>
      path === '/library/metadata/2' ? { status: 500, contentType: 'text/html', body: '' } : null;
    expect(await incremental()).toMatchObject({ state: 'incomplete', itemsRemoved: 2 });
    plex.heal();
    expect(await incremental()).toMatchObject({ state: 'succeeded', itemsRemoved: 1 });
    expect(await allKeys()).toEqual(truth());
  });

  it('goes on in its sweep after a restart', async () => {
    const { harness, plex, serverId, test } = spec;
    plex.sections[0].rows.splice(0, 5);
    plex.interfere = (_, page) => (page?.start === 1000 ? { hang: true } : null);
    const advance = jest.spyOn(SectionProgress.prototype, 'advance');
    const { id } = await harness.start(serverId, { mode: 'incremental' });
    while (plex.countAsked((_, page) => page?.start === 1000) === 0) await sleep(20);
    // The page before it is written.
    while (!advance.mock.calls.some(([, offset]) => offset >= 1000)) await sleep(20);
    advance.mockRestore();
    await harness.stop({ keepData: true });
    plex.heal();
    plex.asked.length = 0;
    spec.harness = await SyncHarness.start(test.url, harness.dataDir);
    const run = await spec.harness.ended(id);
    expect(run).toMatchObject({ state: 'succeeded', itemsRemoved: 5 });
    expect(run.sections[0]).toMatchObject({ seen: 1195, total: 1195 });
    expect(plex.asked.find(({ page }) => page?.sectionKey === '1' && page.size > 0)!.page!.start).toBe(1000);
    expect(await allKeys()).toEqual(truth());
  });

  it('never moves its cursor by an item from the future, whatever the others are', async () => {
    const { harness, plex } = spec;
    plex.sections[0].rows[0].updatedAt = 4_000_000_000;
    await incremental();
    Object.assign(plex.sections[0].rows[9], { title: 'Renamed', updatedAt: 1_600_002_000 });
    await incremental();
    expect(await harness.count(`title = 'Renamed'`)).toBe(1);
  });

  it('reads a section that was empty', async () => {
    const { plex } = spec;
    plex.sections.push({ key: '3', type: 'movie', title: 'Shorts', rows: [] });
    await incremental();
    plex.sections[2].rows.push(...films(4, 7000).map((row) => ({ ...row, updatedAt: LONG_AGO })));
    expect(await incremental()).toMatchObject({ state: 'succeeded', itemsAdded: 4 });
    plex.sections[2].rows.length = 0;
    expect(await incremental()).toMatchObject({ state: 'succeeded', itemsRemoved: 4 });
    expect(await allKeys()).toEqual(truth());
  });

  it('leaves the memory of pages to tell a later full sync the truth', async () => {
    const { harness, plex, serverId } = spec;
    const [{ rows }] = plex.sections;
    const original = { ...rows[700] };
    Object.assign(rows[700], { title: 'Renamed', updatedAt: now() });
    await incremental();
    // The listing is again what it was when it was remembered, the stored row is not.
    Object.assign(rows[700], original);
    expect(await harness.run(serverId)).toMatchObject({ state: 'succeeded', itemsUpdated: 1 });
    expect(await harness.count(`title = 'Renamed'`)).toBe(0);
  });
});
