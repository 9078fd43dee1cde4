// Full sync against its floor: fetching the same pages with four connections, and COPY of the same rows.
import { createReadStream, createWriteStream, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import copyStreams from 'pg-copy-streams';
import { Agent, request } from 'undici';
import { percentile, round, timed, watchMemory } from './figures.mjs';
import { insightsMade } from './insight-bench.mjs';

const PAGE = 1000;
const FINAL = ['succeeded', 'incomplete', 'failed', 'cancelled'];

/** Reads every page of section 1 with four connections, bodies thrown away: nobody can be faster. */
export async function fetchAllPages(server, total) {
  const agent = new Agent({ connections: 4 });
  let next = 0;
  const worker = async () => {
    while (next < total) {
      const start = next;
      next += PAGE;
      const { body } = await request(
        `${server.uri}/library/sections/1/all?type=1&includeGuids=1&sort=addedAt:asc&X-Plex-Container-Start=${start}&X-Plex-Container-Size=${PAGE}`,
        { dispatcher: agent, headers: { accept: 'application/json', 'x-plex-token': server.token } },
      );
      await body.dump({ limit: 1 << 26 });
    }
  };
  await Promise.all([worker(), worker(), worker(), worker()]);
  await agent.close();
}

export async function runSync(client, serverId, mode = 'full') {
  let run = await client.post('/api/v1/sync/runs', { serverId, mode });
  while (!FINAL.includes(run.state)) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    run = await client.get(`/api/v1/sync/runs/${run.id}`);
  }
  if (run.state !== 'succeeded') throw new Error(`the run ended ${run.state}: ${run.errorCode}`);
  return run;
}

/** COPY of what the sync wrote, into empty tables with the same columns, constraints and indexes. */
async function copySameRows(database, scratch) {
  let ms = 0;
  for (const table of ['media_items', 'media_parts']) {
    const file = join(scratch, `${table}.copy`);
    await pipeline(database.query(copyStreams.to(`COPY ${table} TO STDOUT`)), createWriteStream(file));
    await database.query(`CREATE TABLE bench_${table} (LIKE ${table} INCLUDING ALL EXCLUDING IDENTITY)`);
    const copy = () =>
      pipeline(createReadStream(file), database.query(copyStreams.from(`COPY bench_${table} FROM STDIN`)));
    ms += (await timed(copy)).ms;
    console.error(`copied ${table}: ${round(statSync(file).size / 1e6)} MB`);
    await database.query(`DROP TABLE bench_${table}`);
    rmSync(file);
  }
  return ms;
}

async function rowsWritten(database) {
  await database.query('SELECT pg_stat_force_next_flush()').catch(() => undefined);
  await new Promise((resolve) => setTimeout(resolve, 1500));
  const { rows } = await database.query(
    `SELECT sum(n_tup_ins + n_tup_upd + n_tup_del)::int AS count FROM pg_stat_user_tables
     WHERE relname IN ('media_items', 'media_parts')`,
  );
  return rows[0].count;
}

/** Asks for a page of the library again and again, as somebody does who browses during a sync. */
function browseMeanwhile(client) {
  const times = [];
  let ended = false;
  const browsing = (async () => {
    while (!ended) {
      times.push((await timed(() => client.get('/api/v1/library/items?limit=50&sort=title'))).ms);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  })();
  return async () => {
    ended = true;
    await browsing;
    return { requests: times.length, p95Ms: round(percentile(times, 0.95)) };
  };
}

export async function benchSync({ client, database, server, serverId, pid, movies, scratch }) {
  await fetchAllPages(server, Math.min(movies, 20_000));
  const fetched = await timed(() => fetchAllPages(server, movies));
  const stopWatching = watchMemory(pid);
  const stopBrowsing = browseMeanwhile(client);
  const first = await timed(() => runSync(client, serverId));
  const listingDuringSync = await stopBrowsing();
  // What follows a first sync in the background is no part of the second.
  await insightsMade(database);
  const before = await rowsWritten(database);
  const second = await timed(() => runSync(client, serverId));
  const peakMb = stopWatching();
  const written = (await rowsWritten(database)) - before;
  const fetchedAgain = await timed(() => fetchAllPages(server, movies));
  const copyMs = await copySameRows(database, scratch);
  const fetchMs = (fetched.ms + fetchedAgain.ms) / 2;
  return {
    items: first.result.itemsSeen,
    fetchMs: Math.round(fetchMs),
    copyMs: Math.round(copyMs),
    firstSync: {
      ms: Math.round(first.ms),
      itemsPerSecond: Math.round(movies / (first.ms / 1000)),
      ratio: round(first.ms / (fetchMs + copyMs)),
    },
    secondSync: {
      ms: Math.round(second.ms),
      ratio: round(second.ms / fetchMs),
      libraryRowsWritten: written,
    },
    apiPeakRssMb: peakMb,
    listingDuringSync,
  };
}
