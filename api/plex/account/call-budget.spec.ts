import { isPlexFault, type PlexError } from '../plex.errors';
import { CallBudget } from './call-budget';

describe('CallBudget', () => {
  let budget: CallBudget;
  afterEach(() => budget.close());

  const startTimes = (calls: number) =>
    Promise.all(Array.from({ length: calls }, () => budget.take('/x').then(() => Date.now())));

  it('lets no more calls start in any second than it may, first come first served', async () => {
    budget = new CallBudget({ perSecond: 5 });
    const order: number[] = [];
    const times = await Promise.all(
      Array.from({ length: 12 }, (_, i) =>
        budget.take('/x').then(() => {
          order.push(i);
          return Date.now();
        }),
      ),
    );
    expect(order).toEqual([...order].sort((a, b) => a - b));
    for (const time of times) {
      expect(times.filter((other) => other >= time && other < time + 990).length).toBeLessThanOrEqual(5);
    }
  });

  it('refuses at once what would wait too long, and says for how long', async () => {
    budget = new CallBudget({ perSecond: 1, maxWaitMs: 1_500 });
    const calls = Array.from({ length: 5 }, () => budget.take('/x').catch((error: unknown) => error as PlexError));
    const refused = (await Promise.all(calls)).filter((error) => isPlexFault(error, 'busy'));
    expect(refused.length).toBeGreaterThanOrEqual(2);
    expect((refused[0] as PlexError).retryAfterMs).toBeGreaterThanOrEqual(1_000);
  });

  it('holds everyone during a pause, those in line too', async () => {
    budget = new CallBudget({ perSecond: 2 });
    const startedAt = Date.now();
    const early = startTimes(2);
    const line = startTimes(2);
    budget.pause(1_500);
    const late = startTimes(1);
    expect(Math.max(...(await early)) - startedAt).toBeLessThan(100);
    expect(Math.min(...(await line), ...(await late)) - startedAt).toBeGreaterThanOrEqual(1_450);
  });

  it('refuses those in line when a pause outlasts their patience', async () => {
    budget = new CallBudget({ perSecond: 1, maxWaitMs: 300 });
    budget.pause(200);
    const waiting = budget.take('/x');
    budget.pause(5_000);
    await expect(waiting).rejects.toMatchObject({ fault: 'busy' });
    await expect(budget.take('/x')).rejects.toMatchObject({ fault: 'busy' });
  });
});
