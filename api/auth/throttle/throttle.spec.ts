import { setTimeout as sleep } from 'node:timers/promises';
import {
  createTestApp,
  createTestDatabase,
  eventually,
  ForgetfulProxy,
  hasRedis,
  startRedis,
  type TestRedis,
} from '../../testing';
import type { Browser } from '../testing/browser';
import { OWNER, People, SETUP_CODE, type ProblemBody } from '../testing/people';
import { ScriptedPlex } from '../testing/scripted-plex';

let plex: ScriptedPlex;
let database: Awaited<ReturnType<typeof createTestDatabase>>;
const apps: Awaited<ReturnType<typeof createTestApp>>[] = [];

beforeAll(async () => {
  plex = new ScriptedPlex();
  await plex.start();
});
afterAll(() => plex.stop());
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(async () => {
  await Promise.all(apps.splice(0).map((app) => app.close()));
  await database.drop();
});

async function start(env: Record<string, string>) {
  const app = await createTestApp({ databaseUrl: database.url, plexTvUrl: plex.url, env: { SETUP_CODE, ...env } });
  apps.push(app);
  return { url: app.url, people: new People(app.url, plex, database.database) };
}

const statuses = async (times: number, send: () => Promise<{ status: number }>) => {
  const seen: number[] = [];
  for (let i = 0; i < times; i++) seen.push((await send()).status);
  return seen;
};

it('lets a session send so many requests a minute, and says when to come back', async () => {
  const { people } = await start({ THROTTLE_PER_MINUTE: '8' });
  const { browser } = await people.signIn(OWNER, SETUP_CODE);
  expect(await statuses(9, () => browser.get('/auth/session'))).toEqual([...Array<number>(8).fill(200), 429]);
  const { body, headers } = await browser.get<ProblemBody>('/auth/sessions');
  expect(body.code).toBe('too-many-requests');
  expect(Number(headers.get('retry-after'))).toBeGreaterThan(50);
  expect(Number(headers.get('retry-after'))).toBeLessThanOrEqual(60);
});

it('says with every answer how much is left, the refused one included', async () => {
  const { people } = await start({ THROTTLE_PER_MINUTE: '8', THROTTLE_AUTH_PER_MINUTE: '2' });
  const { browser } = await people.signIn(OWNER, SETUP_CODE);
  const told = ({ status, headers }: { status: number; headers: Headers }) => [
    status,
    ...['limit', 'remaining'].map((name) => headers.get(`x-ratelimit-${name}`)),
    Number(headers.get('x-ratelimit-reset')) > 50,
  ];
  for (const left of ['7', '6', '5', '4', '3', '2', '1', '0'])
    expect(told(await browser.get('/auth/session'))).toEqual([200, '8', left, true]);
  expect(told(await browser.get('/auth/session'))).toEqual([429, '8', '0', true]);
  const other = people.browser();
  await other.get('/auth/csrf');
  expect(told(await other.post('/auth/plex/pins'))).toEqual([201, '2', '0', true]);
  expect(told(await other.post('/auth/plex/pins'))).toEqual([429, '2', '0', true]);
});

it('counts sessions apart from each other and from their address', async () => {
  const { people } = await start({ THROTTLE_PER_MINUTE: '8' });
  const first = await people.signIn(OWNER, SETUP_CODE);
  const second = await people.signIn(OWNER);
  await statuses(9, () => first.browser.get('/auth/session'));
  expect((await second.browser.get('/auth/session')).status).toBe(200);
});

it('counts by address who has no session, whatever cookie they make up', async () => {
  const { people } = await start({ THROTTLE_PER_MINUTE: '8' });
  const guess = (browser: Browser) => {
    browser.setCookie('sp_session', Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64url'));
    return browser.get('/auth/session');
  };
  expect(await statuses(9, () => guess(people.browser()))).toEqual([...Array<number>(8).fill(401), 429]);
});

it('lets a person ask so many questions a minute, by whatever session or key', async () => {
  const { url, people } = await start({ THROTTLE_AI_PER_MINUTE: '3' });
  const [first, second] = [await people.signIn(OWNER, SETUP_CODE), await people.signIn(OWNER)];
  const ask = ({ browser }: typeof first) => browser.post<ProblemBody>('/ai/questions', { text: 'films' });
  expect(await statuses(2, () => ask(first))).toEqual([200, 200]);
  const last = await ask(second);
  expect([last.status, last.headers.get('x-ratelimit-limit'), last.headers.get('x-ratelimit-remaining')]).toEqual([
    200,
    '3',
    '0',
  ]);
  const { status, body, headers } = await ask(first);
  expect([status, body.code]).toEqual([429, 'too-many-requests']);
  expect(Number(headers.get('retry-after'))).toBeGreaterThan(50);
  const { body: made } = await first.browser.post<{ key: string }>('/api-keys', { name: 'k', scopes: ['ai:use'] });
  const byKey = await fetch(`${url}/api/v1/ai/questions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${made.key}`, 'content-type': 'application/json' },
    body: '{"text":"films"}',
  });
  expect(byKey.status).toBe(429);
  expect((await second.browser.post('/ai/analyses', {})).status).toBe(429);
  expect((await second.browser.post('/ai/conversations/nobody/messages', { text: 'films' })).status).toBe(429);
});

it('counts no page load as a question', async () => {
  const { people } = await start({ THROTTLE_AI_PER_MINUTE: '1' });
  const { browser } = await people.signIn(OWNER, SETUP_CODE);
  expect(await statuses(30, () => browser.get('/ai/recommendations'))).toEqual(Array<number>(30).fill(200));
  expect((await browser.get('/ai/status')).status).toBe(200);
});

it('counts what is read without signing in, the description of the API among it', async () => {
  const { url } = await start({ THROTTLE_PER_MINUTE: '8' });
  const read = () => fetch(`${url}/api/openapi.json`);
  expect(await statuses(9, read)).toEqual([...Array<number>(8).fill(200), 429]);
  expect((await fetch(`${url}/api/docs`)).status).toBe(429);
  expect((await fetch(`${url}/api/v1/setup`)).status).toBe(429);
});

it('never counts probes', async () => {
  const { url } = await start({ THROTTLE_PER_MINUTE: '3' });
  expect(await statuses(10, () => fetch(`${url}/health/live`))).toEqual(Array<number>(10).fill(200));
});

it('lets an address start so many sign-ins a minute', async () => {
  const { people } = await start({ THROTTLE_AUTH_PER_MINUTE: '3' });
  const browser = people.browser();
  await browser.get('/auth/csrf');
  expect(await statuses(4, () => browser.post('/auth/plex/pins'))).toEqual([201, 201, 201, 429]);
  const made = await database.database.rows('SELECT 1 FROM sign_in_pins');
  expect(made).toHaveLength(3);
});

it('does not count the polling of a browser that waits', async () => {
  const { people } = await start({ THROTTLE_AUTH_PER_MINUTE: '2' });
  const { browser, pin } = await people.start();
  expect(await statuses(30, () => people.claim(browser, pin))).toEqual(Array<number>(30).fill(202));
  plex.approve(pin.code, OWNER);
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  expect((await people.claim(browser, pin, SETUP_CODE)).status).toBe(200);
});

it('counts claims with a wrong set-up code, and then refuses the right one too', async () => {
  const { people } = await start({ THROTTLE_AUTH_PER_MINUTE: '4' });
  const { browser, pin } = await people.signIn(OWNER);
  expect(await statuses(3, () => people.claim(browser, pin, 'wrong'))).toEqual([403, 403, 403]);
  const { status, body } = await people.claim(browser, pin, SETUP_CODE);
  expect([status, body.code]).toEqual([429, 'too-many-requests']);
});

it("counts guesses of other people's PINs", async () => {
  const { people } = await start({ THROTTLE_AUTH_PER_MINUTE: '4' });
  const { browser, pin } = await people.start();
  const guess = () => people.claim(browser, { ...pin, id: crypto.randomUUID() });
  expect(await statuses(4, guess)).toEqual([404, 404, 404, 429]);
});

(hasRedis() ? describe : describe.skip)('with Redis', () => {
  let redis: TestRedis;
  beforeEach(async () => {
    redis = await startRedis();
  });
  afterEach(() => redis.remove());

  it('counts for all replicas together', async () => {
    const env = { THROTTLE_PER_MINUTE: '8', REDIS_URL: redis.url };
    const [first, second] = [await start(env), await start(env)];
    const browser = first.people.browser();
    const elsewhere = second.people.browser();
    expect(await statuses(4, () => browser.get('/setup'))).toEqual([200, 200, 200, 200]);
    expect(await statuses(5, () => elsewhere.get('/setup'))).toEqual([200, 200, 200, 200, 429]);
    expect((await browser.get('/setup')).status).toBe(429);
  });

  it('counts together again, and is ready again, after its connections were forgotten without a word', async () => {
    const proxy = await ForgetfulProxy.to(redis.url);
    const limit = { THROTTLE_PER_MINUTE: '1000' };
    const near = (await start({ ...limit, REDIS_URL: redis.url })).people.browser();
    const { people, url } = await start({ ...limit, REDIS_URL: proxy.url });
    const far = people.browser();
    const left = async () => Number((await far.get('/setup')).headers.get('x-ratelimit-remaining'));
    const countsTogether = async () => {
      const before = await left();
      await near.get('/setup');
      return before - (await left()) === 2;
    };
    const isReady = async () => (await fetch(`${url}/health/ready`)).ok;
    // Its connection may be a moment in the making.
    await eventually(async () => expect([await countsTogether(), await isReady()]).toEqual([true, true]));
    proxy.forget();
    expect(await countsTogether()).toBe(false);
    for (let tries = 0; tries < 100 && !((await countsTogether()) && (await isReady())); tries++) await sleep(100);
    expect([await countsTogether(), await isReady()]).toEqual([true, true]);
    proxy.close();
  });

  it('goes on answering and counting while Redis is away', async () => {
    const { people } = await start({ THROTTLE_PER_MINUTE: '8', REDIS_URL: redis.url });
    const browser = people.browser();
    expect((await browser.get('/setup')).status).toBe(200);
    await redis.stop();
    expect(await statuses(9, () => browser.get('/setup'))).toEqual([...Array<number>(8).fill(200), 429]);
  });
});
