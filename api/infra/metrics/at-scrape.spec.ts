import { Gauge, Registry } from 'prom-client';
import { atScrape } from './at-scrape';

const values = async (read: () => Promise<number[]>, labelNames: string[] = []): Promise<string[]> => {
  const registry = new Registry();
  const gauge = new Gauge({ name: 'one', help: 'one', labelNames, registers: [registry] });
  atScrape(gauge, read, (value) => (labelNames.length > 0 ? gauge.set({ kind: 'a' }, value) : gauge.set(value)));
  await registry.metrics();
  return (await registry.metrics()).split('\n').filter((line) => line.startsWith('one'));
};

describe('a gauge that is read at each scrape', () => {
  it('tells what is read', async () => {
    expect(await values(() => Promise.resolve([7]))).toEqual(['one 7']);
    expect(await values(() => Promise.resolve([7]), ['kind'])).toEqual(['one{kind="a"} 7']);
  });

  it.each([
    ['there is none', () => Promise.resolve([])],
    ['it cannot be read', () => Promise.reject(new Error('away'))],
    [
      'reading throws',
      () => {
        throw new Error('closed');
      },
    ],
  ])('is absent where %s, with labels and without', async (_, read: () => Promise<number[]>) => {
    expect(await values(read)).toEqual([]);
    expect(await values(read, ['kind'])).toEqual([]);
  });
});
