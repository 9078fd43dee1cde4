import { drawGrowth } from './growth-lines';

const words = { heading: '', text: '' };
const point = (day: number, value: number, derived = false) => ({ day, value, derived, ...words });
const BOX = { width: 216, height: 116 };

test('what is derived ends where what was measured begins, without a gap', () => {
  const { derived, measured } = drawGrowth([point(0, 10, true), point(1, 20, true), point(2, 30)], [], BOX);
  expect(derived).toBe('M8.0 108.0L108.0 58.0L208.0 8.0');
  expect(measured).toBe('');
  const two = drawGrowth([point(0, 10, true), point(1, 20), point(2, 30)], [], BOX);
  expect(two.derived).toBe('M8.0 108.0L108.0 58.0');
  expect(two.measured).toBe('M108.0 58.0L208.0 8.0');
});

test('a forecast goes on from the last day, its range opens there', () => {
  const lines = drawGrowth([point(0, 10), point(10, 20)], [{ day: 40, value: 40, low: 30, high: 50, ...words }], {
    width: 416,
    height: 56,
  });
  expect(lines.today).toBe(108);
  expect(lines.forecast).toBe('M108.0 38.0L408.0 18.0');
  expect(lines.range).toBe('M108.0 38.0L408.0 8.0L408.0 28.0L108.0 38.0z');
});

test('without a forecast none is drawn, and all that is derived is no measured line', () => {
  const lines = drawGrowth([point(0, 1, true), point(1, 2, true)], [], BOX);
  expect([lines.forecast, lines.range, lines.measured]).toEqual(['', '', '']);
});

test('a size that never changes and a single day are drawn in the middle', () => {
  expect(drawGrowth([point(0, 7), point(1, 7)], [], BOX).measured).toBe('M8.0 58.0L208.0 58.0');
  expect(drawGrowth([point(0, 7)], [], BOX).marks[0]).toMatchObject({ x: 108, y: 58, from: 0, size: 216 });
});

test('every place of the chart belongs to one mark', () => {
  const { marks } = drawGrowth([point(0, 1), point(1, 2), point(5, 3)], [], BOX);
  expect(marks[0].from).toBe(0);
  expect(marks[1].from).toBeCloseTo(marks[0].size);
  expect(marks.reduce((sum, { size }) => sum + size, 0)).toBeCloseTo(BOX.width);
});
