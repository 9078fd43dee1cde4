import { ServerPatience } from './server-patience';

const OPTIONS = { waitMs: 5_000, pauseMs: 10_000 };

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['performance'] });
});
afterEach(() => {
  jest.useRealTimers();
});

test('whoever is quick enough is answered, and no timer is left', async () => {
  const patience = new ServerPatience(OPTIONS);
  expect(await patience.wait('a', Promise.resolve('poster'))).toBe('poster');
  await expect(patience.wait('a', Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(patience.isLeft('a')).toBe(true);
  expect(jest.getTimerCount()).toBe(0);
});

test('work that takes too long is not waited for, and its late failure troubles nobody', async () => {
  const patience = new ServerPatience(OPTIONS);
  let fail: (error: Error) => void = () => undefined;
  const waited = patience.wait('a', new Promise((_, reject) => (fail = reject)));
  await jest.advanceTimersByTimeAsync(OPTIONS.waitMs);
  expect(await waited).toBeNull();
  expect(patience.isLeft('a')).toBe(false);
  expect(patience.isLeft('b')).toBe(true);
  fail(new Error('late'));
  await jest.advanceTimersByTimeAsync(1);
});
