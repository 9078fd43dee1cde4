// Errors and traces: nothing of either is loaded unless asked for, ids go from a request through the queue into the calls
// that its job makes, and no secret or person is in what leaves.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Child, freePort, isUp } from '../support/stack/child.mjs';
import { Stack } from '../support/stack/stack.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const REQUEST_ID = 'telemetry-request-0001';
const CANARIES = ['canary-reader', 'canary.example', 'canary-token-0123456789', 'ben@canary.example'];
const MODULES = /telemetry\/(?:tracing|error-monitoring)\/|telemetry\/delivery/;

let stack;
let collector;
let admin;
const received = async () => (await fetch(`${collector.url}/received`)).json();
const log = (child) => readFileSync(child.how.logFile, 'utf8');
const lines = (child) =>
  log(child)
    .split('\n')
    .flatMap((line) => (line.startsWith('{"') ? [JSON.parse(line)] : []));

async function eventually(check, timeoutMs = 30_000) {
  for (const deadline = Date.now() + timeoutMs; ; await sleep(200)) {
    const value = await check();
    if (value || Date.now() > deadline) return value;
  }
}

async function spans() {
  const traces = (await received()).filter(({ url }) => url === '/v1/traces');
  return traces.flatMap(({ body }) =>
    JSON.parse(body).resourceSpans.flatMap(({ resource, scopeSpans }) =>
      scopeSpans.flatMap((scope) =>
        scope.spans.map((span) => ({
          ...span,
          ...plain(span.attributes),
          role: plain(resource.attributes)['smartplex.role'],
        })),
      ),
    ),
  );
}

const plain = (attributes) => Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]));

async function runSync(headers) {
  const [{ id: serverId }] = (await admin.get('/api/v1/plex/servers')).items;
  const response = await fetch(`${admin.origin}/api/v1/sync/runs`, {
    method: 'POST',
    headers: {
      ...headers,
      'content-type': 'application/json',
      cookie: [...admin.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      'x-xsrf-token': decodeURIComponent(admin.cookies.get('XSRF-TOKEN')),
    },
    body: JSON.stringify({ serverId, mode: 'full' }),
  });
  assert.equal(response.status, 202);
  const { id } = await response.json();
  assert.ok(await eventually(async () => (await admin.get(`/api/v1/sync/runs/${id}`)).state === 'succeeded'));
}

/** What somebody may send by mistake: it is in no answer that works, and must be in no log. */
async function typeSecrets() {
  const pasted = encodeURIComponent(`http://192.0.2.7:32400/x?checkFiles=1&X-Plex-Token=${CANARIES[2]}`);
  for (const query of [`q=${pasted}`, `q=${encodeURIComponent(pasted)}`, `q=${CANARIES[2]}`]) {
    await admin.get(`/api/v1/library/items?${query}`);
    for (const path of ['/api/v1/nowhere', '/nowhere.js']) await fetch(`${admin.origin}${path}?${query}`);
  }
  const headers = { 'content-type': 'application/json' };
  await fetch(`${admin.origin}/api/v1/setup`, { method: 'POST', headers, body: `{"x": ${CANARIES[2]}` });
}

before(async () => {
  const port = await freePort();
  stack = await Stack.create({ emulator: { movies: 120, shows: 2, artists: 1, plays: 20 } });
  collector = new Child('collector', {
    command: process.execPath,
    args: [join(here, 'collector.mjs'), String(port)],
    logFile: join(stack.folder, 'collector.log'),
    answers: () => isUp(`http://127.0.0.1:${port}/received`),
  });
  collector.url = `http://127.0.0.1:${port}`;
  await collector.start();
});

after(async () => {
  await collector?.stop();
  await stack?.close();
});

describe('without a destination', () => {
  it('nothing of errors and traces is loaded', async () => {
    const plain = await (await stack.add('api', { NODE_DEBUG: 'module' })).start();
    await plain.stop();
    assert.match(log(plain), /telemetry\/start-telemetry/);
    assert.doesNotMatch(log(plain), MODULES);
  });
});

describe('with both destinations', () => {
  let api;
  let worker;

  before(async () => {
    const env = {
      LOG_LEVEL: 'debug',
      SENTRY_DSN: `http://dsn-key-0123456789@127.0.0.1:${new URL(collector.url).port}/sub/77`,
      OTEL_EXPORTER_OTLP_ENDPOINT: `${collector.url}/`,
      OTEL_EXPORTER_OTLP_HEADERS: 'x-collector-key=otlp-key-0123456789',
    };
    api = await (await stack.add('api', env)).start();
    worker = await (await stack.add('worker', env)).start();
    ({ admin } = await stack.setUp(api, { alone: true }));
    await runSync({ 'x-request-id': REQUEST_ID });
  });

  it('the id of a request is in each line of its job, and of the calls that it makes', async () => {
    const asked = lines(api).find(({ msg, requestId }) => msg === 'Request completed' && requestId === REQUEST_ID);
    assert.equal(asked.url, '/api/v1/sync/runs');
    const told = () => lines(worker).filter(({ requestId }) => requestId === REQUEST_ID);
    // The run is over a moment before its job is.
    await eventually(() => told().some(({ msg }) => msg === 'Job ended'));
    const ofJob = told();
    const jobIds = new Set(ofJob.map(({ jobId }) => jobId));
    assert.ok(jobIds.size > 0 && !jobIds.has(undefined));
    for (const msg of ['Job started', 'Upstream called', 'Job ended']) {
      assert.ok(ofJob.some((line) => line.msg === msg), `no line "${msg}"`); // prettier-ignore
    }
    const call = ofJob.find(({ msg }) => msg === 'Upstream called');
    assert.deepEqual([call.upstream, call.outcome, call.level], ['media-server', 'ok', 'debug']);
  });

  it('a request and its job are one trace, with what they asked the database and Plex', async () => {
    const wanted = () => spans().then((all) => all.filter((span) => span['smartplex.request_id'] === REQUEST_ID));
    const found = await eventually(async () => {
      // Each process sends its own when its time has come.
      const all = await wanted();
      const isThere = (name) => all.some((span) => span.name === name);
      return ['POST /api/v1/sync/runs', 'job sync-run', 'call media-server'].every(isThere) && all;
    });
    assert.ok(found, `only ${[...new Set((await wanted()).map(({ name }) => name))].join(', ')}`);
    assert.equal(new Set(found.map(({ traceId }) => traceId)).size, 1);
    const request = found.find(({ kind }) => kind === 2);
    assert.deepEqual(
      [request.name, request.role, request['http.response.status_code']],
      ['POST /api/v1/sync/runs', 'api', '202'],
    );
    const job = found.find(({ name }) => name === 'job sync-run');
    assert.equal(job.parentSpanId, request.spanId);
    assert.deepEqual([job.kind, job.role, job['smartplex.outcome']], [5, 'worker', 'succeeded']);
    const call = found.find(({ name }) => name === 'call media-server');
    assert.equal(call['smartplex.job_id'], job['smartplex.job_id']);
    const statement = found.find(({ parentSpanId, ...span }) => parentSpanId === job.spanId && span['db.system.name']);
    assert.match(statement.name, /^(SELECT|INSERT|UPDATE|WITH|DELETE)\b/);
    assert.ok(BigInt(job.endTimeUnixNano) > BigInt(job.startTimeUnixNano));
  });

  it('a fault of ours arrives by its kind, place and ids, and by nothing that is anybody’s', async () => {
    await stack.sql(`
      CREATE FUNCTION canary() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        RAISE EXCEPTION 'no "${CANARIES[0]}" at https://${CANARIES[1]}/x?X-Plex-Token=${CANARIES[2]} for ${CANARIES[3]}';
      END $$`);
    await stack.sql(`CREATE TRIGGER canary BEFORE INSERT ON api_keys FOR EACH ROW EXECUTE FUNCTION canary()`);
    const body = { name: CANARIES[0], scopes: ['library:read'] };
    await assert.rejects(admin.post('/api/v1/api-keys', body), / 500: .*"internal"/);
    const report = await eventually(async () => (await received()).find(({ url }) => url.includes('/envelope/')));
    assert.equal(report.url, '/sub/api/77/envelope/');
    assert.match(report.headers['x-sentry-auth'], /sentry_key=dsn-key-0123456789/);
    const [head, item, event] = report.body.split('\n').map((line) => JSON.parse(line));
    assert.deepEqual([item.type, head.event_id], ['event', event.event_id]);
    const [exception] = event.exception.values.slice(-1);
    assert.match(exception.value, /^no \[quoted\] at /);
    assert.ok(
      exception.stacktrace.frames.some(({ in_app, filename }) => in_app && filename.startsWith('dist/server/')),
    );
    const logged = lines(api).find(({ msg, code }) => msg === 'Request failed' && code === 'internal');
    assert.equal(event.tags.request_id, logged.requestId);
  });

  it('no secret, person, title, address or path leaves', async () => {
    await typeSecrets();
    const sent = JSON.stringify(
      (await received()).map(({ headers, body }) => [headers.cookie, headers['x-plex-token'], body]),
    );
    const rows = await stack.sql(`SELECT title FROM media_items WHERE length(title) > 6`);
    const people = await stack.sql(`SELECT username, email FROM users`);
    const session = decodeURIComponent(admin.cookies.get('sp_session'));
    const words = [
      ...CANARIES,
      ...rows.map(({ title }) => title),
      ...people.flatMap(({ username, email }) => [username.length > 4 && username, email]),
      ...[session, admin.cookies.get('XSRF-TOKEN'), stack.folder, process.cwd(), '127.0.0.1', 'dsn-key', 'otlp-key'],
    ].filter(Boolean);
    assert.ok(words.length > 100);
    assert.deepEqual(words.filter((word) => sent.includes(word)), []); // prettier-ignore
    const traces = (await received()).filter(({ url }) => url === '/v1/traces');
    assert.ok(traces.every(({ headers }) => headers['x-collector-key'] === 'otlp-key-0123456789'));
    for (const key of ['dsn-key-0123456789', 'otlp-key-0123456789', ...CANARIES.slice(2, 3)]) {
      assert.ok(!log(api).includes(key) && !log(worker).includes(key), `${key} is in a log`);
    }
  });

  it('a destination that refuses or is gone harms nobody, and is told of once', async () => {
    await fetch(`${collector.url}/refuse`, { method: 'POST', body: '{"status":500}' });
    for (let i = 0; i < 20; i++) await admin.get('/api/v1/auth/session');
    await eventually(() => log(api).includes('Traces could not be delivered'));
    await collector.kill();
    for (let i = 0; i < 20; i++) await admin.get('/api/v1/auth/session');
    await sleep(6_000);
    assert.equal(log(api).split('Traces could not be delivered').length - 1, 1);
    assert.equal(await api.stop(), 0);
    assert.equal(await worker.stop(), 0);
  });
});
