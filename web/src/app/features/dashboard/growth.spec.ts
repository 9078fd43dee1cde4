import { growthOf } from './growth';

const TB = 1_000_000_000_000;
const measured = { date: '2026-03-02', sizeBytes: 4.2 * TB, itemCount: 1_240, leafCount: 9_000, derived: false };
const derived = { ...measured, date: '2026-03-01', sizeBytes: 4.1 * TB, itemCount: 1_238, derived: true };
const expected = {
  inDays: 30,
  date: '2026-04-01',
  sizeBytes: 5 * TB,
  lowBytes: 4.8 * TB,
  highBytes: 5.2 * TB,
} as const;

test('chart and table tell the same, and say of each day what it rests on', () => {
  const growth = growthOf({
    growth: [derived, measured],
    forecast: { days: 20, bytesPerDay: 1, points: [expected] },
  })!;
  expect(growth.points.map(({ derived: told, text }) => [told, text])).toEqual([
    [true, '4.10 TB, from what is there now'],
    [false, '4.20 TB'],
  ]);
  expect(growth.forecast[0]).toMatchObject({
    low: 4.8 * TB,
    text: 'forecast: about 5.00 TB, likely 4.80 TB to 5.20 TB',
  });
  expect(growth.forecast[0].day - growth.points[1].day).toBe(30);
  expect(growth.figures.rows).toEqual([
    ['Sun, Mar 1, 2026', '4.10 TB', '1,238', 'what is there now'],
    ['Mon, Mar 2, 2026', '4.20 TB', '1,240', 'that day'],
    ['Wed, Apr 1, 2026', '5.00 TB', 'unknown', 'forecast, likely 4.80 TB to 5.20 TB'],
  ]);
  expect([growth.derived, growth.note]).toEqual([
    true,
    'Forecast for 30 days: about 5.00 TB, likely 4.80 TB to 5.20 TB.',
  ]);
});

test('a forecast whose ends read alike tells no range', () => {
  const narrow = { ...expected, lowBytes: 4.999 * TB, highBytes: 5.001 * TB };
  const growth = growthOf({ growth: [measured], forecast: { days: 20, bytesPerDay: 1, points: [narrow] } })!;
  expect(growth.note).toBe('Forecast for 30 days: about 5.00 TB.');
  expect(growth.forecast[0].text).toBe('forecast: about 5.00 TB');
  expect(growth.figures.rows.at(-1)?.at(-1)).toBe('forecast');
});

test('without a forecast it is said what one needs, and before the first sync there is nothing to draw', () => {
  expect(growthOf({ growth: [measured], forecast: null })).toMatchObject({
    forecast: [],
    derived: false,
    note: 'A forecast needs 14 days that were measured.',
  });
  expect(growthOf({ growth: [], forecast: null })).toBeNull();
});
