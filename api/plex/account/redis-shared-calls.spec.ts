import { setTimeout as sleep } from 'node:timers/promises';
import { hasRedis, startRedis, type TestRedis } from '../../testing';
import { CallBudget, type SharedCalls } from './call-budget';
import { RedisSharedCalls } from './redis-shared-calls';

/** Each call was let start at some moment between the two. */
interface Start {
  askedAt: number;
  knownAt: number;
}

(hasRedis() ? describe : describe.skip)('two processes on one Redis', () => {
  let redis: TestRedis;
  let counts: RedisSharedCalls[] = [];
  let budgets: CallBudget[] = [];
  let starts: Start[] = [];

  beforeAll(async () => {
    redis = await startRedis();
  });
  afterEach(async () => {
    budgets.forEach((budget) => budget.close());
    // Whatever a test did to it, the next one finds it fresh.
    await redis.stop();
    await redis.start();
  });
  afterAll(() => redis?.remove());

  async function begin(maxWaitMs: number, answersWithinMs?: number): Promise<void> {
    counts = [0, 1].map(() => new RedisSharedCalls(redis.url, answersWithinMs));
    budgets = counts.map((calls) => new CallBudget({ perSecond: 3, maxWaitMs, shared: noting(calls) }));
    await connected();
  }
  /** Where Redis is there: an answer that comes late is none that Redis did not give. */
  const beginPatiently = () => begin(60_000, 30_000);

  /** Until both count there: a pause that one was told holds the other. */
  async function connected(): Promise<void> {
    const [here, there] = counts;
    for (let tried = 0; tried < 200; tried++) {
      here!.pause(50);
      if ((await there!.start(1_000, 1)) > 0) break;
      await sleep(20);
    }
    await sleep(60);
    await redis.flush();
  }

  const noting = (calls: RedisSharedCalls): SharedCalls => ({
    start: async (perSecond, windowMs) => {
      const askedAt = Date.now();
      const waitMs = await calls.start(perSecond, windowMs);
      if (waitMs === 0) starts.push({ askedAt, knownAt: Date.now() });
      return waitMs;
    },
    pause: (ms) => calls.pause(ms),
    close: () => calls.close(),
  });

  const startTimes = (calls: number) =>
    Promise.all(
      budgets.flatMap((budget) => Array.from({ length: calls }, () => budget.take('/x').then(() => Date.now()))),
    );

  /** Those that were certainly let start in one second: slowness of ours makes none of them certain. */
  const mostInASecond = () =>
    Math.max(
      ...starts.map(
        ({ askedAt: from }) => starts.filter(({ askedAt, knownAt }) => askedAt >= from && knownAt < from + 990).length,
      ),
    );

  /** Three in each window of 1,100 ms, of which Redis may cut off a millisecond. Slowness of ours only adds to it. */
  async function expectSharedPace(callsOfEach: number): Promise<void> {
    starts = [];
    const from = Date.now();
    const times = (await startTimes(callsOfEach)).sort((a, b) => a - b);
    times.forEach((time, nth) => expect(time - from).toBeGreaterThanOrEqual(Math.floor(nth / 3) * 1_099));
    expect(starts).toHaveLength(times.length);
    expect(mostInASecond()).toBeLessThanOrEqual(3);
  }

  it('start no more calls in any second than one of them may', async () => {
    await beginPatiently();
    await expectSharedPace(5);
  });

  it('both wait where plex.tv asked one of them to', async () => {
    await beginPatiently();
    const startedAt = Date.now();
    budgets[0]!.pause(1_500);
    await sleep(50);
    await budgets[1]!.take('/x');
    expect(Date.now() - startedAt).toBeGreaterThanOrEqual(1_450);
  });

  it.each([
    ['is away', () => redis.stop()],
    ['answers nothing', () => Promise.resolve(redis.freeze())],
  ])('count for themselves while it %s', async (_, lose) => {
    await begin(8_000);
    await lose();
    const times = await startTimes(3);
    expect(Math.max(...times) - Math.min(...times)).toBeLessThan(4_000);
    await expect(Promise.all(budgets.map((budget) => budget.take('/x')))).resolves.toHaveLength(2);
  });

  it('count together again once it is back', async () => {
    await beginPatiently();
    await redis.stop();
    await startTimes(1);
    await redis.start();
    await connected();
    await expectSharedPace(4);
  });
});
