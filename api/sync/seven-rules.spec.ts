import fc from 'fast-check';
import { HistoryImport } from './history/history-import';
import type { SyncRunDto } from './run/sync-run.dto';
import type { SyncMode } from './run/sync-run.types';
import {
  changesArb,
  editsArb,
  historyFaultArb,
  itemFaultArb,
  listingFaultArb,
  modeArb,
  roundArb,
  rowsArb,
  smallChangesArb,
  type Drawn,
  type DrawnFault,
  type Round,
} from './testing/truth-draws';
import { newIn, type TrueRow } from './testing/truth-rows';
import { TruthViewer } from './testing/truth-viewer';
import { TruthWorld, type Mirrored, type Played } from './testing/truth-world';

const HISTORY = '/status/sessions/history/all';
const SECTIONS = ['1', '2', '3'];
const partsOf = (section: string) => (section === 'all' ? SECTIONS : [section]);
const inSection = (rows: readonly TrueRow[], section: string) =>
  rows.filter(({ sectionKey }) => sectionKey === section);

/** Architecture, "Rules of a truthful sync": each for whatever servers do, on a server whose clock is months behind ours. */
describe('the rules of a truthful sync', () => {
  let world: TruthWorld;
  afterEach(() => world.stop());

  /** The same draws every time, since the worlds are the same too. */
  const holds = <T>(arb: fc.Arbitrary<T>, play: (drawn: T) => Promise<void>, numRuns: number) =>
    fc.assert(fc.asyncProperty(arb, play), { seed: 20_261_125, numRuns, endOnFailure: true });

  const rounds = (arb: fc.Arbitrary<Round>) => fc.array(arb, { minLength: 1, maxLength: 2 });
  /** What a person agreed to is removed before the next round. */
  const settle = ({ run }: Played) => world.settle(run);

  it('1: pages by rows received until the total; an empty page or a moving total keeps what is known', async () => {
    world = await TruthWorld.start({ seed: 101 });
    const play = async (drawn: Round[]) => {
      for (const round of drawn) {
        const played = await world.play(world.first, round);
        if (played.wasStill) await expectWhatItClaims(played, round.mode);
        await settle(played);
      }
      await world.converge(world.first, 'full', drawn[0].rows);
    };
    await holds(rounds(roundArb(listingFaultArb)), play, 10);
  });

  /** A section that was read to its end, be it that removals wait for a person, has everything that the server has. */
  async function expectWhatItClaims({ run, after }: Played, mode: SyncMode): Promise<void> {
    const truth = await world.truth(world.first);
    for (const { sectionId, errorCode } of run.sections) {
      if (errorCode !== null && errorCode !== 'removals-held') continue;
      const there = inSection(truth, (await world.section(sectionId))!.key);
      expect(newIn(there, after.live)).toEqual([]);
      if (mode !== 'sweep') expect(after.live).toEqual(expect.arrayContaining(there));
    }
  }

  it('2: calls gone only what a complete sweep missed and Plex answers 404 for; an unusual share waits', async () => {
    world = await TruthWorld.start({ seed: 102, movies: 60 });
    const lossArb = fc.record({
      share: fc.constantFrom(0.1, 0.1, 0.6),
      wrong: fc.oneof(
        { weight: 2, arbitrary: fc.tuple(roundArb(itemFaultArb), fc.constant<string>('/library/metadata/*')) },
        { weight: 1, arbitrary: fc.tuple(roundArb(listingFaultArb), fc.constant<string>('/library/sections/*/all')) },
      ),
    });
    const play = async ({ share, wrong: [round, path] }: Drawn<typeof lossArb>) => {
      const loss = await world.emulator.call('items/delete-share', { section: '1', share });
      const played = await world.play(world.first, round, path);
      const truth = await world.truth(world.first);
      for (const section of played.run.sections) {
        const { key } = (await world.section(section.sectionId))!;
        const removed = newIn(inSection(played.after.gone, key), played.before.gone).length;
        const missing = newIn(inSection(played.before.live, key), truth).length;
        const isUnusual = missing > 20 && missing > inSection(played.before.live, key).length / 5;
        const isUnread = /^(sweep-incomplete|section-)/.test(section.errorCode ?? '');
        // What push told about before was asked for by itself.
        if (!round.isTold && (isUnread || (isUnusual && played.wasStill))) expect(removed).toBe(0);
      }
      await settle(played);
      await world.converge(world.first, 'full');
      await world.emulator.call('items/undelete', loss);
      await world.converge(world.first, 'full');
    };
    await holds(lossArb, play, 8);
  });

  it('3: a failing section or server touches no rows of another, and the run says which part failed', async () => {
    world = await TruthWorld.start({ seed: 103, servers: 2 });
    const faultArb = fc.constantFrom<DrawnFault[]>(
      { kind: 'html', skip: 0, count: 1000 },
      { kind: 'truncated', skip: 0, count: 1000 },
      { kind: 'reset', skip: 0, count: 1000 },
      { kind: 'status', status: 500, skip: 0, count: 1000 },
    );
    const partArb = fc.record({
      culprit: fc.nat({ max: 1 }),
      section: fc.constantFrom(...SECTIONS, 'all'),
      fault: faultArb,
      mode: fc.constantFrom('full' as const, 'incremental' as const),
      changes: fc.tuple(smallChangesArb, smallChangesArb),
      rows: rowsArb,
    });
    const play = async (part: Drawn<typeof partArb>) => {
      const before = await Promise.all(world.servers.map((server) => world.stored(server)));
      for (const [i, server] of world.servers.entries()) await world.change(server, part.changes[i]);
      const path = part.section === 'all' ? '/library/*' : `/library/sections/${part.section}/all`;
      await world.misbehave(world.servers[part.culprit], part.fault, part.rows, path);
      const runs = await world.runAll(world.servers, part.mode);
      for (const [i, server] of world.servers.entries()) {
        const failed = i === part.culprit ? partsOf(part.section) : [];
        await expectOnlyFailed(server, failed, before[i].live);
        await expectToSayWhatFailed(runs[i], failed);
      }
      for (const server of world.servers) await world.converge(server, part.mode);
    };
    await holds(partArb, play, 6);
  });

  /** The failed sections are what they were, the others are what they should be. */
  async function expectOnlyFailed(server: Mirrored, failed: string[], before: TrueRow[]): Promise<void> {
    const { live } = await world.stored(server);
    const truth = await world.truth(server);
    for (const section of SECTIONS)
      expect(inSection(live, section)).toEqual(inSection(failed.includes(section) ? before : truth, section));
  }

  async function expectToSayWhatFailed(run: SyncRunDto, failed: string[]): Promise<void> {
    // A server that does not even list its sections fails as a whole.
    if (failed.length > 1) return expect(run).toMatchObject({ state: 'failed', errorCode: expect.any(String) });
    const bad = run.sections.filter(({ errorCode }) => errorCode !== null);
    const sections = await Promise.all(bad.map(({ sectionId }) => world.section(sectionId)));
    expect(sections).toEqual(failed.map((key) => ({ key })));
    expect(run.state).toBe(failed.length === 0 ? 'succeeded' : 'incomplete');
  }

  it('4: the cursor is server time with an overlap, from the start of the run', async () => {
    world = await TruthWorld.start({ seed: 104 });
    // Seven requests open the types of the three sections; films are read first.
    const page = fc.oneof(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 9, max: 24 }));
    const meanwhile = fc.record({ page, changes: editsArb });
    const mode = fc.constantFrom('full' as const, 'full' as const, 'incremental' as const);
    const rows = fc.integer({ min: 3, max: 8 });
    const arb = fc
      .tuple(roundArb(listingFaultArb, mode), meanwhile, rows)
      .map(([round, middle, few]) => ({ ...round, meanwhile: middle, rows: few }));
    const play = async (drawn: Round[]) => {
      for (const round of drawn) await settle(await world.play(world.first, round));
      // Asks for nothing but what changed since the cursors: a change that they passed would stay unseen.
      await world.converge(world.first, 'incremental');
    };
    await holds(rounds(arb), play, 8);
  });

  it('5: a row is a ratingKey of one server, and plays follow their title to another key', async () => {
    world = await TruthWorld.start({ seed: 105, servers: 2, plays: 150 });
    const known = world.servers.map(() => new Map<string, string>());
    const turnArb = fc.record({
      server: fc.nat({ max: 1 }),
      watched: fc.array(fc.nat({ max: 10_000 }), { minLength: 1, maxLength: 3 }),
      round: roundArb(historyFaultArb),
      comesBack: fc.array(fc.nat({ max: 10_000 }), { minLength: 1, maxLength: 2 }),
    });
    const play = async ({ server: index, watched, round, comesBack }: Drawn<typeof turnArb>) => {
      const server = world.servers[index];
      for (const at of watched) {
        const films = (await world.truth(server)).filter(({ type }) => type === 'movie' || type === 'episode');
        const { ratingKey } = films[at % films.length];
        await world.emulator.call('plays', {
          server: server.name,
          account: 'ada',
          ratingKey,
          viewedAt: world.nowSeconds,
        });
      }
      await world.converge(server, 'incremental');
      await importHistory(server);
      for (const each of world.servers)
        for (const { ratingKey, guid } of await world.truth(each)) known[each.index].set(ratingKey, guid ?? '');
      const before = await world.plays(server);
      const changes = comesBack.map((at) => ({
        kind: 'readd' as const,
        type: at % 4 === 0 ? ('show' as const) : ('movie' as const),
        at,
      }));
      await settle(await world.play(server, { ...round, changes: [...changes, ...round.changes] }, HISTORY));
      const kept = new Map((await world.plays(server)).map((row) => [row.historyKey, row]));
      for (const { historyKey, accountId, viewedAt } of before)
        expect(kept.get(historyKey)).toMatchObject({ accountId, viewedAt });
      for (const each of world.servers) {
        await world.converge(each, 'full');
        await importHistory(each);
        await expectPlaysAtTheirTitles(each, known[each.index]);
      }
    };
    await holds(turnArb, play, 4);
  });

  const importHistory = (server: Mirrored) =>
    world.harness.module
      .get(HistoryImport)
      .run({ id: server.serverId, ownerAccountId: '501' }, new AbortController().signal);

  /** @param known guid of everything that the server ever had, by ratingKey */
  async function expectPlaysAtTheirTitles(server: Mirrored, known: ReadonlyMap<string, string>): Promise<void> {
    const stored = await world.plays(server);
    const truth = await world.lines<{ historyKey: string }>(`truth/plays?server=${server.index}`);
    expect(stored.map(({ historyKey }) => historyKey).sort()).toEqual(truth.map(({ historyKey }) => historyKey).sort());
    const living = new Map((await world.truth(server)).map(({ guid, ratingKey }) => [guid, ratingKey]));
    for (const row of stored) {
      const heir = row.ratingKey === null ? undefined : living.get(known.get(row.ratingKey) ?? '');
      if (heir !== undefined) expect(row).toMatchObject({ itemKey: heir, itemServerId: server.serverId });
    }
  }

  it('6: unknown is not zero: no file size is null, and nobody asked is not unwatched', async () => {
    world = await TruthWorld.start({ seed: 106, plays: 200 });
    const viewer = await TruthViewer.join(world);
    const expectNobodyWasAsked = async () => {
      if (await viewer.isKnown()) return;
      const films = await viewer.films();
      expect(films.filter(({ watched, viewCount }) => watched === false || viewCount === 0)).toEqual([]);
    };
    const quirkArb = fc.constantFrom('no-media', 'empty-media', 'no-part', 'size-zero', 'size-missing');
    const arb = fc.record({
      odd: fc.array(fc.tuple(fc.nat({ max: 39 }), quirkArb), { minLength: 1, maxLength: 4 }),
      round: roundArb(listingFaultArb),
    });
    const play = async ({ odd, round }: Drawn<typeof arb>) => {
      for (const [at, quirk] of odd) {
        const films = (await world.truth(world.first)).filter(({ type }) => type === 'movie');
        const { ratingKey } = films[at % films.length];
        await world.emulator.call('quirks', { ratingKey, quirks: [quirk] });
        await world.emulator.call('items/change', { ratingKey, title: `Odd ${at}` });
      }
      await settle(await world.play(world.first, round));
      expect(await world.harness.count('size_bytes = 0')).toBe(0);
      await viewer.forget();
      await expectNobodyWasAsked();
      await world.misbehave(world.first, round.fault, round.rows);
      await viewer.read();
      await world.heal();
      await expectNobodyWasAsked();
      await world.converge(world.first, 'full');
      expect(await world.harness.count('size_bytes = 0')).toBe(0);
      expect(await viewer.read()).toBe(true);
      const seen = await viewer.truth();
      for (const { ratingKey, viewCount, watched } of await viewer.films())
        expect([ratingKey, viewCount, watched]).toEqual([ratingKey, seen.get(ratingKey), seen.get(ratingKey)! > 0]);
    };
    await holds(arb, play, 6);
  });

  it('7: everything may happen twice: a page, an event, a run, a start after a stop', async () => {
    world = await TruthWorld.start({ seed: 107 });
    const twiceArb = fc.record({
      what: fc.constantFrom('run', 'event', 'asked at once', 'stopped', 'stopped'),
      mode: modeArb,
      changes: changesArb(5),
      rows: fc.integer({ min: 3, max: 9 }),
      page: fc.integer({ min: 1, max: 4 }),
    });
    const play = async ({ what, mode, changes, rows, page }: Drawn<typeof twiceArb>) => {
      const server = world.first;
      const told = await world.change(server, changes);
      await world.misbehave(server, null, rows);
      const before = await world.stored(server);
      if (what === 'event') {
        await world.tell(server, told);
        const once = await world.stored(server);
        await world.tell(server, told);
        expect(await world.stored(server)).toEqual(once);
      } else if (what === 'asked at once') {
        // It is at work until everybody has asked.
        server.witness.expect({ page: 1, act: () => Promise.allSettled(asked) });
        const asked = [mode, mode, mode].map((each) => world.harness.start(server.serverId, { mode: each }));
        const answers = await Promise.allSettled(asked);
        const runs = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value.id : []));
        expect(runs).toHaveLength(1);
        await world.settle((await world.ended(runs))[0]);
      } else {
        const run = what === 'run' ? await world.run(server, mode) : await world.runWithAStop(server, mode, page);
        const { live } = await world.stored(server);
        // What was written before the stop is counted once, too.
        expect(run.itemsAdded).toBe(newIn(live, [...before.live, ...before.gone]).length);
        await world.settle(run);
      }
      await world.converge(server, 'full');
      const again = await world.run(server, 'full');
      expect(again).toMatchObject({ state: 'succeeded', itemsAdded: 0, itemsUpdated: 0, itemsRemoved: 0 });
    };
    await holds(twiceArb, play, 7);
  });
});
