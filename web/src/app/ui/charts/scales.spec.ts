import { bands, countTicks, heatLevel, heatRanges, labelled } from './scales';

test.each([
  [0, [0, 1]],
  [1, [0, 1]],
  [3, [0, 1, 2, 3]],
  [7, [0, 2, 4, 6, 8]],
  [40, [0, 10, 20, 30, 40]],
  [41, [0, 20, 40, 60]],
  [1_234, [0, 500, 1_000, 1_500]],
])('an axis up to %d counts in whole steps that people count in', (max, ticks) => {
  expect(countTicks(max)).toEqual(ticks);
});

test.each([1, 2, 9, 10, 99, 101, 12_345, 999_999])('an axis holds %d without wasting half of its height', (max) => {
  const ticks = countTicks(max);
  expect(ticks.at(-1)).toBeGreaterThanOrEqual(max);
  expect(ticks.at(-2)).toBeLessThan(max);
  expect(ticks.length).toBeLessThanOrEqual(6);
});

test('bands share the whole length, and each bar lies inside its own', () => {
  for (const [count, length] of [
    [7, 300],
    [30, 1_100],
    [168, 280],
  ] as const) {
    const all = bands(count, length);
    expect(all[0].start).toBe(0);
    expect(all.at(-1)!.start + all.at(-1)!.size).toBeCloseTo(length);
    for (const { start, size, barStart, barSize } of all) {
      expect(barSize).toBeGreaterThanOrEqual(1);
      expect(barStart).toBeGreaterThanOrEqual(start);
      expect(barStart + barSize).toBeLessThanOrEqual(start + size + 1e-9);
    }
  }
});

test('few bars do not become walls, and no bars are none', () => {
  expect(bands(2, 1_000)[0].barSize).toBe(48);
  expect(bands(0, 500)).toEqual([]);
});

test('labels never touch, and the last mark has one', () => {
  expect([...labelled(7, 700, 60)].sort()).toEqual([0, 1, 2, 3, 4, 5, 6]);
  const few = [...labelled(90, 300, 60)].sort((a, b) => a - b);
  expect(few.at(-1)).toBe(89);
  expect(few.length).toBeLessThanOrEqual(5);
  for (let i = 1; i < few.length; i += 1) expect((few[i] - few[i - 1]) * (300 / 90)).toBeGreaterThanOrEqual(60);
  expect(labelled(0, 300, 60).size).toBe(0);
});

test('nothing has no colour, something always has one, and the most has the deepest', () => {
  expect([0, 1, 25, 26, 99, 100].map((value) => heatLevel(value, 100, 4))).toEqual([0, 1, 1, 2, 4, 4]);
  expect(heatLevel(1, 1_000_000, 4)).toBe(1);
  expect(heatLevel(0, 0, 4)).toBe(0);
});

test.each([1, 2, 3, 4, 5, 10, 137])('the legend up to %d says of every number what colour it has', (max) => {
  const ranges = heatRanges(max, 4);
  for (let value = 1; value <= max; value += 1) {
    const holding = ranges.filter(({ from, to }) => from <= value && value <= to);
    expect(holding.map(({ level }) => level)).toEqual([heatLevel(value, max, 4)]);
  }
});
