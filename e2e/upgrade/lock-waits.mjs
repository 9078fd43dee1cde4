// What PostgreSQL itself notes about those who wait for a lock: however busy the machine is, none is missed.
import { readFileSync } from 'node:fs';

const NOTED_AFTER_MS = 100;
const GIVEN = /acquired (\w+) on relation \d+ of database \d+ after ([\d.]+) ms/g;

export class LockWaits {
  static async note(postgres) {
    const set = (text) => postgres.query('postgres', text);
    await set('ALTER SYSTEM SET log_lock_waits = on');
    await set(`ALTER SYSTEM SET deadlock_timeout = '${NOTED_AFTER_MS}ms'`);
    await set('SELECT pg_reload_conf()');
    return new LockWaits(postgres.logFile);
  }

  constructor(logFile) {
    this.logFile = logFile;
  }

  /** @returns {Record<string, { count: number, longestMs: number }>} by kind of lock, those above a tenth of a second */
  byLock() {
    const found = {};
    for (const [, lock, ms] of readFileSync(this.logFile, 'utf8').matchAll(GIVEN)) {
      const { count, longestMs } = found[lock] ?? { count: 0, longestMs: 0 };
      found[lock] = { count: count + 1, longestMs: Math.max(longestMs, Number(ms)) };
    }
    return found;
  }
}
