// The watch history: how fast a long one is imported, and what statistics over it cost.
import { setTimeout as sleep } from 'node:timers/promises';
import { percentile, round, timed, watchMemory } from './figures.mjs';
import { runSync } from './sync-bench.mjs';

const REPEATS = 40;

/** The import that follows the first sync, from its start to its end. */
async function importOf(database) {
  for (;;) {
    const { rows } = await database.query(
      `SELECT extract(epoch FROM finished_at - GREATEST(run_at, created_at)) * 1000 AS ms, state FROM jobs
       WHERE name = 'import-history' AND finished_at IS NOT NULL ORDER BY finished_at LIMIT 1`,
    );
    if (rows[0]?.state === 'failed') throw new Error('the import of the history failed');
    if (rows[0]) return Number(rows[0].ms);
    await sleep(250);
  }
}

export async function benchHistory({ client, database, serverId, pid }) {
  await runSync(client, serverId);
  const stopWatching = watchMemory(pid);
  const ms = await importOf(database);
  const peakMb = stopWatching();
  const { rows } = await database.query('SELECT count(*)::int AS count FROM plays');
  await database.query('ANALYZE plays');
  const times = [];
  for (let i = 0; i < REPEATS; i++) times.push((await timed(() => client.get('/api/v1/stats/server?period=90d'))).ms);
  return {
    plays: rows[0].count,
    importMs: Math.round(ms),
    rowsPerSecond: Math.round(rows[0].count / (ms / 1000)),
    apiPeakRssMb: peakMb,
    statistics90DaysP95Ms: round(percentile(times, 0.95)),
  };
}
