// The product as a cluster runs it: built, one process for each role and replica, on a PostgreSQL and a Redis of
// their own, with the Plex emulator in front. Everything can be killed and comes back on the same port.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ApiClient } from '../product-process.mjs';
import { buildEmulator, EMULATOR } from '../emulator-process.mjs';
import { Child, freePort, isUp } from './child.mjs';
import { EmbeddedPostgres } from './embedded.mjs';
import { Postgres } from './postgres.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '../../..');
export const SETUP_CODE = 'stack-set-up-code';
const DATABASE = 'smartplex';

export class Stack {
  /**
   * @param {{ emulator?: Record<string, string | number>, prepare?: (folder: string) => void, home?: boolean }} options
   *   command line of the emulator; what to do with the folder before anything is in it; `home`: no Redis, and the
   *   database is the one that a process of the role `all` brings along
   */
  static async create({ emulator = {}, prepare = () => undefined, home = false } = {}) {
    const stack = new Stack(mkdtempSync(join(tmpdir(), 'smartplex-stack-')));
    buildEmulator();
    prepare(stack.folder);
    if (home) stack.postgres = new EmbeddedPostgres(join(stack.folder, 'all-1'));
    else await stack.#addServers();
    stack.emulator = await (await emulatorProgram(stack.folder, emulator)).start();
    return stack;
  }

  roles = [];

  constructor(folder) {
    this.folder = folder;
  }

  async #addServers() {
    this.postgres = await Postgres.create(join(this.folder, 'database'));
    await this.postgres.createDatabase(DATABASE);
    this.redis = await (await redisServer(this.folder)).start();
  }

  get databaseUrl() {
    return this.postgres.url(DATABASE);
  }

  /** Another process of the product; it is not started yet. */
  async add(role, env = {}) {
    const port = await freePort();
    const name = `${role}-${this.roles.filter((child) => child.role === role).length + 1}`;
    const dataDir = join(this.folder, name);
    mkdirSync(dataDir);
    const url = `http://127.0.0.1:${port}`;
    const child = new Child(name, {
      command: process.execPath,
      args: [join(root, 'dist/server/api/main.js')],
      cwd: dataDir,
      logFile: join(this.folder, `${name}.log`),
      env: {
        ...{ PORT: String(port), HOST: '127.0.0.1', DATA_DIR: dataDir, PROCESS_ROLE: role },
        ...(this.redis ? { DATABASE_URL: this.databaseUrl, REDIS_URL: this.redis.url } : {}),
        ...{ ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'), SETUP_CODE },
        ...{ PLEX_TV_URL: this.emulator.plexTv, PLEX_APP_URL: this.emulator.plexTv, PLEX_TIMEOUT_MS: '5000' },
        ...{ LOG_LEVEL: 'info', LOG_FORMAT: 'json', THROTTLE_PER_MINUTE: '1000000', THROTTLE_AUTH_PER_MINUTE: '1000' },
        ...env,
      },
      answers: () => isUp(`${url}/health/live`),
    });
    Object.assign(child, { role, url });
    this.roles.push(child);
    return child;
  }

  sql = (text, values) => this.postgres.query(DATABASE, text, values);

  async control(path, body = {}) {
    const response = await fetch(`${this.emulator.control}/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(20_000),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`the emulator's ${path} answered ${response.status}: ${text}`);
    return text ? JSON.parse(text) : null;
  }

  /**
   * Signs the owner in at one of the API processes and registers the first media server.
   * @param {{ alone?: boolean }} options `alone`: no sync happens but those that are asked for
   */
  async setUp(api, { alone = false } = {}) {
    if (alone)
      await this.sql(
        `UPDATE sync_schedule SET push = false, scheduler = gen_random_uuid(), scheduler_until = 'infinity'`,
      );
    const admin = new ApiClient(api.url);
    await admin.signIn({ control: this.emulator.control }, 'ada', SETUP_CODE);
    const { items } = await admin.get('/api/v1/plex/servers/available');
    const server = await admin.post('/api/v1/plex/servers', { machineIdentifier: items[0].machineIdentifier });
    return { admin, serverId: server.id };
  }

  async close({ keep = false } = {}) {
    await Promise.all(this.roles.map((child) => child.kill()));
    await Promise.all([this.redis?.kill(), this.emulator?.kill()]);
    await this.postgres?.stop();
    if (!keep) this.remove();
  }

  remove() {
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function redisServer(folder) {
  const port = await freePort();
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder];
  const redis = new Child('redis', {
    command: 'redis-server',
    args,
    // Its allocator bears no library that is loaded before it, as for a clock that jumps.
    env: { LD_PRELOAD: '' },
    logFile: join(folder, 'redis.log'),
    answers: () => accepts(port),
  });
  redis.url = `redis://127.0.0.1:${port}`;
  redis.flush = () => say(port, 'FLUSHALL');
  /** As a demoted master does: it answers, and takes nothing. */
  redis.demote = () => say(port, 'REPLICAOF 127.0.0.1 1');
  redis.promote = () => say(port, 'REPLICAOF NO ONE');
  return redis;
}

async function emulatorProgram(folder, options) {
  const port = await freePort(3);
  // Without an epoch the library would change at midnight, and at every start after it.
  const all = { port, seed: 7, epoch: '2026-01-01', quirks: 'off', 'dead-connections': 'off', plays: 0, ...options };
  const args = Object.entries(all).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const plexTv = `http://127.0.0.1:${port}`;
  const control = `${plexTv}/__control`;
  const emulator = new Child('emulator', {
    command: process.execPath,
    args: [EMULATOR, ...args],
    logFile: join(folder, 'emulator.log'),
    answers: () => isUp(control),
  });
  return Object.assign(emulator, { plexTv, control });
}

function accepts(port) {
  return new Promise((resolve) => {
    const socket = createConnection({ port, host: '127.0.0.1' }, () => resolve(!void socket.destroy()));
    socket.once('error', () => resolve(false));
  });
}

function say(port, command) {
  return new Promise((resolve, reject) => {
    const socket = createConnection({ port, host: '127.0.0.1' }, () => socket.write(`${command}\r\n`));
    socket.once('error', reject);
    socket.once('data', (answer) => resolve(socket.destroy() && answer.toString().trim()));
  });
}
