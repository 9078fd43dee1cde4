import { DAY_MS, spansOf } from './stats-period';

describe('a period and the one before', () => {
  it.each([
    ['7d', 7],
    ['30d', 30],
    ['90d', 90],
    ['1y', 365],
  ] as const)('%s are as long as each other, whenever it is', (period, days) => {
    for (const at of ['00:00:00.000', '00:00:00.001', '02:30:00.000', '23:59:59.999']) {
      // The clocks of Europe go forward on this night.
      const now = new Date(`2026-03-29T${at}Z`);
      const { current, previous } = spansOf(period, now, null);
      expect(current.from.getTime() % DAY_MS).toBe(0);
      expect(current.to).toEqual(now);
      for (const edge of ['from', 'to'] as const)
        expect(current[edge].getTime() - previous![edge].getTime()).toBe(days * DAY_MS);
      const left = current.from.getTime() - previous!.to.getTime();
      expect(left).toBe(DAY_MS - (now.getTime() % DAY_MS));
    }
  });

  it('nothing precedes all of time', () => {
    const now = new Date('2026-03-29T02:30:00Z');
    const first = new Date('2020-02-03T04:05:06Z');
    expect(spansOf('all', now, first)).toEqual({
      current: { from: new Date('2020-02-03T00:00:00Z'), to: now },
      previous: null,
    });
  });
});
