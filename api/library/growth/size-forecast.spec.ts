import { forecastOf, type SizeDay } from './size-forecast';

const TODAY = '2026-03-31';

/** So many days up to today, of these sizes. */
function days(sizes: readonly number[], change: Partial<SizeDay> = {}): SizeDay[] {
  return sizes.map((sizeBytes, i) => ({
    date: new Date(Date.parse(TODAY) - (sizes.length - 1 - i) * 86_400_000).toISOString().slice(0, 10),
    sizeBytes,
    itemCount: 1,
    leafCount: 1,
    derived: false,
    measured: true,
    ...change,
  }));
}

describe('the forecast of a size', () => {
  it('goes on along a straight line, without any doubt where nothing strayed from it', () => {
    const forecast = forecastOf(days(Array.from({ length: 20 }, (_, i) => 1000 + i * 10)), TODAY)!;
    expect(forecast.days).toBe(20);
    expect(forecast.bytesPerDay).toBeCloseTo(10);
    expect(forecast.points).toEqual([
      { inDays: 30, date: '2026-04-30', sizeBytes: 1490, lowBytes: 1490, highBytes: 1490 },
      { inDays: 90, date: '2026-06-29', sizeBytes: 2090, lowBytes: 2090, highBytes: 2090 },
    ]);
  });

  it('has a range that holds what strayed, and widens with the days', () => {
    const forecast = forecastOf(
      days(Array.from({ length: 40 }, (_, i) => 1_000_000 + (i % 2 === 0 ? 500 : -500))),
      TODAY,
    )!;
    const [near, far] = forecast.points.map(({ lowBytes, highBytes }) => highBytes - lowBytes);
    expect(near).toBeGreaterThan(1000);
    expect(far).toBeGreaterThan(near);
  });

  it('never falls below nothing', () => {
    const forecast = forecastOf(days(Array.from({ length: 15 }, (_, i) => 1500 - i * 100)), TODAY)!;
    expect(forecast.bytesPerDay).toBeCloseTo(-100);
    expect(forecast.points[1]).toMatchObject({ sizeBytes: 0, lowBytes: 0, highBytes: 0 });
  });

  it('is none with fewer than 14 measured days, however many are derived or carried on', () => {
    const thirteen = days(Array.from({ length: 13 }, () => 1));
    expect(forecastOf(thirteen, TODAY)).toBeNull();
    expect(forecastOf([], TODAY)).toBeNull();
    expect(
      forecastOf(
        days(
          Array.from({ length: 90 }, () => 1),
          { derived: true },
        ),
        TODAY,
      ),
    ).toBeNull();
    expect(
      forecastOf(
        days(
          Array.from({ length: 90 }, () => 1),
          { measured: false },
        ),
        TODAY,
      ),
    ).toBeNull();
  });
});
