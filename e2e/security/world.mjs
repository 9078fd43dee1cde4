// What the attacks are tried on: the built product on a PostgreSQL and a Plex emulator of its own, with people in it.
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { startEmulator } from '../support/emulator-process.mjs';
import { ApiClient } from '../support/product-process.mjs';
import { Child, freePort, isUp } from '../support/stack/child.mjs';
import { Postgres } from '../support/stack/postgres.mjs';
import { SESSION_COOKIE } from './caller.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const SETUP_CODE = 'security-set-up-code';
const EMULATOR = '--shows 30 --artists 3 --servers 2 --plays 200 --dead-connections off'.split(' ');

export class World {
  /** @param {{ movies: number }} size */
  static async create({ movies }) {
    const world = new World(mkdtempSync(join(tmpdir(), 'smartplex-security-')));
    world.postgres = await Postgres.create(join(world.folder, 'database'));
    world.emulator = await startEmulator([...EMULATOR, '--movies', String(movies)]);
    return world;
  }

  products = [];
  databases = [];

  constructor(folder) {
    this.folder = folder;
  }

  /** Another process of the product, on a database of its own. */
  async product(name, env = {}) {
    const [port, databaseUrl] = await Promise.all([freePort(), this.postgres.createDatabase(name)]);
    const dataDir = join(this.folder, name);
    mkdirSync(dataDir);
    const { plexTv } = this.emulator;
    const child = new Child(name, {
      command: process.execPath,
      args: [join(root, 'dist/server/api/main.js')],
      cwd: dataDir,
      logFile: join(this.folder, `${name}.log`),
      env: {
        ...{ PORT: String(port), HOST: '127.0.0.1', DATA_DIR: dataDir, DATABASE_URL: databaseUrl, SETUP_CODE },
        ...{
          PLEX_TV_URL: plexTv,
          PLEX_APP_URL: plexTv,
          PLEX_TIMEOUT_MS: '5000',
          LOG_FORMAT: 'json',
          LOG_LEVEL: 'debug',
        },
        ...{ THROTTLE_PER_MINUTE: '1000000', THROTTLE_AUTH_PER_MINUTE: '1000000', ...env },
      },
      answers: () => isUp(`http://127.0.0.1:${port}/health/live`),
    });
    this.products.push(child);
    await child.start();
    const database = new Client({ connectionString: databaseUrl });
    await database.connect();
    this.databases.push(database);
    return new Product({ world: this, name, child, port, database });
  }

  async close({ keep }) {
    await Promise.all(this.databases.map((database) => database.end()));
    await Promise.all(this.products.map((child) => child.stop()));
    this.emulator.stop();
    await this.postgres.stop();
    if (!keep) rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** One process of the product, and who has signed in to it. */
class Product {
  constructor({ world, name, child, port, database }) {
    Object.assign(this, {
      world,
      name,
      child,
      port,
      database,
      url: `http://127.0.0.1:${port}`,
      pid: child.pid,
      people: {},
    });
  }

  sql = async (text, values) => (await this.database.query(text, values)).rows;
  log = () => readFileSync(join(this.world.folder, `${this.name}.log`), 'utf8');

  stop = () => this.child.stop();

  /** Everybody with a user of their own; the first is the administrator. */
  async signIn(...names) {
    for (const name of names) {
      const client = new ApiClient(this.url);
      const { id } = await client.signIn(this.world.emulator, name, SETUP_CODE);
      this.people[name] = { id, client };
      if (Object.keys(this.people).length === 1) await this.registerServer();
    }
  }

  /** The first media server, without syncs of its own: what is compared must stand still. */
  async registerServer() {
    await this.sql(
      `UPDATE sync_schedule SET push = false, scheduler = gen_random_uuid(), scheduler_until = 'infinity'`,
    );
    const admin = Object.values(this.people)[0].client;
    const [{ machineIdentifier }] = this.world.emulator.servers;
    this.server = await admin.post('/api/v1/plex/servers', { machineIdentifier });
  }

  /** Reads the whole library. */
  async sync(client) {
    const { id } = await client.post('/api/v1/sync/runs', { serverId: this.server.id, mode: 'full' });
    for (let waited = 0; waited < 600; waited++) {
      const { state } = await client.get(`/api/v1/sync/runs/${id}`);
      if (state === 'succeeded') return;
      if (!['queued', 'running'].includes(state)) throw new Error(`the sync ended ${state}`);
      await sleep(100);
    }
    throw new Error('the sync does not end');
  }

  /** A further session of this user, as signing in on another device makes one. */
  async session(userId, { expired = false } = {}) {
    const token = randomBytes(32).toString('base64url');
    const hash = createHash('sha256').update(token).digest();
    const [{ id }] = await this.sql(
      `INSERT INTO sessions (user_id, token_hash, user_agent, address, created_at, last_used_at, expires_at)
       VALUES ($1, $2, 'security', '127.0.0.1', now() - interval '2 days', now(), now() + $3::interval) RETURNING id`,
      [userId, hash, expired ? '-1 second' : '1 day'],
    );
    return { id, cookies: await this.withCsrf(`${SESSION_COOKIE}=${token}`) };
  }

  /** A key of the administrator. */
  async key(scopes) {
    return this.people.ada.client.post('/api/v1/api-keys', { name: `for ${scopes.join()}`, scopes });
  }

  /** Somebody who can be changed and removed without harm to a test. */
  async addUser(role) {
    const accountId = String(9_000_000_000 + Math.floor(Math.random() * 1e9));
    await this.sql(`INSERT INTO plex_accounts (account_id, sealed_token, token_state) VALUES ($1, 'none', 'revoked')`, [
      accountId,
    ]);
    const [{ id }] = await this.sql(
      `INSERT INTO users (plex_account_id, username, display_name, role) VALUES ($1, 'throwaway', 'throwaway', $2) RETURNING id`,
      [accountId, role],
    );
    return id;
  }

  /** This cookie, and the CSRF token that belongs to it. */
  async withCsrf(cookie) {
    const cookies = new Map(cookie ? [cookie.split(/=(.*)/s, 2)] : []);
    const response = await fetch(`${this.url}/api/v1/auth/csrf`, { headers: { cookie } });
    for (const text of response.headers.getSetCookie()) {
      const [name, value] = text.split(';')[0].split(/=(.*)/s);
      cookies.set(name, value);
    }
    return cookies;
  }
}
