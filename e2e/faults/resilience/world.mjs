// The product with a synced library, an administrator and a user, and disks that can be filled: as separate processes, or
// as the one process that most people run.
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { ApiClient } from '../../support/product-process.mjs';
import { Stack } from '../../support/stack/stack.mjs';
import { callerOf } from './caller.mjs';

/** With it, a process collects its garbage when it is told to. */
const COLLECT = fileURLToPath(new URL('collect.cjs', import.meta.url));
const FINAL = ['succeeded', 'incomplete', 'failed', 'cancelled'];
const DATABASE_MEGABYTES = 1_500;
const DATA_DIR_MEGABYTES = 32;
const HEALTHY_WITHIN_MS = 90_000;

export class World {
  /**
   * @param {{ size: object, env?: Record<string, string>, disks?: boolean, home?: boolean }} options `home`: one process
   *   of the role `all`, which brings its database
   */
  static async create({ size, env = {}, disks = true, home = false }) {
    const world = new World();
    const prepare = (folder) => disks && !home && world.mount(join(folder, 'database'), DATABASE_MEGABYTES);
    world.stack = await Stack.create({ emulator: size, prepare, home });
    const collecting = { ...env, NODE_OPTIONS: `--require "${COLLECT}"` };
    world.api = await world.stack.add(home ? 'all' : 'api', collecting);
    if (!home) await world.stack.add('worker', collecting);
    if (disks) world.mount(world.api.how.cwd, home ? DATABASE_MEGABYTES : DATA_DIR_MEGABYTES);
    await Promise.all(world.stack.roles.map((child) => child.start()));
    await world.fill();
    return world;
  }

  get worker() {
    return this.stack.roles.find(({ role }) => role === 'worker');
  }

  mounts = [];

  /** A small disk of its own; only root may have one, for everybody else `disks` stays false. */
  mount(folder, megabytes) {
    mkdirSync(folder, { recursive: true });
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder]).status === 0;
    if (mounted) this.mounts.push(folder);
    this.disks = mounted && this.disks !== false;
  }

  async fill() {
    const { stack, api } = this;
    const { admin, serverId } = await stack.setUp(api, { alone: true });
    this.serverId = serverId;
    const { user } = await admin.get('/api/v1/auth/session');
    this.admin = callerOf(admin, user.id);
    const ben = new ApiClient(api.url);
    const { id } = await ben.signIn({ control: stack.emulator.control }, 'ben');
    this.user = callerOf(ben, id);
    const run = await this.sync();
    if ((await this.ended(run)) !== 'succeeded') throw new Error('the first sync did not succeed');
    const films = await stack.sql(
      `SELECT id FROM media_items WHERE type = 'movie' AND deleted_at IS NULL ORDER BY id LIMIT 3000`,
    );
    this.films = films.map(({ id: film }) => film);
    const [show] = await stack.sql(`SELECT id FROM media_items WHERE type = 'show' AND deleted_at IS NULL LIMIT 1`);
    this.items = { detail: this.films[0], hidden: show.id };
  }

  get callers() {
    return { admin: this.admin, user: this.user };
  }

  sql = (text, values) => this.stack.sql(text, values);

  /** @returns the id of a full sync that was just asked for */
  async sync() {
    const body = { serverId: this.serverId, mode: 'full' };
    for (let tried = 0; ; tried++) {
      const { status, text } = await this.admin.ask('/api/v1/sync/runs', { method: 'POST', body });
      if (status === 202) return JSON.parse(text).id;
      if (tried === 100) throw new Error(`a sync was refused: ${text}`);
      await sleep(200);
    }
  }

  /** @returns {Promise<string>} how a run ended; `running` when it never did */
  async ended(id, withinMs = 120_000) {
    const read = async () => (await this.sql('SELECT state FROM sync_runs WHERE id = $1', [id]))[0].state;
    let state = 'running';
    await until(async () => FINAL.includes((state = await read())), withinMs);
    return state;
  }

  /** @returns {Promise<boolean>} whether a sync that was asked for came to be done */
  async underWay(id) {
    const running = async () =>
      (await this.sql('SELECT state FROM sync_runs WHERE id = $1', [id]))[0].state === 'running';
    return until(running, 15_000);
  }

  /** Nothing is left to do of what came before: answers stay as they are. */
  async settled() {
    const due = `SELECT FROM jobs WHERE state = 'running' OR (state = 'queued' AND run_at < now() + interval '2 seconds')`;
    await until(async () => (await this.sql(due)).length === 0, 30_000);
  }

  /** Every process says that it is ready. @returns {Promise<number | null>} after how long */
  async healthy() {
    const startedAt = performance.now();
    const ready = async () => {
      const answers = await Promise.all(
        this.stack.roles.map(({ url }) => fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(5_000) })),
      );
      await Promise.all(answers.map((answer) => answer.arrayBuffer()));
      return answers.every(({ ok }) => ok);
    };
    return (await until(ready, HEALTHY_WITHIN_MS)) ? performance.now() - startedAt : null;
  }

  async close(keep) {
    await this.stack.close({ keep: true });
    for (const folder of this.mounts) spawnSync('umount', [folder]);
    if (!keep) this.stack.remove();
  }
}

/** @returns {Promise<boolean>} whether it came to hold in time; what throws does not hold */
export async function until(holds, withinMs) {
  const deadline = performance.now() + withinMs;
  for (;;) {
    if (await holds().catch(() => false)) return true;
    if (performance.now() > deadline) return false;
    await sleep(100);
  }
}
