// What the questions are asked of: the emulator, a PostgreSQL and the built product, each a process of its own, with a
// household signed in, its library read and its history there.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { startEmulator } from '../support/emulator-process.mjs';
import { ApiClient } from '../support/product-process.mjs';
import { Child, freePort, isUp } from '../support/stack/child.mjs';
import { Postgres } from '../support/stack/postgres.mjs';
import { POISONED } from './names.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const SETUP_CODE = 'evaluation-set-up-code';
const DATABASE = 'smartplex';
const DAY_S = 86_400;
const SIZES = ['--movies', '600', '--shows', '24', '--artists', '12', '--plays', '1500'];
/** Who asks: the owner sees all, ben the films, cleo films and series. */
export const HOUSEHOLD = ['ada', 'ben', 'cleo'];
/** Seen lately, so that the last days are not empty: how many days ago, and which films. */
const LATELY = { ada: [1, 2, 3, 5, 20], ben: [1, 4, 6, 25], cleo: [2, 3, 50] };

export class World {
  static async create() {
    const folder = mkdtempSync(join(tmpdir(), 'smartplex-ai-eval-'));
    const world = new World(folder);
    try {
      world.emulator = await startEmulator(['--port', '0', '--seed', '7', '--dead-connections', 'off', ...SIZES]);
      world.postgres = await Postgres.create(join(folder, 'database'));
      await world.postgres.createDatabase(DATABASE);
      await world.startProduct();
      await world.play();
      await world.signIn();
      await world.settle();
    } catch (error) {
      await world.close();
      throw error;
    }
    return world;
  }

  /** Signed-in callers by name. */
  callers = new Map();

  constructor(folder) {
    this.folder = folder;
  }

  sql = (text, values = []) => this.postgres.query(DATABASE, text, values);

  async startProduct() {
    const port = await freePort();
    const dataDir = join(this.folder, 'data');
    mkdirSync(dataDir);
    this.url = `http://127.0.0.1:${port}`;
    this.product = new Child('the product', {
      command: process.execPath,
      args: [join(root, 'dist/server/api/main.js')],
      cwd: dataDir,
      logFile: join(this.folder, 'product.log'),
      env: {
        ...{ PORT: String(port), HOST: '127.0.0.1', DATA_DIR: dataDir, APP_URL: this.url, SETUP_CODE },
        ...{ DATABASE_URL: this.postgres.url(DATABASE), LOG_FORMAT: 'json', LOG_LEVEL: 'warn' },
        ...{ PLEX_TV_URL: this.emulator.plexTv, PLEX_APP_URL: this.emulator.appUrl, PLEX_TIMEOUT_MS: '5000' },
        ...{ THROTTLE_PER_MINUTE: '1000000', THROTTLE_AUTH_PER_MINUTE: '1000' },
        // The settings page decides, so that the provider can be changed while it runs.
        ...{ AI_BASE_URL: '', AI_API_KEY: '', AI_MODEL: '', REDIS_URL: '' },
      },
      answers: () => isUp(`${this.url}/health/ready`),
    });
    await this.product.start();
  }

  async control(path, body) {
    const response = await fetch(`${this.emulator.control}/${path}`, { method: 'POST', body: JSON.stringify(body) });
    if (!response.ok) throw new Error(`the emulator's ${path} answered ${response.status}: ${await response.text()}`);
    return response.json().catch(() => null);
  }

  async play() {
    const response = await fetch(`${this.emulator.control}/truth?section=1&type=movie`);
    const films = (await response.text())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).ratingKey);
    const now = Math.floor(Date.now() / 1000);
    for (const [account, days] of Object.entries(LATELY))
      for (const [at, ago] of days.entries())
        await this.control('plays', { account, ratingKey: films[at * 7], viewedAt: now - ago * DAY_S });
    await this.control('items/change', { ratingKey: films.at(-1), ...POISONED });
  }

  async signIn() {
    for (const name of HOUSEHOLD) {
      const caller = new ApiClient(this.url);
      await caller.signIn(this.emulator, name, SETUP_CODE);
      this.callers.set(name, caller);
      if (name === 'ada') await this.register(caller);
    }
  }

  async register(admin) {
    const { items } = await admin.get('/api/v1/plex/servers/available');
    const { id } = await admin.post('/api/v1/plex/servers', { machineIdentifier: items[0].machineIdentifier });
    this.serverId = id;
  }

  /** Until the library, the history and everybody's view states are there. */
  async settle() {
    await this.callers.get('ada').post('/api/v1/sync/runs', { serverId: this.serverId, mode: 'full' });
    await eventually('the library was read', async () => (await this.library()).unread === 0);
    await eventually('the history was read', async () => (await this.plays()) >= 1_500);
    await eventually('it is known what everybody watched', async () => (await this.viewers()) >= 2);
    await eventually('the last run ended', async () => (await this.runs()) === 0);
    // From here on nothing changes what the answers are compared with.
    await this.sql(
      `UPDATE sync_schedule SET push = false, scheduler = gen_random_uuid(), scheduler_until = 'infinity'`,
    );
    await this.sql(`UPDATE jobs SET run_at = 'infinity' WHERE name = 'sync-details' AND state = 'queued'`);
  }

  /** Until the figures that administrators ask for were made. */
  async untilFigures() {
    await eventually('the figures of the library were made', async () => (await this.insights()) === 0);
    await eventually('its libraries were compared', async () => (await this.compared()) > 0);
  }

  /** As if nobody had read the library for so many days. */
  async grow(days) {
    await this.sql(`UPDATE library_sections SET last_synced_at = last_synced_at - $1::int * interval '1 day'`, [days]);
  }

  async library() {
    return (
      await this.sql(`SELECT count(*) FILTER (WHERE last_synced_at IS NULL)::int + (count(*) = 0)::int AS unread
        FROM library_sections WHERE enabled`)
    )[0];
  }

  async plays() {
    return (await this.sql('SELECT count(*)::int AS count FROM plays WHERE title_id IS NOT NULL'))[0].count;
  }

  async viewers() {
    return (await this.sql('SELECT count(DISTINCT plex_account_id)::int AS count FROM user_view_imports'))[0].count;
  }

  async insights() {
    const rows = await this.sql(`SELECT count(*)::int AS count FROM library_sections
      WHERE enabled AND (insight_at IS NULL OR writes_to_insight > 0)`);
    return rows[0].count;
  }

  async compared() {
    return (
      await this.sql('SELECT coalesce(sum(cardinality(section_ids)), 0)::int AS count FROM insight_comparisons')
    )[0].count;
  }

  async runs() {
    const rows = await this.sql(`SELECT count(*)::int AS count FROM sync_runs WHERE state IN ('queued', 'running')`);
    return rows[0].count;
  }

  async configure({ baseUrl, apiKey, model }) {
    // Summaries too: whatever stands in them must do no harm.
    const allowedFields = ['titles', 'years', 'genres', 'people', 'counts', 'summaries'];
    const settings = { baseUrl, model, ...(apiKey ? { apiKey } : {}), enabled: true, allowedFields };
    await this.callers.get('ada').request('PUT', '/api/v1/ai/settings', settings);
  }

  tryProvider() {
    return this.callers.get('ada').post('/api/v1/ai/settings/test');
  }

  async close() {
    await this.product?.stop();
    this.emulator?.stop();
    await this.postgres?.stop();
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function eventually(what, holds, withinMs = 120_000) {
  const deadline = Date.now() + withinMs;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`it never came to it that ${what}`);
    await sleep(200);
  }
}
