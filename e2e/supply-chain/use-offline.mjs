// Uses the built product where no network is but loopback, and tells what was tried beyond it: the kernel counts each
// connection and each question of a name for which it finds no way out. Run by offline.test.mjs in a namespace of its own.
import { lookup } from 'node:dns/promises';
import { readFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Stack } from '../support/stack/stack.mjs';

const WITHIN_MS = 120_000;
/** Long enough for what is done behind requests: schedules, checks, sums. */
const IDLE_MS = 15_000;

function attempts() {
  const [names, values] = readFileSync('/proc/net/snmp', 'utf8')
    .match(/^Ip: .*$/gm)
    .map((line) => line.split(' '));
  const six = readFileSync('/proc/net/snmp6', 'utf8');
  return Number(values[names.indexOf('OutNoRoutes')]) + Number(/^Ip6OutNoRoutes\s+(\d+)/m.exec(six)[1]);
}

/** What happens when somebody does try: a name, an address of each family. */
async function tryOut() {
  const tries = [];
  for (const attempt of [() => lookup('plex.tv'), () => connect('192.0.2.1'), () => connect('2001:db8::1')]) {
    const before = attempts();
    await attempt().catch(() => undefined);
    tries.push(attempts() - before);
  }
  return tries;
}

const connect = (host) =>
  new Promise((resolve) => {
    const socket = createConnection({ host, port: 443 }, resolve).once('error', resolve);
    socket.once('close', resolve);
  });

async function use(stack) {
  const product = await (await stack.add('all', { REDIS_URL: '' })).start();
  const { admin, serverId } = await stack.setUp(product);
  const { id } = await admin.post('/api/v1/sync/runs', { serverId, mode: 'full' });
  for (const deadline = Date.now() + WITHIN_MS; ; await sleep(500)) {
    const { state } = await admin.get(`/api/v1/sync/runs/${id}`);
    if (state === 'succeeded') break;
    if (Date.now() > deadline) throw new Error(`the full sync is ${state}`);
  }
  const { items } = await admin.get('/api/v1/library/items?limit=3&type=movie');
  const cookie = [...admin.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const poster = await fetch(`${product.url}${items[0].posterUrl}`, { headers: { cookie } });
  const dashboard = await admin.get('/api/v1/dashboard/servers');
  const { status, itemCount } = dashboard.items.find((server) => server.id === serverId);
  const page = await (await fetch(`${product.url}/`)).text();
  await sleep(IDLE_MS);
  return {
    movies: items.length,
    poster: [poster.status, poster.headers.get('content-type')],
    server: { status, itemCount },
    page: page.includes('<sp-root'),
  };
}

const stack = await Stack.create({ emulator: { movies: 60, shows: 3, artists: 1, plays: 20 } });
try {
  const before = attempts();
  const seen = await use(stack);
  const tried = attempts() - before;
  console.log(JSON.stringify({ seen, tried, tryOut: await tryOut() }));
} finally {
  await stack.close();
}
