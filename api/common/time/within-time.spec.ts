import { setTimeout as sleep } from 'node:timers/promises';
import { withinTime } from './within-time';

const late = () => {
  throw new Error('too late');
};

describe('work within time', () => {
  it('answers, and fails, as it does by itself', async () => {
    await expect(withinTime(Promise.resolve(7), 1_000, late)).resolves.toBe(7);
    await expect(withinTime(Promise.reject(new Error('own')), 1_000, late)).rejects.toThrow('own');
  });

  it('is answered for, or refused, when it takes too long', async () => {
    await expect(withinTime(sleep(1_000, 7), 20, () => 8)).resolves.toBe(8);
    await expect(withinTime(sleep(1_000, 7), 20, late)).rejects.toThrow('too late');
  });

  it('may fail afterwards without anybody hearing of it', async () => {
    const failing = sleep(60).then(late);
    await expect(withinTime(failing, 20, () => 8)).resolves.toBe(8);
    await sleep(80);
  });
});
