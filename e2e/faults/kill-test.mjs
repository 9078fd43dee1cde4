// One stack, one part after the other killed in it.
import { setTimeout as sleep } from 'node:timers/promises';
import { differences } from '../support/stack/mirror.mjs';
import { Stack } from '../support/stack/stack.mjs';
import { randomFrom } from './random.mjs';
import { Reader } from './reader.mjs';

const FINAL = ['succeeded', 'incomplete', 'failed', 'cancelled'];
/** A dead worker's lease holds for 15 s; the rest is what a busy machine needs. */
const HEALS_WITHIN_MS = 180_000;
/** Kept away at most so long: less than a run is patient with a media server. */
const LONGEST_ABSENCE_MS = 1_500;

/** What is killed; `forgets` what comes back as it was at its first start. */
export const TARGETS = {
  api: { part: (test) => test.api },
  worker: { part: (test) => test.worker },
  postgresql: { part: (test) => test.stack.postgres },
  redis: { part: (test) => test.stack.redis, readsGoOn: true },
  emulator: { part: (test) => test.stack.emulator, readsGoOn: true, forgets: true },
};

export class KillTest {
  static async create(seed, short) {
    const size = short ? { movies: 3000, shows: 30, artists: 15 } : { movies: 8000, shows: 80, artists: 40 };
    const test = new KillTest(await Stack.create({ emulator: size }), randomFrom(seed));
    test.api = await test.stack.add('api');
    test.worker = await test.stack.add('worker');
    await Promise.all([test.api.start(), test.worker.start()]);
    Object.assign(test, await test.stack.setUp(test.api));
    test.reader = new Reader(test.admin);
    return test;
  }

  constructor(stack, random) {
    Object.assign(this, { stack, random });
  }

  /** The folder with all logs stays when something went wrong. */
  async close(keep) {
    this.reader.stop();
    if (keep) console.log(`Logs: ${this.stack.folder}`);
    await this.stack.close({ keep });
  }

  /** @returns what happened at each moment, told in the table */
  async run(target, moments) {
    const { forgets, readsGoOn } = TARGETS[target];
    const result = { target, moments, healedMs: [], reads: { asked: 0, refused: 0 }, problems: [] };
    if (forgets) await this.restartEmulator();
    const lengthMs = { fresh: await this.measure('fresh'), changed: forgets ? 0 : await this.measure('changed') };
    for (let number = 1; number <= moments; number++) {
      const kind = forgets || number % 2 === 1 ? 'fresh' : 'changed';
      this.reader.start();
      const outcome = await this.moment(target, kind, lengthMs).catch((error) => ({ problem: String(error.stack) }));
      const reads = this.reader.stop();
      result.reads.asked += reads.asked;
      result.reads.refused += reads.refused;
      if (outcome.problem) result.problems.push(`moment ${number} (${kind} library): ${outcome.problem}`);
      else result.healedMs.push(outcome.healedMs);
      const told = outcome.problem ? 'NOT HEALED' : `healed after ${Math.round(outcome.healedMs)} ms`;
      console.log(`${target} ${number}/${moments}: killed at ${outcome.at ?? '?'} ms of a ${kind} sync, ${told}`);
    }
    if (readsGoOn && result.reads.refused > 0) result.problems.push(`${result.reads.refused} reads were refused`);
    return result;
  }

  async moment(target, kind, lengthMs) {
    const part = TARGETS[target].part(this);
    for (let share = this.random() * 0.9; ; share /= 2) {
      const id = await this.begin(kind);
      const at = Math.round(share * lengthMs[kind]);
      await sleep(at);
      if (await this.isOver(id)) continue;
      await part.kill();
      const killedAt = performance.now();
      await sleep(this.random() * LONGEST_ABSENCE_MS);
      await part.start();
      const problem = await this.healed(id);
      return { at, problem, healedMs: performance.now() - killedAt };
    }
  }

  /** How long such a sync takes when nobody disturbs it, in ms. */
  async measure(kind) {
    const id = await this.begin(kind);
    const startedAt = performance.now();
    const problem = await this.healed(id);
    if (problem) throw new Error(`An undisturbed sync of a ${kind} library went wrong: ${problem}`);
    return performance.now() - startedAt;
  }

  async begin(kind) {
    await this.quiet();
    if (kind === 'fresh') await this.forget();
    else await this.change();
    const { admin, serverId } = this;
    for (let tried = 0; ; tried++) {
      try {
        return (await admin.post('/api/v1/sync/runs', { serverId, mode: 'full' })).id;
      } catch (error) {
        // A run that nobody asked for, after a change that Plex announced: this one comes after it.
        if (tried === 20 || !/sync-already-running/.test(String(error))) throw error;
        await this.quiet();
      }
    }
  }

  /** Nothing is mirrored any more, as on the first day. */
  async forget() {
    await this.stack.sql('DELETE FROM sync_pages');
    await this.stack.sql('DELETE FROM sync_cursors');
    await this.clear();
    await this.stack.sql('UPDATE library_sections SET last_synced_at = NULL');
  }

  /** What still reads details or sums up behind a sync writes the same rows, in an order of its own. */
  async clear() {
    for (let tried = 0; ; tried++) {
      try {
        return await this.stack.sql('DELETE FROM media_items');
      } catch (error) {
        if (tried === 10 || error.code !== '40P01') throw error;
      }
    }
  }

  /** New, renamed, removed and returned titles, too few for the brake. */
  async change() {
    const { stack } = this;
    if (this.gone) await stack.control('items/undelete', { ratingKeys: this.gone });
    const share = 0.01 + this.random() * 0.04;
    this.gone = (await stack.control('items/delete-share', { section: '1', share })).ratingKeys;
    await stack.control('items/add', { type: 'movie', title: 'Late arrival', count: 10 });
    const films = await stack.sql(
      `SELECT rating_key AS key FROM media_items WHERE type = 'episode' AND deleted_at IS NULL
                                   ORDER BY rating_key LIMIT 20 OFFSET $1`,
      [Math.floor(this.random() * 200)],
    );
    for (const { key } of films) {
      await stack.control('items/change', { ratingKey: key, title: `Renamed ${Math.floor(this.random() * 1e6)}` });
    }
  }

  async restartEmulator() {
    await this.stack.emulator.kill();
    await this.stack.emulator.start();
    this.gone = undefined;
  }

  async isOver(id) {
    const [run] = await this.stack.sql('SELECT state FROM sync_runs WHERE id = $1', [id]);
    return FINAL.includes(run.state);
  }

  async quiet() {
    await this.until(async () => {
      const [{ active }] = await this.stack.sql(
        `SELECT count(*)::int AS active FROM sync_runs WHERE state IN ('queued', 'running')`,
      );
      return active === 0;
    });
  }

  /** @returns what is wrong; null when the run ended well and the mirror is exact */
  async healed(id) {
    if (!(await this.until(() => this.isOver(id)))) return 'the run never ended';
    const [run] = await this.stack.sql('SELECT state, error_code AS code FROM sync_runs WHERE id = $1', [id]);
    if (run.state !== 'succeeded') return `the run ended ${run.state} (${run.code})`;
    let found = [];
    // What follows a run, such as sums or a run that a reconnection started, may still be under way.
    const exact = async () => (found = await differences(this.stack)).length === 0;
    if (!(await this.until(exact))) return `${found.length} differences: ${found.slice(0, 5).join('; ')}`;
    return this.answers();
  }

  /** Through HTTP as well: the API counts what is true, and every process is ready. */
  async answers() {
    const [{ count: expected }] = await this.stack.sql(
      `SELECT count(*)::int AS count FROM media_items WHERE deleted_at IS NULL AND type IN ('movie', 'show', 'artist')`,
    );
    const ready = async () => {
      const { count } = await this.admin.get('/api/v1/library/items/count');
      if (count !== expected) throw new Error(`the API counts ${count} titles and there are ${expected}`);
      for (const { url } of this.stack.roles) if (!(await fetch(`${url}/health/ready`)).ok) return false;
      return true;
    };
    return (await this.until(ready)) ? null : 'a process did not become ready again';
  }

  async until(holds, withinMs = HEALS_WITHIN_MS) {
    const deadline = Date.now() + withinMs;
    for (;;) {
      let last = null;
      if (await holds().catch((error) => void (last = error))) return true;
      if (Date.now() > deadline) {
        if (last) throw last;
        return false;
      }
      await sleep(100);
    }
  }
}
