import { setTimeout as sleep } from 'node:timers/promises';
import { SharedRead } from './shared-read';

describe('a shared read', () => {
  it('is one for all who ask at once', async () => {
    let reads = 0;
    const shared = new SharedRead(async () => ++reads);
    expect(await Promise.all([shared.get(), shared.get(), shared.get()])).toEqual([1, 1, 1]);
    expect(await shared.get()).toBe(2);
  });

  it('never tells what was seen before somebody asked', async () => {
    let reads = 0;
    const shared = new SharedRead(async () => {
      const seen = ++reads;
      await sleep(20);
      return seen;
    });
    const first = shared.get();
    await sleep(5);
    expect(await Promise.all([first, shared.get(), shared.get()])).toEqual([1, 2, 2]);
  });

  it('fails for those who asked for it, and not for the next', async () => {
    let reads = 0;
    const shared = new SharedRead(async () => {
      if (++reads === 1) throw new Error('away');
      return reads;
    });
    const first = shared.get();
    await expect(first).rejects.toThrow('away');
    expect(await shared.get()).toBe(2);
  });
});
