// How often somebody may call, who counts as one caller, and what the others notice.
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { call } from '../caller.mjs';

const LIMIT = 40;
const SIGN_INS = 6;
/** The median: a machine that tests on two cores pauses everybody now and then. */
const MOST_WAIT_MS = 500;
const QUESTIONS = 5;
const ENV = {
  THROTTLE_PER_MINUTE: String(LIMIT),
  THROTTLE_AUTH_PER_MINUTE: String(SIGN_INS),
  THROTTLE_AI_PER_MINUTE: String(QUESTIONS),
};

/** On processes of their own: their limits are low. */
export async function limitAttacks(world, report) {
  const proxied = await world.product('proxied', { ...ENV, TRUST_PROXY: '1', LOG_FORMAT: 'pretty' });
  await proxied.signIn('ada', 'ben');
  await ofCallers(proxied, report);
  await ofQuestions(proxied, report);
  await ofAddresses(proxied, report);
  await ofTerminals(proxied, report);
  await proxied.stop();
  const direct = await world.product('direct', ENV);
  await ofForgers(direct, report);
  await direct.stop();
}

const session = async (product, name) => ({ cookies: (await product.session(product.people[name].id)).cookies });

async function ofCallers(product, report) {
  const get = (caller, path = 'auth/session') => call(`${product.url}/api/v1/${path}`, 'GET', { caller });

  await report.attack('every answer says how much is left, and the one too many when to come back', async () => {
    const caller = await session(product, 'ben');
    for (let left = LIMIT - 1; left >= 0; left--) expectLeft(await get(caller), 200, { limit: LIMIT, left });
    const refused = await get(caller);
    expectLeft(refused, 429, { limit: LIMIT, left: 0 });
    expectRetry(refused);
    expectRetry(await get(caller, 'library/sections'));
  });

  await report.attack('a key is counted apart from its maker, and from other keys', async () => {
    const admin = await session(product, 'ada');
    const make = () =>
      call(`${product.url}/api/v1/api-keys`, 'POST', { caller: admin, body: { name: 'k', scopes: ['library:read'] } });
    const [first, second] = [(await make()).body, (await make()).body];
    await flood(() => get({ key: first.key }, 'library/items?limit=1'), LIMIT + 1);
    assert.equal((await get({ key: first.key }, 'library/items?limit=1')).status, 429);
    assert.equal((await get({ key: second.key }, 'library/items?limit=1')).status, 200);
    assert.equal((await get(admin)).status, 200);
  });

  await report.attack('ten times its limit by one client leaves another its answers', async () => {
    const [greedy, modest] = [await session(product, 'ben'), await session(product, 'ada')];
    const flooding = flood(() => get(greedy, 'library/items?limit=50'), LIMIT * 10);
    const waits = [];
    for (let i = 0; i < 20; i++) {
      const { status, ms } = await get(modest);
      assert.equal(status, 200);
      waits.push(ms);
      await sleep(10);
    }
    const statuses = await flooding;
    assert.equal(statuses.filter((status) => status === 200).length, LIMIT);
    assert.equal(statuses.filter((status) => status === 429).length, LIMIT * 9);
    const [usual, longest] = [waits.sort((a, b) => a - b)[10], Math.max(...waits)].map(Math.round);
    console.log(`  the other one waited ${usual} ms as a rule, ${longest} ms at most`);
    assert.ok(usual < MOST_WAIT_MS, `the other one waited ${usual} ms`);
  });
}

async function ofQuestions(product, report) {
  await report.attack('questions have a limit of their own, one for all sessions of a person', async () => {
    const ask = (caller) =>
      call(`${product.url}/api/v1/ai/questions`, 'POST', { caller, body: { text: 'unwatched films' } });
    const sessions = [await session(product, 'ben'), await session(product, 'ben')];
    for (let left = QUESTIONS - 1; left >= 0; left--)
      expectLeft(await ask(sessions[left % 2]), 200, { limit: QUESTIONS, left });
    for (const caller of [...sessions, await session(product, 'ben')]) {
      const refused = await ask(caller);
      expectLeft(refused, 429, { limit: QUESTIONS, left: 0 });
      expectRetry(refused);
    }
    assert.equal((await ask(await session(product, 'ada'))).status, 200);
  });
}

async function ofAddresses(product, report) {
  await report.attack('behind a trusted proxy the address is the one that it adds, and no other', async () => {
    const ask = (chain) => call(`${product.url}/api/v1/setup`, 'GET', { headers: { 'x-forwarded-for': chain } });
    for (let i = 0; i < LIMIT; i++) assert.equal((await ask(`198.51.100.${i}, 203.0.113.5`)).status, 200);
    expectRetry(await ask('192.0.2.77, 203.0.113.5'));
    expectRetry(await ask('203.0.113.5'));
    assert.equal((await ask('203.0.113.5, 203.0.113.6')).status, 200);
    for (let i = 0; i < LIMIT; i++) await ask(`2001:db8:1:2::${i.toString(16)}`);
    expectRetry(await ask('2001:db8:1:2:ffff::1'));
    assert.equal((await ask('2001:db8:1:3::1')).status, 200);
  });

  await report.attack('the limit of sign-ins is its own, and says so too', async () => {
    const cookies = await product.withCsrf('');
    const start = (from) =>
      call(`${product.url}/api/v1/auth/plex/pins`, 'POST', {
        caller: { cookies },
        headers: { 'x-forwarded-for': from },
      });
    for (let left = SIGN_INS - 1; left >= 0; left--)
      expectLeft(await start('203.0.113.20'), 201, { limit: SIGN_INS, left });
    const refused = await start('198.51.100.1, 203.0.113.20');
    expectLeft(refused, 429, { limit: SIGN_INS, left: 0 });
    expectRetry(refused);
    assert.equal((await start('203.0.113.21')).status, 201);
  });

  await report.attack('a port behind a forwarded address, or no address at all, makes nobody another', async () => {
    const ask = (chain) => call(`${product.url}/api/v1/setup`, 'GET', { headers: { 'x-forwarded-for': chain } });
    for (let i = 0; i < LIMIT; i++) assert.equal((await ask(`203.0.113.50:${1000 + i}`)).status, 200);
    expectRetry(await ask('203.0.113.50:4711'));
    expectRetry(await ask('203.0.113.50'));
    for (let i = 0; i <= LIMIT; i++) await ask(`[2001:db8:9::1]:${1000 + i}`);
    expectRetry(await ask('2001:db8:9::1'));
    for (let i = 0; i <= LIMIT; i++) await ask(`nowhere-${i}`);
    expectRetry(await ask('<script>'));
  });
}

async function ofTerminals(product, report) {
  await report.attack('the log for people shows nobody else’s colours', async () => {
    await call(`${product.url}/api/v1/INJECTED/%1b[31mINJECTED`, 'GET', {
      headers: { 'x-forwarded-for': '\x80\x9b31mINJECTED' },
    });
    const said = product.log();
    assert.ok(said.includes('INJECTED'), 'what was tried is in the log');
    assert.doesNotMatch(said, /\x1b\[31mINJECTED|\x9b31m/);
  });
}

async function ofForgers(product, report) {
  await report.attack('without a trusted proxy nobody is believed who says where they come from', async () => {
    const names = ['x-forwarded-for', 'x-real-ip', 'forwarded', 'true-client-ip', 'cf-connecting-ip', 'x-client-ip'];
    const ask = (i) => {
      const headers = Object.fromEntries(
        names.map((name) => [name, `${name === 'forwarded' ? 'for=' : ''}198.51.100.${i}`]),
      );
      return call(`${product.url}/api/v1/setup`, 'GET', { headers });
    };
    const statuses = [];
    for (let i = 0; i < LIMIT + 5; i++) statuses.push((await ask(i)).status);
    assert.equal(statuses.filter((status) => status === 200).length, LIMIT);
    for (let i = 0; i < 20; i++) assert.equal((await call(`${product.url}/health/live`, 'GET')).status, 200);
  });
}

function expectLeft({ status, headers }, wanted, { limit, left }) {
  const said = ['x-ratelimit-limit', 'x-ratelimit-remaining'].map((name) => headers.get(name));
  assert.deepEqual([status, ...said], [wanted, String(limit), String(left)]);
  const reset = Number(headers.get('x-ratelimit-reset'));
  assert.ok(reset > 0 && reset <= 60, `the reset is ${headers.get('x-ratelimit-reset')}`);
}

function expectRetry({ status, headers, body }) {
  assert.deepEqual([status, body.code], [429, 'too-many-requests']);
  const seconds = Number(headers.get('retry-after'));
  assert.ok(Number.isInteger(seconds) && seconds > 0 && seconds <= 60, `Retry-After is ${headers.get('retry-after')}`);
}

/** Forty at a time, as fast as they are answered. */
async function flood(ask, times) {
  const statuses = [];
  const lane = async () => {
    while (times-- > 0) statuses.push((await ask()).status);
  };
  await Promise.all(Array.from({ length: 40 }, lane));
  return statuses;
}
