import { RateMeter } from './rate-meter';

describe('RateMeter', () => {
  it('says nothing before a second has passed', () => {
    let now = 0;
    const meter = new RateMeter(() => now);
    meter.add(500);
    now = 999;
    expect(meter.perSecond()).toBeNull();
  });

  it('measures over the time that has passed, and over ten seconds at most', () => {
    let now = 0;
    const meter = new RateMeter(() => now);
    for (now = 0; now < 4_000; now += 100) meter.add(100);
    expect(meter.perSecond()).toBe(1000);
    for (; now < 30_000; now += 100) meter.add(50);
    expect(meter.perSecond()).toBe(500);
  });

  it('falls to zero when nothing arrives any more', () => {
    let now = 0;
    const meter = new RateMeter(() => now);
    meter.add(10_000);
    now = 20_000;
    expect(meter.perSecond()).toBe(0);
  });
});
