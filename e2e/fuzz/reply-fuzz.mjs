// Replies of Plex changed at random under syncs and everything else that asks Plex. The product lives, answers, never
// marks a title gone that the server still has, and the next clean sync makes the mirror exact again.
import { setTimeout as sleep } from 'node:timers/promises';
import { differences } from '../support/stack/mirror.mjs';
import { Draws } from './draws.mjs';
import { Leaks } from './leaks.mjs';
import { Process } from './process-watch.mjs';
import { secretsOf } from './secrets.mjs';

const FINAL = ['succeeded', 'incomplete', 'failed', 'cancelled'];
/** A run bears with each of its parts for some seconds, and a busy machine needs its time. */
const RUN_ENDS_WITHIN_MS = 180_000;
const HEALS_WITHIN_MS = 60_000;
const HEAL_EVERY = 5;
const ASKERS = 4;
const ASKS_EVERY_MS = 20;

/** What an administrator or a page asks of Plex beside a sync. */
const ASKS = [
  ({ product }) => ['GET', '/plex/servers/available', product],
  ({ product }) => ['POST', `/plex/servers/${product.server.id}/test`, product],
  () => ['GET', '/activity'],
  ({ item }) => ['GET', `/library/items/${item}`],
  ({ item }) => ['GET', `/library/items/${item}/poster?width=120`],
];

export class ReplyFuzz {
  results = { runs: 0, succeeded: 0, incomplete: 0, failed: 0, cancelled: 0, healed: 0, approved: 0, asked: 0 };

  /** @param {{ pms: object, tv: object }} proxies */
  constructor(product, report, { seed, count, proxies }) {
    Object.assign(this, { product, report, seed, count, proxies, admin: product.people.ada.client });
    this.process = new Process(product);
  }

  get mutated() {
    return this.proxies.pms.mutated + this.proxies.tv.mutated;
  }

  async run() {
    this.items = (await this.product.sql('SELECT id FROM media_items ORDER BY id')).map(({ id }) => String(id));
    for (let round = 0; this.mutated < this.count; round++) {
      await this.round(round);
      await this.process.sample();
      if (round % HEAL_EVERY === HEAL_EVERY - 1) await this.heal();
    }
    await this.heal();
    const leaks = new Leaks(await secretsOf(this.product, [], ''));
    await this.report.attack('after all of these replies the product lives, and its memory is bounded', () =>
      this.process.check(),
    );
    await this.report.attack(
      'no reply of Plex makes an error that nobody thought of, or brings a secret into the log',
      () => this.process.checkLog(leaks),
    );
  }

  /** One run on replies of which some are changed, others asking meanwhile. */
  async round(number) {
    const draws = new Draws(this.seed, number);
    const mode = draws.chance(0.7) ? 'full' : 'incremental';
    this.proxies.pms.share = this.proxies.tv.share = draws.of([0.05, 0.2, 0.5, 0.9]);
    let isOver = false;
    const asking = Array.from({ length: ASKERS }, () => this.ask(draws, () => isOver));
    const state = await this.sync(mode).catch((error) => error);
    isOver = true;
    await Promise.all(asking);
    this.proxies.pms.share = this.proxies.tv.share = 0;
    if (state instanceof Error) this.tell(`round ${number}: ${state.message}`);
    else this.results[state]++;
    this.results.runs++;
    await this.expectNoWrongTombstone(number);
  }

  async sync(mode) {
    const { id } = await this.begin(mode);
    const deadline = Date.now() + RUN_ENDS_WITHIN_MS;
    while (Date.now() < deadline) {
      const { state } = await this.admin.get(`/api/v1/sync/runs/${id}`).catch(whenBusy);
      if (FINAL.includes(state)) return (this.last = id) && state;
      await sleep(50);
    }
    throw new Error(`the ${mode} run ${id} does not end`);
  }

  /** A run that something else asked for comes first. */
  async begin(mode) {
    for (let tried = 0; ; tried++) {
      try {
        return await this.admin.post('/api/v1/sync/runs', { serverId: this.product.server.id, mode });
      } catch (error) {
        if (tried === 100 || !/sync-already-running/.test(String(error))) throw error;
        await sleep(200);
      }
    }
  }

  async ask(draws, isOver) {
    while (!isOver()) {
      const [method, path] = draws.of(ASKS)({ product: this.product, item: draws.of(this.items) });
      const startedAt = Date.now();
      const fault = await this.admin.request(method, `/api/v1${path}`).then(
        () => null,
        // Pictures are no JSON; what Plex answered amiss is told as such.
        (error) => (/answered (401|403|500)/.test(error.message) ? error.message : null),
      );
      this.results.asked++;
      if (fault) this.tell(fault.slice(0, 300));
      if (Date.now() - startedAt > 40_000) this.tell(`${method} ${path} took over 40 s`);
      await sleep(ASKS_EVERY_MS);
    }
  }

  /** The emulator's library stands still: whatever it has must not be marked gone. */
  async expectNoWrongTombstone(number) {
    const truth = await this.truth();
    const gone = await this.product.sql(
      `SELECT rating_key AS key FROM media_items WHERE deleted_at IS NOT NULL AND server_id = $1`,
      [this.product.server.id],
    );
    const wrong = gone.filter(({ key }) => truth.has(key));
    if (wrong.length === 0) return this.report.hold();
    this.tell(
      `round ${number}: ${wrong.length} titles are marked gone that are there: ${wrong.slice(0, 5).map(({ key }) => key)}`,
    );
  }

  async truth() {
    const response = await fetch(`${this.product.world.emulator.control}/truth`);
    const lines = (await response.text()).trim().split('\n');
    return new Set(
      lines
        .map((line) => JSON.parse(line))
        .filter(({ trashed }) => !trashed)
        .map(({ ratingKey }) => ratingKey),
    );
  }

  /** A clean full run leaves no difference; what is held for a person is approved first. */
  async heal() {
    const stack = { emulator: this.product.world.emulator, sql: this.product.sql };
    const state = await this.sync('full').catch((error) => error.message);
    if (state === 'incomplete') await this.approve();
    let found = [`the clean run ended ${state}`];
    for (const deadline = Date.now() + HEALS_WITHIN_MS; found.length > 0 && Date.now() < deadline; await sleep(250)) {
      found = await differences(stack).catch((error) => [error.message]);
    }
    if (found.length > 0)
      return this.tell(`a clean sync leaves ${found.length} differences: ${found.slice(0, 5).join('; ')}`);
    this.results.healed++;
    this.report.hold();
    console.log(`  ${this.mutated} of ${this.count} replies changed, ${this.results.runs} runs, healed`);
  }

  /** Rows that a changed reply invented may be so many that their removal waits for a person. */
  async approve() {
    this.results.approved++;
    await this.admin.post(`/api/v1/sync/runs/${this.last}/approve-removals`).catch(() => undefined);
  }

  tell(fault) {
    const { pms, tv } = this.proxies;
    const lately = [...pms.lately.slice(-20), ...tv.lately.slice(-5)].join('\n    ');
    this.report.fail(
      `${fault}\n    replies lately:\n    ${lately}\n    again: npm run test:fuzz -- --only replies --seed ${this.seed}`,
    );
  }

  close() {
    this.proxies.pms.close();
    this.proxies.tv.close();
  }

  table() {
    const { pms, tv } = this.proxies;
    const head = [
      'runs',
      'succeeded',
      'incomplete',
      'failed',
      'healed',
      'removals approved',
      'other calls',
      'replies',
      'of them changed',
      'memory',
    ];
    const { runs, succeeded, incomplete, failed, healed, approved, asked } = this.results;
    return [
      head,
      [
        runs,
        succeeded,
        incomplete,
        failed,
        healed,
        approved,
        asked,
        pms.seen + tv.seen,
        this.mutated,
        this.process.memory(),
      ],
    ];
  }
}

/** A database that answers late on a busy machine is no fault of a reply: asked again until the run must have ended. */
function whenBusy(error) {
  if (/database-unavailable/.test(error.message)) return { state: 'unknown' };
  throw error;
}
