// Two API and two worker processes of the built product, on one PostgreSQL and one Redis.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { after, before, describe, it } from 'node:test';
import { readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { ApiClient } from '../support/product-process.mjs';
import { differences } from '../support/stack/mirror.mjs';
import { Stack } from '../support/stack/stack.mjs';
import { Trickle, Watcher } from './callers.mjs';

const FINAL = ['succeeded', 'incomplete', 'failed', 'cancelled'];
const SIGN_INS_PER_MINUTE = 30;
/** Of each answer of the media server, within its time-out: a run takes minutes then. */
const LONG_DELAY_MS = 15_000;
const hasRedis = spawnSync('redis-server', ['--version']).status === 0;
if (!hasRedis && process.env.CI === 'true')
  throw new Error('redis-server is missing: several machines cannot be tested');

describe('two API and two worker processes', { skip: hasRedis ? false : 'redis-server is missing' }, () => {
  let stack;
  let apis;
  let workers;
  let admin;
  let other;
  let serverId;

  const all = () => [...apis, ...workers];

  async function eventually(check, withinMs = 30_000) {
    const deadline = Date.now() + withinMs;
    for (;;) {
      try {
        return await check();
      } catch (error) {
        if (Date.now() > deadline) throw error;
        await sleep(50);
      }
    }
  }

  const runOf = (id, client = admin) => client.get(`/api/v1/sync/runs/${id}`);

  const noRun = (client) =>
    eventually(async () => assert.notEqual((await client.get('/api/v1/sync/runs?limit=1')).items[0]?.finishedAt, null));

  async function start(client = admin) {
    await noRun(client);
    return (await client.post('/api/v1/sync/runs', { serverId, mode: 'full' })).id;
  }

  /** A run is over a moment before its job is. */
  const sameAsPlex = () => eventually(async () => assert.deepEqual(await differences(stack), []));

  /** Fresh rows to write, so that a run has something to do for a while. */
  async function forget() {
    for (const table of ['sync_pages', 'sync_cursors', 'media_items'])
      await eventually(() => stack.sql(`DELETE FROM ${table}`));
  }

  const slowly = (delayMs) => stack.control('faults', { kind: 'slow', path: '/library/sections/*/all', delayMs });
  const quickly = () => fetch(`${stack.emulator.control}/faults`, { method: 'DELETE' });

  /** A run of which some is done, and which will not end by itself before `quickly`. */
  async function longRun() {
    await forget();
    const brake = await slowly(300);
    const id = await start();
    await under(id);
    // The older one holds, until it is taken away: never none.
    await slowly(LONG_DELAY_MS);
    await fetch(`${stack.emulator.control}/faults?id=${brake.id}`, { method: 'DELETE' });
    return id;
  }

  const ended = (id, client = admin, withinMs = 90_000) =>
    eventually(async () => {
      const run = await runOf(id, client);
      assert.ok(FINAL.includes(run.state), `the run is ${run.state}`);
      return run;
    }, withinMs);

  const under = (id, client = admin) =>
    eventually(async () => {
      const run = await runOf(id, client);
      assert.equal(run.state, 'running');
      assert.ok(run.itemsSeen > 0);
    });

  async function ready(url) {
    const response = await fetch(`${url}/health/ready`);
    return [response.status, await response.json()];
  }

  before(async () => {
    stack = await Stack.create({ emulator: { movies: 4000, shows: 40, artists: 20 } });
    const env = { THROTTLE_AUTH_PER_MINUTE: String(SIGN_INS_PER_MINUTE), PLEX_TIMEOUT_MS: '60000' };
    apis = [await stack.add('api', env), await stack.add('api', env)];
    workers = [await stack.add('worker', env), await stack.add('worker', env)];
  });

  after(() => stack?.close());

  it('start at once on an empty database, and migrate it once', async () => {
    await Promise.all(all().map((child) => child.start()));
    const done = await stack.sql('SELECT name, count(*)::int AS count FROM migrations GROUP BY name');
    const files = readdirSync('migrations').filter((name) => /^\d+-.*(?<!\.spec)\.ts$/.test(name));
    assert.equal(done.length, files.length);
    assert.deepEqual([...new Set(done.map(({ count }) => count))], [1]);
    for (const { url } of all())
      await eventually(async () => assert.deepEqual(await ready(url), [200, { status: 'ok' }]));
  });

  it('know a session that began at the other one, its CSRF token too', async () => {
    ({ admin, serverId } = await stack.setUp(apis[0], { alone: true }));
    other = new ApiClient(apis[1].url);
    other.cookies = admin.cookies;
    assert.equal((await other.get('/api/v1/auth/session')).user.username, 'ada');
    const run = await other.post('/api/v1/sync/runs', { serverId, mode: 'full' });
    assert.equal((await ended(run.id)).state, 'succeeded');
    await sameAsPlex();
  });

  it('serve the same poster, without a sticky route', async () => {
    const { items } = await admin.get('/api/v1/library/items?limit=3&type=movie');
    const cookie = [...admin.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const tags = [];
    for (const { url } of apis) {
      const response = await fetch(`${url}${items[0].posterUrl}`, { headers: { cookie } });
      assert.equal(response.status, 200);
      assert.match(response.headers.get('content-type'), /^image\//);
      await response.arrayBuffer();
      tags.push(response.headers.get('etag'));
    }
    assert.equal(tags[0], tags[1]);
  });

  it('tell watchers at either API of a run that a worker carries out', async () => {
    const watchers = await Promise.all(apis.map(({ url }) => Watcher.open(url, admin.cookies)));
    const id = await longRun();
    const heard = (watcher) => watcher.events.filter((event) => event.id === id);
    for (const watcher of watchers)
      await eventually(
        () => assert.ok(heard(watcher).some(({ state, itemsSeen }) => state === 'running' && itemsSeen > 0)),
        5_000,
      );
    await quickly();
    await ended(id, other);
    for (const watcher of watchers) {
      await eventually(() => assert.equal(heard(watcher).at(-1).state, 'succeeded'), 5_000);
      watcher.close();
    }
  });

  it('cancel within two seconds what was started at the other API', async () => {
    const id = await longRun();
    const askedAt = Date.now();
    await other.post(`/api/v1/sync/runs/${id}/cancel`);
    const run = await ended(id);
    const tookMs = Date.parse(run.finishedAt) - askedAt;
    await quickly();
    assert.equal(run.state, 'cancelled');
    assert.ok(tookMs < 2_000, `it took ${tookMs} ms`);
  });

  it('count requests together: the limit is one for both', async () => {
    // Nobody's sign-in was counted before.
    assert.equal(await stack.redis.flush(), '+OK');
    const answers = [];
    for (let i = 0; i < SIGN_INS_PER_MINUTE + 10; i++) {
      const anonymous = new ApiClient(apis[i % 2].url);
      await anonymous.get('/api/v1/auth/csrf');
      answers.push(
        await anonymous.post('/api/v1/auth/plex/pins').then(
          () => 201,
          (error) => Number(/answered (\d+)/.exec(error)?.[1]),
        ),
      );
    }
    assert.deepEqual(answers, [...Array(SIGN_INS_PER_MINUTE).fill(201), ...Array(10).fill(429)]);
  });

  it('read on while Redis is away, say so, and carry out what was asked for meanwhile', async () => {
    await stack.redis.kill();
    for (const { url } of all()) {
      await eventually(async () =>
        assert.deepEqual(await ready(url), [503, { status: 'error', error: { redis: { status: 'down' } } }]),
      );
      assert.equal((await fetch(`${url}/health/live`)).status, 200);
    }
    for (const client of [admin, other]) assert.ok(await client.get('/api/v1/library/items?limit=5'));
    await noRun(other);
    const askedAt = Date.now();
    const { id } = await other.post('/api/v1/sync/runs', { serverId, mode: 'full' });
    assert.ok(Date.now() - askedAt < 2_000, 'asking for a run took long');
    await stack.redis.start();
    assert.equal((await ended(id)).state, 'succeeded');
    for (const { url } of all()) await eventually(async () => assert.equal((await ready(url))[0], 200));
  });

  it('say so when Redis answers but takes nothing, and carry out what was asked for meanwhile', async () => {
    assert.equal(await stack.redis.demote(), '+OK');
    const refused = [503, { status: 'error', error: { redis: { status: 'down' } } }];
    for (const { url } of all()) await eventually(async () => assert.deepEqual(await ready(url), refused));
    const id = await start(other);
    assert.equal(await stack.redis.promote(), '+OK');
    assert.equal((await ended(id)).state, 'succeeded');
    for (const { url } of all()) await eventually(async () => assert.equal((await ready(url))[0], 200));
  });

  it('start while Redis is away, and work as soon as it is there', async () => {
    await stack.redis.kill();
    const restarted = [apis[1], workers[0], workers[1]];
    assert.deepEqual(await Promise.all(restarted.map((child) => child.stop())), [0, 0, 0]);
    await Promise.all(restarted.map((child) => child.start()));
    assert.equal((await ready(apis[1].url))[0], 503);
    assert.ok(await other.get('/api/v1/library/items?limit=5'));
    const id = await start(other);
    await stack.redis.start();
    assert.equal((await ended(id)).state, 'succeeded');
  });

  it('end a run although Redis forgot everything in the middle of it', async () => {
    await forget();
    await slowly(120);
    const id = await start();
    await under(id);
    assert.equal(await stack.redis.flush(), '+OK');
    await quickly();
    assert.equal((await ended(id)).state, 'succeeded');
    assert.equal((await ended(await start())).state, 'succeeded');
    await sameAsPlex();
  });

  it('take over from a worker that froze, which does no harm when it wakes', async () => {
    await workers[1].stop();
    const id = await longRun();
    await workers[1].start();
    const lease = async () =>
      (await stack.sql(`SELECT lease_owner AS owner FROM jobs WHERE name = 'sync-run' AND state = 'running'`))[0]
        ?.owner;
    const first = await lease();
    assert.ok(first, 'the run ended before the other worker was there');
    workers[0].signal('SIGSTOP');
    try {
      await eventually(async () => assert.ok(![undefined, null, first].includes(await lease())), 40_000);
    } finally {
      // It wakes while the other one is at work: the moment at which it could do harm.
      workers[0].signal('SIGCONT');
    }
    const second = await lease();
    await sleep(2_000);
    assert.ok([second, undefined].includes(await lease()));
    await quickly();
    const run = await ended(id);
    const rows = (await stack.sql('SELECT count(*)::int AS count FROM media_items'))[0].count;
    assert.deepEqual([run.state, run.itemsAdded, run.itemsRemoved], ['succeeded', rows, 0]);
    await sameAsPlex();
    await eventually(async () => assert.equal((await ready(workers[0].url))[0], 200));
  });

  it('are restarted one by one under load and in the middle of a run, and nothing is lost', async () => {
    const urls = apis.map(({ url }) => url);
    const trickle = new Trickle(urls, '/api/v1/library/items?limit=20', admin.cookies);
    const id = await longRun();
    const codes = [];
    const restart = async (child) => {
      codes.push(await child.stop());
      await child.start();
      await eventually(async () => assert.equal((await ready(child.url))[0], 200));
    };
    await restart(workers[0]);
    await restart(apis[0]);
    await restart(workers[1]);
    const { state } = await runOf(id);
    await restart(apis[1]);
    await quickly();
    const run = await ended(id);
    const { answered, failed } = await trickle.stop();
    assert.deepEqual(codes, [0, 0, 0, 0]);
    assert.equal(state, 'running', 'the run ended before the last worker was restarted');
    assert.equal(run.state, 'succeeded');
    await sameAsPlex();
    assert.deepEqual(failed, []);
    assert.ok(answered > 50, `${answered} requests were answered`);
  });
});
