import fc from 'fast-check';
import { createTestDatabase, type TestDatabase } from '../testing';
import { RunSessions } from './run/run-sessions';
import { films, ScriptedMediaServer, shows, type Answer, type AskedPage } from './testing/scripted-media-server';
import { SyncHarness } from './testing/sync-harness';
import { keysOf } from './testing/sync-spec';

const HTML: Answer = { contentType: 'text/html', body: '<h1>It works!</h1>' };

/** What goes wrong in a round: on which request of which kind, and how. */
const faultArb = fc.record({
  kind: fc.constantFrom('none', 'drop', 'html', 'error', 'truncated', 'empty-page', 'moving-total', 'cancel'),
  where: fc.constantFrom('page', 'page', 'page', 'item', 'item', 'sections'),
  after: fc.oneof(fc.nat({ max: 2 }), fc.nat({ max: 14 })),
  times: fc.constantFrom(1, 2, 1000),
});

const roundArb = fc.record({
  fault: faultArb,
  added: fc.nat({ max: 9 }),
  removedFrom: fc.nat({ max: 60 }),
  removed: fc.nat({ max: 7 }),
  renamed: fc.nat({ max: 60 }),
  /** Rows that the server sends at most in a page. */
  rowsPerPage: fc.integer({ min: 3, max: 30 }),
});

type Round = typeof roundArb extends fc.Arbitrary<infer T> ? T : never;

/** A media server that remembers what it called gone. */
class Witness {
  readonly deniedKeys = new Set<string>();
  private nextKey = 10_000;

  constructor(
    readonly plex: ScriptedMediaServer,
    private readonly cancel: () => void,
  ) {}

  get truth(): string[] {
    return keysOf(this.plex.sections.flatMap(({ rows }) => rows));
  }

  change({ added, removed, removedFrom, renamed }: Round): void {
    const [{ rows }] = this.plex.sections;
    rows.push(...films(added, this.nextKey));
    this.nextKey += added;
    rows.splice(Math.min(removedFrom, rows.length), removed);
    if (rows[renamed]) rows[renamed].title = `Renamed ${this.nextKey}`;
  }

  misbehave({ fault, rowsPerPage }: Round): void {
    let matched = 0;
    const strikes = () => matched++ >= fault.after && matched <= fault.after + fault.times;
    this.plex.interfere = (path, page) => {
      const answer = kindOf(path, page) === fault.where && strikes() ? answerOf(fault.kind) : null;
      if (answer === null) this.hear(path);
      else if (fault.kind === 'cancel') this.cancel();
      return answer;
    };
    this.plex.bend = (page, reply) => {
      if (page.size > 1) reply.rows.splice(rowsPerPage);
      if (fault.where !== 'page' || matched <= fault.after || matched > fault.after + fault.times) return;
      if (fault.kind === 'empty-page') reply.rows.length = 0;
      if (fault.kind === 'moving-total') reply.totalSize += matched % 3;
    };
  }

  /** Only the server's own 404 is a proof. */
  private hear(path: string): void {
    const key = /^\/library\/metadata\/(\d+)$/.exec(path)?.[1];
    if (key && !this.truth.includes(key)) this.deniedKeys.add(key);
  }
}

function kindOf(path: string, page: AskedPage | null): 'page' | 'item' | 'sections' | 'other' {
  if (page) return 'page';
  if (path.startsWith('/library/metadata/')) return 'item';
  return path === '/library/sections' ? 'sections' : 'other';
}

function answerOf(kind: Round['fault']['kind']): Answer | null {
  // A request during which somebody cancels is answered like any other.
  if (kind === 'cancel') return { delayMs: 1 };
  if (kind === 'drop') return { drop: true };
  if (kind === 'html') return HTML;
  if (kind === 'error') return { status: 500, contentType: 'text/html', body: '' };
  if (kind === 'truncated') return { body: '{"MediaContainer":{"size":3,"Metadata":[{"ratin' };
  return null;
}

describe('whatever a media server does', () => {
  let test: TestDatabase;
  let harness: SyncHarness;

  beforeAll(async () => {
    test = await createTestDatabase();
    harness = await SyncHarness.start(test.url);
    harness.module.get(RunSessions).patienceMs = 0;
  });

  afterAll(async () => {
    await harness.stop();
    await test.drop();
  });

  async function stored(serverId: string): Promise<{ live: string[]; gone: string[] }> {
    const rows = await harness.database.rows<{ key: string; gone: boolean }>(
      'SELECT rating_key AS key, deleted_at IS NOT NULL AS gone FROM media_items WHERE server_id = $1',
      [serverId],
    );
    const keys = (gone: boolean) =>
      rows
        .filter((row) => row.gone === gone)
        .map(({ key }) => key)
        .sort();
    return { live: keys(false), gone: keys(true) };
  }

  async function play(rounds: Round[]): Promise<void> {
    const plex = await new ScriptedMediaServer().start();
    plex.machineIdentifier = `server-${plex.uri}`;
    plex.sections = [
      { key: '1', type: 'movie', title: 'Films', rows: films(60) },
      { key: '2', type: 'show', title: 'Series', rows: shows(2, 2, 3) },
    ];
    const serverId = await harness.register(plex);
    let runId = '';
    const witness = new Witness(plex, () => void harness.sync.cancel(runId).catch(() => undefined));
    try {
      await harness.run(serverId);
      let known = new Set((await stored(serverId)).live);
      for (const round of rounds) {
        witness.change(round);
        witness.misbehave(round);
        runId = (await harness.start(serverId)).id;
        await harness.ended(runId);
        const { live, gone } = await stored(serverId);
        const truth = new Set(witness.truth);
        // Nothing that Plex has was lost, nothing was removed without Plex's word for it.
        expect([...known].filter((key) => truth.has(key) && !live.includes(key))).toEqual([]);
        expect(gone.filter((key) => truth.has(key) || !witness.deniedKeys.has(key))).toEqual([]);
        known = new Set(live);
      }
      await converge(plex, witness, serverId);
    } finally {
      await plex.stop();
    }
  }

  async function converge(plex: ScriptedMediaServer, witness: Witness, serverId: string): Promise<void> {
    plex.heal();
    let run = await harness.run(serverId);
    if (run.errorCode === 'removals-held') {
      await harness.sync.approveRemovals(run.id);
      run = await harness.ended(run.id);
    }
    expect(run).toMatchObject({ state: 'succeeded', itemsSeen: witness.truth.length });
    expect((await stored(serverId)).live).toEqual(witness.truth);
    const names = await harness.database.rows<{ key: string; title: string }>(
      `SELECT rating_key AS key, title FROM media_items WHERE server_id = $1 AND deleted_at IS NULL AND type = 'movie'`,
      [serverId],
    );
    const titles = new Map(plex.sections[0].rows.map(({ ratingKey, title }) => [ratingKey, title]));
    expect(names.filter(({ key, title }) => titles.get(key) !== title)).toEqual([]);
    expect(await harness.run(serverId)).toMatchObject({ itemsAdded: 0, itemsUpdated: 0, itemsRemoved: 0 });
  }

  it('no row is lost, doubled or removed without proof, and the next healthy run tells the truth', async () => {
    const rounds = fc.array(roundArb, { minLength: 1, maxLength: 3 });
    await fc.assert(fc.asyncProperty(rounds, play), { seed: 20_261_123, numRuns: 20, endOnFailure: true });
  });
});
