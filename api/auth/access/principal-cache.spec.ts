import type { Principal } from '../../common';
import { InProcessBroadcast } from '../../infra/broadcast/in-process-broadcast';
import { PrincipalCache } from './principal-cache';

const user = (userId: string, sessionId: string): Principal => ({
  kind: 'user',
  userId,
  plexAccountId: '1',
  role: 'user',
  sessionId,
});
const apiKey = (userId: string, apiKeyId: string): Principal => ({
  kind: 'api-key',
  apiKeyId,
  userId,
  plexAccountId: '1',
  role: 'admin',
  scopes: ['library:read'],
});
const inAnHour = () => new Date(Date.now() + 3_600_000);

/** Counts how often the database would have been asked. */
function loader(principal: Principal | null, validUntil = inAnHour()) {
  const load = { calls: 0, run: () => (load.calls++, Promise.resolve(principal && { principal, validUntil })) };
  return load;
}

let broadcast: InProcessBroadcast;
let cache: PrincipalCache;
beforeEach(() => {
  broadcast = new InProcessBroadcast();
  cache = new PrincipalCache(broadcast);
});
afterEach(() => jest.restoreAllMocks());

test('a principal is loaded once and believed for at most five seconds', async () => {
  const clock = jest.spyOn(performance, 'now');
  const start = performance.now();
  clock.mockReturnValue(start);
  const load = loader(user('u', 's'));
  await cache.get('key', load.run);
  await cache.get('key', load.run);
  expect(load.calls).toBe(1);
  clock.mockReturnValue(start + 4_900);
  await cache.get('key', load.run);
  expect(load.calls).toBe(1);
  clock.mockReturnValue(start + 5_100);
  await new Promise((resolve) => setTimeout(resolve, 5));
  await cache.get('key', load.run);
  expect(load.calls).toBe(2);
});

test('nobody is not remembered, so that a new session works at once', async () => {
  const load = loader(null);
  expect(await cache.get('key', load.run)).toBeNull();
  await cache.get('key', load.run);
  expect(load.calls).toBe(2);
});

test('a session that is over by now is not kept', async () => {
  const load = loader(user('u', 's'), new Date(Date.now() - 1));
  await cache.get('key', load.run);
  await cache.get('key', load.run);
  expect(load.calls).toBe(2);
});

test.each([
  ['a session', { sessionId: 's1' }, ['s1']],
  ['a key', { apiKeyId: 'k1' }, ['k1']],
  ['a user', { userId: 'u1' }, ['s1', 's2', 'k1']],
])('a change of %s voids what it concerns and nothing else', async (_, change, voided) => {
  const principals = {
    s1: user('u1', 's1'),
    s2: user('u1', 's2'),
    k1: apiKey('u1', 'k1'),
    s3: user('u2', 's3'),
    k2: apiKey('u2', 'k2'),
  };
  const loads = Object.entries(principals).map(([name, principal]) => ({ name, load: loader(principal) }));
  for (const { name, load } of loads) await cache.get(name, load.run);
  cache.invalidate(change);
  for (const { name, load } of loads) await cache.get(name, load.run);
  expect(loads.filter(({ load }) => load.calls === 2).map(({ name }) => name)).toEqual(voided);
});

test('a change in another process voids the principal here', async () => {
  const elsewhere = new PrincipalCache(broadcast);
  const load = loader(user('u', 's'));
  await cache.get('key', load.run);
  elsewhere.invalidate({ sessionId: 's' });
  await new Promise(setImmediate);
  await cache.get('key', load.run);
  expect(load.calls).toBe(2);
});

test('an answer that was read before the change is not kept', async () => {
  let answer: (value: { principal: Principal; validUntil: Date }) => void = () => undefined;
  const slow = cache.get('key', () => new Promise((resolve) => (answer = resolve)));
  cache.invalidate({ sessionId: 's' });
  answer({ principal: user('u', 's'), validUntil: inAnHour() });
  await slow;
  const load = loader(null);
  expect(await cache.get('key', load.run)).toBeNull();
});
