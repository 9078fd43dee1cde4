// PostgreSQL restarts, freezes, and has no connection left.
import { readFileSync, readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';

export const restart = {
  name: 'database restart',
  refuses: false,
  fails: true,
  async run({ stack }, short) {
    await stack.postgres.stop();
    await sleep(short ? 2_000 : 5_000);
    await stack.postgres.start();
  },
};

export const pause = (seconds, fails) => ({
  name: `database paused for ${seconds} s`,
  fails,
  async run({ stack }) {
    const frozen = freeze(stack.postgres.pid);
    await sleep(seconds * 1000);
    for (const pid of frozen.reverse()) process.kill(pid, 'SIGCONT');
  },
});

/** The main process first, so that it cannot start others meanwhile. */
function freeze(main) {
  process.kill(main, 'SIGSTOP');
  const children = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && parentOf(name) === main);
  for (const pid of children) process.kill(Number(pid), 'SIGSTOP');
  return [main, ...children.map(Number)];
}

function parentOf(pid) {
  try {
    return Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
  } catch {
    return null;
  }
}

export const locked = {
  name: 'every connection held by a lock',
  fails: true,
  async run({ stack }, short) {
    const holder = await connected(stack.databaseUrl);
    await holder.query('BEGIN; LOCK TABLE library_sections IN ACCESS EXCLUSIVE MODE');
    await sleep(short ? 8_000 : 40_000);
    await holder.query('COMMIT');
    await holder.end();
  },
};

const taken = {
  name: 'no connection left at the database',
  fails: true,
  async run({ stack }, short) {
    const [{ limit }] = await stack.sql(`SELECT current_setting('max_connections')::int AS limit`);
    const others = [await connected(stack.databaseUrl)];
    const end = performance.now() + (short ? 5_000 : 30_000);
    while (performance.now() < end) {
      // Those of the product end, and somebody else has them before it comes back.
      await others[0].query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'smartplex%'`,
      );
      const more = Array.from({ length: limit }, () => connected(stack.databaseUrl).catch(() => null));
      others.push(...(await Promise.all(more)).filter(Boolean));
      await sleep(500);
    }
    await Promise.all(others.map((client) => client.end()));
    return others.length > limit / 2 ? [] : ['the connections of the database were not taken'];
  },
};

async function connected(connectionString) {
  const client = new Client({ connectionString, application_name: 'somebody-else' });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

export const DATABASE_FAULTS = [restart, pause(2, false), pause(60, true), locked, taken];
