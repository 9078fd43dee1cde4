import { binSizeOf, binsOf, longWords, shortWords } from './day-bins';

/** So many days from a date on, each with one play more than the one before. */
function daysFrom(date: string, count: number) {
  return Array.from({ length: count }, (_, i) => ({
    date: new Date(Date.parse(date) + i * 86_400_000).toISOString().slice(0, 10),
    plays: i,
    durationMs: i * 60_000,
  }));
}

test.each([
  [7, 'day'],
  [90, 'day'],
  [365, 'week'],
  [553, 'week'],
  [900, 'month'],
] as const)('%d days are drawn by %s', (days, size) => {
  expect(binSizeOf(days)).toBe(size);
});

test('no period has more bars than a phone can show', () => {
  for (let days = 1; days < 3_000; days += 13)
    expect(binsOf(daysFrom('2018-01-03', days), binSizeOf(days)).length).toBeLessThanOrEqual(100);
});

test.each(['day', 'week', 'month'] as const)('nothing is lost or counted twice by %s', (size) => {
  const days = daysFrom('2025-12-17', 120);
  const bins = binsOf(days, size);
  expect(bins.reduce((sum, { plays }) => sum + plays, 0)).toBe((119 * 120) / 2);
  expect(bins.reduce((sum, { durationMs }) => sum + durationMs, 0)).toBe(((119 * 120) / 2) * 60_000);
  expect(bins.reduce((sum, bin) => sum + bin.days, 0)).toBe(120);
  expect([bins[0].from, bins.at(-1)!.to]).toEqual(['2025-12-17', '2026-04-15']);
});

test('weeks begin on Monday, and a week that was cut says which days it has', () => {
  const bins = binsOf(daysFrom('2026-11-12', 14), 'week');
  expect(bins.map(({ from, to, days }) => [from, to, days])).toEqual([
    ['2026-11-12', '2026-11-15', 4],
    ['2026-11-16', '2026-11-22', 7],
    ['2026-11-23', '2026-11-25', 3],
  ]);
  expect(longWords(bins[0])).toBe('Nov 12 – 15, 2026');
  expect(shortWords(bins[0], 'week')).toBe('Nov 12');
});

test('days and months by their names', () => {
  const [day] = binsOf(daysFrom('2026-03-01', 1), 'day');
  expect([longWords(day), shortWords(day, 'day')]).toEqual(['Sun, Mar 1, 2026', 'Mar 1']);
  const [month] = binsOf(daysFrom('2026-03-01', 31), 'month');
  expect([longWords(month), shortWords(month, 'month')]).toEqual(['Mar 1 – 31, 2026', 'Mar 2026']);
});
