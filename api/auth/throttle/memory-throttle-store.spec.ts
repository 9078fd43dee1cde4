import { AppConfig, readEnvironment } from '../../infra/config';
import { ThrottleCounter, THROTTLE_WINDOW_MS } from './throttle-counter';
import { MemoryThrottleStore } from './memory-throttle-store';

afterEach(() => jest.useRealTimers());

test('hits add up within a window and each key has its own', async () => {
  const store = new MemoryThrottleStore();
  await store.hit('a', 60_000);
  await store.hit('b', 60_000);
  expect(await store.hit('a', 60_000)).toMatchObject({ hits: 2 });
});

test('the count starts again when the window ends, and the window does not slide', async () => {
  jest.useFakeTimers();
  const store = new MemoryThrottleStore();
  expect(await store.hit('a', 60_000)).toEqual({ hits: 1, endsInMs: 60_000 });
  jest.advanceTimersByTime(59_000);
  expect(await store.hit('a', 60_000)).toEqual({ hits: 2, endsInMs: 1_000 });
  jest.advanceTimersByTime(1_000);
  expect(await store.hit('a', 60_000)).toEqual({ hits: 1, endsInMs: 60_000 });
});

test('peeking counts nothing', async () => {
  const store = new MemoryThrottleStore();
  expect(await store.peek('a')).toEqual({ hits: 0, endsInMs: 0 });
  await store.hit('a', 60_000);
  await store.peek('a');
  expect(await store.peek('a')).toMatchObject({ hits: 1 });
});

test('no window is told to be longer than it is', async () => {
  // (5000.1 + 60_000) - 5000.1 is a hair more than 60_000.
  const now = [...Array(10_000).keys()].map((i) => i + 0.1).find((at) => at + 60_000 - at > 60_000);
  jest.useFakeTimers({ now: 0 });
  jest.spyOn(performance, 'now').mockReturnValue(now ?? NaN);
  const counter = new ThrottleCounter(new AppConfig(readEnvironment({}), ''));
  expect(await counter.increment('a', THROTTLE_WINDOW_MS, 5)).toMatchObject({ timeToExpire: 60 });
});
