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
