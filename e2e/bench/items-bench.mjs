// `GET /library/items` against its floors: the same SQL run directly, and a bare Node server that runs it.
import { fork } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import autocannon from 'autocannon';
import { captureStatement } from './captured-statement.mjs';
import { percentile, round, timed } from './figures.mjs';

const REPEATS = 200;
const SECONDS = 8;
const CONNECTIONS = 20;
const MANY_CONNECTIONS = 50;

/** Each way of listing: the query string, and a title that is really there for the search. */
async function listings(client) {
  const first = await client.get('/api/v1/library/items?limit=50&sort=title');
  const word = first.items[7].title.split(' ').sort((a, b) => b.length - a.length)[0];
  const misspelt = word.length > 4 ? word.slice(0, 2) + word[3] + word[2] + word.slice(4) : word;
  const { items } = await client.get('/api/v1/library/items/anchors?sort=title&every=500');
  const deep = items.at(-2)?.cursor ?? first.nextCursor;
  return {
    plain: 'limit=50&sort=title',
    newest: 'limit=50',
    filtered: 'limit=50&sort=year&yearFrom=1990&yearTo=1999&resolution=1080',
    searched: `limit=50&q=${encodeURIComponent(misspelt)}`,
    deepCursor: `limit=50&sort=title&cursor=${encodeURIComponent(deep)}`,
  };
}

export async function benchItems({ client, database, databaseUrl, scratch, port }) {
  const logFile = join(scratch, 'data/postgres.log');
  const report = {};
  for (const [name, query] of Object.entries(await listings(client))) {
    const statement = await captureStatement(database, logFile, () => client.get(`/api/v1/library/items?${query}`));
    const direct = [];
    const served = [];
    for (let i = 0; i < REPEATS; i++) {
      direct.push((await timed(() => database.query(statement))).ms);
      served.push((await timed(() => client.get(`/api/v1/library/items?${query}`))).ms);
    }
    const throughput = await compareThroughput({ client, databaseUrl, port, query, statement });
    report[name] = {
      oneConnection: {
        sqlP95Ms: round(percentile(direct, 0.95)),
        apiP95Ms: round(percentile(served, 0.95)),
        aboveSqlMs: round(percentile(served, 0.95) - percentile(direct, 0.95)),
      },
      twentyConnections: throughput,
    };
  }
  return report;
}

/** The plain listing under many readers at once: how its tail grows with the library. */
export async function loadListing({ client, port }) {
  const url = `http://127.0.0.1:${port}/api/v1/library/items?limit=50&sort=title`;
  return load(url, { cookie: cookieOf(client) }, MANY_CONNECTIONS);
}

const cookieOf = (client) => [...client.cookies].map(([name, value]) => `${name}=${value}`).join('; ');

async function load(url, headers = {}, connections = CONNECTIONS) {
  const result = await autocannon({ url, headers, connections, duration: SECONDS });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${url}: ${result.non2xx} refused, ${result.errors} failed`);
  return { requestsPerSecond: Math.round(result.requests.average), p99Ms: result.latency.p99 };
}

async function compareThroughput({ client, databaseUrl, port, query, statement }) {
  const bare = fork(join(dirname(fileURLToPath(import.meta.url)), 'bare-server.mjs'), {
    env: { ...process.env, BARE_DATABASE_URL: databaseUrl, STATEMENT: JSON.stringify(statement) },
  });
  try {
    const barePort = await new Promise((resolve, reject) => {
      bare.once('message', resolve);
      bare.once('exit', (code) => reject(new Error(`the bare server ended with code ${code}`)));
    });
    const floor = await load(`http://127.0.0.1:${barePort}/`);
    const api = await load(`http://127.0.0.1:${port}/api/v1/library/items?${query}`, { cookie: cookieOf(client) });
    return { bare: floor, api, ratio: round(api.requestsPerSecond / floor.requestsPerSecond) };
  } finally {
    bare.kill('SIGTERM');
  }
}
