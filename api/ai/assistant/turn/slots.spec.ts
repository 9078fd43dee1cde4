import { setTimeout as sleep } from 'node:timers/promises';
import { Slots } from './slots';

it('lets no more work at once than there are slots, in the order of asking, whatever fails', async () => {
  const slots = new Slots(2);
  let running = 0;
  let most = 0;
  const begun: number[] = [];
  const work = async (number: number): Promise<number> => {
    begun.push(number);
    most = Math.max(most, ++running);
    await sleep(5);
    running--;
    if (number === 1) throw new Error('failed');
    return number;
  };
  const ended = await Promise.allSettled([0, 1, 2, 3, 4].map((number) => slots.run(() => work(number))));
  expect(most).toBe(2);
  expect(begun).toEqual([0, 1, 2, 3, 4]);
  expect(ended.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled', 'fulfilled']);
  await expect(slots.run(() => work(5))).resolves.toBe(5);
});
