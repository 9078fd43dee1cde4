// A PostgreSQL as a cluster's owner runs it: outside of SmartPlex, on a port of its own, killed and started again
// without anybody watching over it.
import { createRequire } from 'node:module';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { freePort } from './child.mjs';

const START_TRIES = 20;
const REVIVE_TRIES = 100;
const silent = { info: () => undefined, warn: () => undefined };

/** The programs are those of the embedded database; everything else is the test's own. */
const load = (name) => createRequire(import.meta.url)(`../../../dist/server/api/infra/database/embedded/${name}.js`);

export class Postgres {
  static async create(folder) {
    mkdirSync(folder, { recursive: true });
    const launcher = await load('launcher').findLauncher(folder);
    const cluster = await load('cluster').openCluster(folder, launcher);
    const postgres = new Postgres(launcher, cluster, join(folder, 'postgres.log'), await freePort());
    await postgres.start();
    process.once('exit', () => postgres.pid && killQuietly(postgres.pid, 'SIGQUIT'));
    return postgres;
  }

  constructor(launcher, cluster, logFile, port) {
    Object.assign(this, { launcher, cluster, logFile, port, pid: null });
  }

  url(database = 'postgres') {
    return `postgres://postgres:${this.cluster.password}@127.0.0.1:${this.port}/${database}`;
  }

  /** Children of a killed main process hold the shared memory for a moment, and a start in between is refused. */
  async start() {
    const { launcher, cluster, logFile, port } = this;
    for (let attempt = 1; ; attempt++) {
      try {
        const started = await load('postgres-process').startPostgres({
          ...{ launcher, cluster, logFile, port, log: silent },
          settings: { max_connections: '200' },
        });
        this.pid = started.pid;
        return;
      } catch (error) {
        if (attempt === START_TRIES) throw error;
        await sleep(250);
      }
    }
  }

  /** Started again by whoever watches over it, where it ended by itself or is about to. */
  async revive() {
    const answers = () => this.query('postgres', 'SELECT 1').then(Boolean, () => false);
    for (let tries = 0; tries < REVIVE_TRIES && !(await answers()); tries++) {
      if (isThere(this.pid)) await sleep(250);
      else await this.start();
    }
  }

  async kill() {
    const { pid } = this;
    killQuietly(pid, 'SIGKILL');
    while (isThere(pid)) await sleep(10);
  }

  async stop() {
    await load('postgres-process').stopPostgres(this.pid);
    this.pid = null;
  }

  async createDatabase(name) {
    await this.query('postgres', `CREATE DATABASE ${name}`);
    return this.url(name);
  }

  query(database, text, values) {
    return rowsAt(this.url(database), text, values);
  }
}

/** Rows of one statement, over a connection that lives no longer than that. */
export async function rowsAt(connectionString, text, values = []) {
  const client = new Client({ connectionString, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(text, values)).rows;
  } finally {
    await client.end().catch(() => undefined);
  }
}

export function killQuietly(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch {
    // It is gone already.
  }
}

export function isThere(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
