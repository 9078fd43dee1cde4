// The PostgreSQL that a process of the role `all` brings along, seen from outside: where it is, and what its rows are.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isThere, killQuietly, rowsAt } from './postgres.mjs';

export class EmbeddedPostgres {
  /** @param {string} dataDir of the process that starts it, ends it, and starts it again when it ended by itself */
  constructor(dataDir) {
    this.dataDir = dataDir;
  }

  get pid() {
    return Number(this.#postmaster()[0]);
  }

  url(database) {
    const password = readFileSync(join(this.dataDir, 'postgres.password'), 'utf8').trim();
    return `postgres://postgres:${password}@127.0.0.1:${this.#postmaster()[3]}/${database}`;
  }

  query(database, text, values) {
    return rowsAt(this.url(database), text, values);
  }

  /** Whoever brought it ends it with itself; after a kill of that one it is alone, and gone when this resolves. */
  async stop() {
    if (!existsSync(this.#postmasterFile)) return;
    const { pid } = this;
    killQuietly(pid, 'SIGINT');
    while (isThere(pid)) await sleep(50);
  }

  /** The lines of PostgreSQL's own `postmaster.pid`: the process first, the port fourth. */
  #postmaster() {
    return readFileSync(this.#postmasterFile, 'utf8').split('\n');
  }

  get #postmasterFile() {
    return join(this.dataDir, 'postgres', 'postmaster.pid');
  }
}
