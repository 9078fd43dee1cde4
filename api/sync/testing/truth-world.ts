import { setTimeout as sleep } from 'node:timers/promises';
import { PlexError } from '../../plex';
import { PlexServerClientFactory } from '../../plex/server/plex-server-client.factory';
import {
  createTestDatabase,
  startEmulator,
  type Emulator,
  type EmulatorOptions,
  type TestDatabase,
} from '../../testing';
import { HistoryImport } from '../history/history-import';
import { ChangeApplier } from '../push/change-applier';
import { RunSessions } from '../run/run-sessions';
import type { SyncRunDto } from '../run/sync-run.dto';
import type { SyncMode } from '../run/sync-run.types';
import { SyncHarness } from './sync-harness';
import type { Change, DrawnFault, ItemType, Round } from './truth-draws';
import {
  newIn,
  storedPlays,
  storedRows,
  toTrueRow,
  type Stored,
  type StoredPlay,
  type TrueLine,
  type TrueRow,
} from './truth-rows';
import { Witness } from './truth-witness';

const LISTINGS = '/library/sections/*/all';
/** Of the emulator's own library nothing is younger; its clock begins a day later, which is long ago for ours. */
const EPOCH = '2026-01-01';
const FIRST_DAY_MS = Date.parse('2026-01-02');
const MINUTE_MS = 60_000;
/** Whoever waits longer for a broken server learns nothing more about the truth. */
const HASTY = { tries: 2, baseMs: 20, maxWaitMs: 200 };

/** One media server of the world, and what we made of it. */
export interface Mirrored {
  index: number;
  name: string;
  serverId: string;
  witness: Witness;
}

/** What became of a round. */
export interface Played {
  run: SyncRunDto;
  before: Stored;
  after: Stored;
  /** Nothing changed while the run was at work. */
  wasStill: boolean;
}

/** Everything but details, which are read at leisure and change nothing that is told apart here. */
const JOBS = `
  SELECT (count(*) FILTER (WHERE state IN ('queued', 'running')))::int AS open,
    (count(*) FILTER (WHERE name = 'import-history'))::int AS imports
  FROM jobs WHERE name <> 'sync-details'`;

/** Emulated media servers with clocks of their own, the sync of all of them, and what may go wrong between. */
export class TruthWorld {
  readonly servers: Mirrored[] = [];
  harness: SyncHarness;
  private nowMs = FIRST_DAY_MS;
  private importsKnown = 0;

  private constructor(
    readonly emulator: Emulator,
    readonly test: TestDatabase,
  ) {}

  static async start(options: EmulatorOptions = {}): Promise<TruthWorld> {
    const small = { movies: 40, shows: 2, artists: 1, plays: 40, epoch: EPOCH };
    const emulator = await startEmulator({ ...small, ...options });
    const world = new TruthWorld(emulator, await createTestDatabase());
    await world.startProcess();
    await world.later(0);
    for (const [index, server] of emulator.servers.entries()) {
      const witness = await Witness.before(server.uri);
      const serverId = await world.harness.register({ ...server, uri: witness.uri });
      world.servers.push({ index, name: server.machineIdentifier, serverId, witness });
      await world.run(world.servers[index], 'full');
    }
    return world;
  }

  /** What the servers' clock says, in epoch seconds. */
  get nowSeconds(): number {
    return Math.floor(this.nowMs / 1000);
  }

  get first(): Mirrored {
    return this.servers[0];
  }

  async stop(): Promise<void> {
    await this.harness.stop();
    for (const { witness } of this.servers) await witness.stop();
    await this.emulator.stop();
    await this.test.drop();
  }

  /** The one process that syncs, begun again where it was stopped before. */
  async startProcess(): Promise<void> {
    this.harness = await SyncHarness.start(this.test.url, this.harness?.dataDir);
    this.harness.module.get(RunSessions).patienceMs = 0;
    this.harness.module.get(HistoryImport).patienceMs = 0;
    const factory = this.harness.module.get(PlexServerClientFactory, { strict: false });
    const create = factory.create.bind(factory);
    factory.create = (target, options) => create(target, { retry: HASTY, ...options });
  }

  /** Time passes at the servers. */
  async later(minutes: number): Promise<void> {
    this.nowMs += minutes * MINUTE_MS;
    await this.emulator.call('clock', { offsetMs: this.nowMs - Date.now() });
  }

  /** What fails from now on, and how many rows a page has. */
  async misbehave(server: Mirrored, fault: DrawnFault | null, rows: number, path = LISTINGS): Promise<void> {
    // The first fault that fits a request acts on it: none of before may be left.
    await this.heal();
    const scope = server.name;
    if (fault) await this.emulator.call('faults', { scope, path, ...fault });
    await this.emulator.call('faults', { scope, path: LISTINGS, kind: 'short-page', rows });
  }

  async heal(): Promise<void> {
    await fetch(`${this.emulator.control}/faults`, { method: 'DELETE' });
    for (const { witness } of this.servers) witness.expect(null);
  }

  /** @returns keys that the server would tell about */
  async change(server: Mirrored, changes: readonly Change[]): Promise<string[]> {
    const touched: string[] = [];
    for (const change of changes) {
      await this.later(10);
      touched.push(...(await this.changeOne(server, change)));
    }
    return touched;
  }

  private async changeOne(server: Mirrored, { kind, type, at }: Change): Promise<string[]> {
    const rows = await this.truth(server);
    const keysOf = (wanted: ItemType) => rows.filter((row) => row.type === wanted).map(({ ratingKey }) => ratingKey);
    const pick = (keys: string[]) => keys[at % Math.max(1, keys.length)];
    const ratingKey = pick(keysOf(type));
    const args = {
      add: { type: 'movie', title: `New ${at}` },
      'add-episode': { type: 'episode', show: pick(keysOf('show')), season: 1 + (at % 3) },
      change: { ratingKey, title: `Renamed ${at}` },
      resize: { ratingKey, sizeBytes: at + 1 },
      'change-file': { ratingKey },
      delete: { ratingKey },
      readd: { ratingKey },
    }[kind];
    const call = { 'add-episode': 'add', resize: 'change' }[kind as string] ?? kind;
    const answer = await this.emulator.call(`items/${call}`, { server: server.name, ...args }).catch(refused);
    const told = (answer as { ratingKey?: string } | null)?.ratingKey;
    return [ratingKey, told].filter((key) => key !== undefined);
  }

  /** Tells by push about these rows. What the server then does not answer is lost, as far as push goes. */
  async tell(server: Mirrored, keys: readonly string[]): Promise<void> {
    const applier = this.harness.module.get(ChangeApplier);
    await applier.apply(server.serverId, [...new Set(keys)], new AbortController().signal).catch((error: unknown) => {
      if (!(error instanceof PlexError)) throw error;
    });
    await this.idle();
  }

  /** A run, and everything that follows from it. */
  async run(server: Mirrored, mode: SyncMode): Promise<SyncRunDto> {
    return (await this.runAll([server], mode))[0];
  }

  /** A run during which the process is stopped at a page, and begun again. */
  async runWithAStop(server: Mirrored, mode: SyncMode, page: number): Promise<SyncRunDto> {
    const stopped = new Promise<void>((resolve, reject) => {
      const act = () => this.harness.stop({ keepData: true }).then(resolve, reject);
      server.witness.expect({ page, act });
    });
    const { id } = await this.harness.start(server.serverId, { mode });
    await stopped;
    await this.startProcess();
    return (await this.ended([id]))[0];
  }

  /** All at once. */
  async runAll(servers: readonly Mirrored[], mode: SyncMode): Promise<SyncRunDto[]> {
    const runs = await Promise.all(servers.map(({ serverId }) => this.harness.start(serverId, { mode })));
    return this.ended(runs.map(({ id }) => id));
  }

  /** Waits for runs, and for what follows each of them: an import of the history, which asks for more. */
  async ended(runIds: readonly string[]): Promise<SyncRunDto[]> {
    const runs = await Promise.all(runIds.map((id) => this.harness.ended(id)));
    await this.idle(this.importsKnown + runs.length);
    return runs;
  }

  private async idle(imports = 0): Promise<void> {
    for (;;) {
      const jobs = (await this.test.database.row<{ open: number; imports: number }>(JOBS))!;
      this.importsKnown = jobs.imports;
      if (jobs.open === 0 && jobs.imports >= imports) return;
      await sleep(20);
    }
  }

  /** Nothing fails any more: the next run, and a person's word where it asks for that, tell the truth. */
  async converge(server: Mirrored, mode: 'full' | 'incremental', rows = 500): Promise<void> {
    // Short pages are no fault.
    await this.misbehave(server, null, rows);
    const run = await this.settle(await this.run(server, mode));
    expect(run).toMatchObject({ state: 'succeeded', errorCode: null });
    expect((await this.stored(server)).live).toEqual(await this.truth(server));
  }

  /** A person says yes to what a run holds. */
  async settle(run: SyncRunDto): Promise<SyncRunDto> {
    if (run.errorCode !== 'removals-held') return run;
    await this.harness.sync.approveRemovals(run.id);
    return (await this.ended([run.id]))[0];
  }

  /** A round of changes, with what is told, done and broken meanwhile; healed afterwards. */
  async play(server: Mirrored, round: Round, path = LISTINGS): Promise<Played> {
    const before = await this.stored(server);
    server.witness.denied.clear();
    const told = await this.change(server, round.changes);
    await this.misbehave(server, round.fault, round.rows, path);
    if (round.isTold) await this.tell(server, told);
    const { meanwhile } = round;
    server.witness.expect(meanwhile && { page: meanwhile.page, act: () => this.change(server, meanwhile.changes) });
    const run = await this.run(server, round.mode);
    const wasStill = meanwhile === null || server.witness.meanwhile !== null;
    await this.heal();
    return { run, before, after: await this.expectNothingLost(server, before), wasStill };
  }

  /** Nothing that the server has was lost, doubled, or called gone without its own word for it. */
  async expectNothingLost(server: Mirrored, before: Stored): Promise<Stored> {
    const now = await this.stored(server);
    const truth = new Set((await this.truth(server)).map(({ ratingKey }) => ratingKey));
    const live = new Set(now.live.map(({ ratingKey }) => ratingKey));
    const lost = before.live.filter(({ ratingKey }) => truth.has(ratingKey) && !live.has(ratingKey));
    const { denied } = server.witness;
    const unproven = newIn(now.gone, before.gone).filter(({ ratingKey }) => !denied.has(ratingKey));
    const known = [...now.live, ...now.gone].map(({ ratingKey }) => ratingKey);
    expect({ lost, unproven, rows: known.length }).toEqual({ lost: [], unproven: [], rows: new Set(known).size });
    const kept = new Set(known);
    expect(before.gone.filter(({ ratingKey }) => !kept.has(ratingKey))).toEqual([]);
    return now;
  }

  stored({ serverId }: Mirrored): Promise<Stored> {
    return storedRows(this.test, serverId);
  }

  section(id: string): Promise<{ key: string } | null> {
    return this.test.database.row('SELECT key FROM library_sections WHERE id = $1', [id]);
  }

  plays({ serverId }: Mirrored): Promise<StoredPlay[]> {
    return storedPlays(this.test, serverId);
  }

  async truth({ index }: Mirrored): Promise<TrueRow[]> {
    const rows = (await this.lines<TrueLine>(`truth?server=${index}`)).map(toTrueRow);
    return rows.sort((a, b) => (a.ratingKey < b.ratingKey ? -1 : 1));
  }

  /** What the control API tells line by line. */
  async lines<T>(path: string): Promise<T[]> {
    const text = await (await fetch(`${this.emulator.control}/${path}`)).text();
    const lines = text.split('\n').filter(Boolean);
    return lines.map((line) => JSON.parse(line) as T);
  }
}

/** Not every change fits every row: the emulator says so, and nothing has changed. */
function refused(error: Error): null {
  if (!error.message.includes('answered 400')) throw error;
  return null;
}
