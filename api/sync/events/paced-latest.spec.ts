import { PacedLatest } from './paced-latest';

describe('PacedLatest', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('lets the first value through at once and at most one in each interval after it', () => {
    const out: number[] = [];
    const paced = new PacedLatest<number>(250, (value) => out.push(value));
    for (let value = 0; value < 100; value++) {
      paced.push('run', value);
      jest.advanceTimersByTime(10);
    }
    expect(out[0]).toBe(0);
    expect(out.length).toBeGreaterThanOrEqual(4);
    expect(out.length).toBeLessThanOrEqual(5);
  });

  it('never drops the last value', () => {
    const out: string[] = [];
    const paced = new PacedLatest<string>(250, (value) => out.push(value));
    for (const value of ['queued', 'running', 'succeeded']) paced.push('run', value);
    jest.advanceTimersByTime(250);
    expect(out).toEqual(['queued', 'succeeded']);
  });

  it('paces each key on its own', () => {
    const out: string[] = [];
    const paced = new PacedLatest<string>(250, (value) => out.push(value));
    paced.push('a', 'a1');
    paced.push('b', 'b1');
    expect(out).toEqual(['a1', 'b1']);
  });

  it('sends nothing after it was closed', () => {
    const out: string[] = [];
    const paced = new PacedLatest<string>(250, (value) => out.push(value));
    paced.push('a', 'a1');
    paced.push('a', 'a2');
    paced.close();
    jest.advanceTimersByTime(1000);
    expect(out).toEqual(['a1']);
  });
});
