import { type Tile, squarify, tileAfterKey } from './squarify';

const area = ({ width, height }: Tile): number => width * height;
const ratio = ({ width, height }: Tile): number => Math.max(width / height, height / width);
const overlap = (a: Tile, b: Tile): number =>
  Math.max(0, Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)) *
  Math.max(0, Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y));

const SETS: readonly (readonly [string, number[]])[] = [
  ['one value', [7]],
  ['the example of the paper', [6, 6, 4, 3, 2, 2, 1]],
  ['one that outweighs all others', [1_000_000, 3, 2, 1, 1]],
  ['sixty alike', new Array<number>(60).fill(5)],
  ['terabytes beside bytes', [8e12, 3e12, 1.5e12, 4e9, 4e9, 1]],
];

test.each(SETS)('areas are as the values are, and nothing is left over or covered twice: %s', (_, values) => {
  for (const [width, height] of [
    [900, 420],
    [320, 480],
  ]) {
    const tiles = squarify(values, width, height);
    const sum = values.reduce((all, value) => all + value, 0);
    expect(tiles).toHaveLength(values.length);
    tiles.forEach((tile, i) => {
      expect(area(tile)).toBeCloseTo((values[i] / sum) * width * height, 3);
      expect(tile.x).toBeGreaterThanOrEqual(-1e-6);
      expect(tile.y).toBeGreaterThanOrEqual(-1e-6);
      expect(tile.x + tile.width).toBeLessThanOrEqual(width + 1e-6);
      expect(tile.y + tile.height).toBeLessThanOrEqual(height + 1e-6);
    });
    for (let i = 0; i < tiles.length; i += 1)
      for (let j = i + 1; j < tiles.length; j += 1) expect(overlap(tiles[i], tiles[j])).toBeLessThan(1e-6);
  }
});

test('tiles are near squares, so that names fit', () => {
  const tiles = squarify([6, 6, 4, 3, 2, 2, 1], 600, 400);
  expect(Math.max(...tiles.map(ratio))).toBeLessThan(3.1);
  const even = squarify(new Array<number>(60).fill(1), 900, 420);
  expect(Math.max(...even.map(ratio))).toBeLessThan(2);
});

test('nothing to divide gives no tiles', () => {
  expect(squarify([], 600, 400)).toEqual([]);
});

test('arrows lead to the neighbour that is seen in their direction, and nowhere at an edge', () => {
  //  0 | 1 | 2
  //    | 3
  const tiles = [
    { x: 0, y: 0, width: 50, height: 100 },
    { x: 50, y: 0, width: 25, height: 60 },
    { x: 75, y: 0, width: 25, height: 60 },
    { x: 50, y: 60, width: 50, height: 40 },
  ];
  expect(tileAfterKey(tiles, 0, 'ArrowRight')).toBe(1);
  expect(tileAfterKey(tiles, 1, 'ArrowRight')).toBe(2);
  expect(tileAfterKey(tiles, 2, 'ArrowDown')).toBe(3);
  expect(tileAfterKey(tiles, 3, 'ArrowLeft')).toBe(0);
  expect(tileAfterKey(tiles, 3, 'ArrowUp')).toBe(1);
  expect([tileAfterKey(tiles, 0, 'ArrowLeft'), tileAfterKey(tiles, 0, 'ArrowUp')]).toEqual([null, null]);
  expect([tileAfterKey(tiles, 1, 'Home'), tileAfterKey(tiles, 1, 'End')]).toEqual([0, 3]);
  expect(tileAfterKey(tiles, 1, 'a')).toBeNull();
});

test.each(SETS)('every tile can be reached with arrows from the first: %s', (_, values) => {
  const tiles = squarify(values, 900, 420);
  const seen = new Set([0]);
  for (const from of seen)
    for (const key of ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown']) {
      const to = tileAfterKey(tiles, from, key);
      if (to !== null) seen.add(to);
    }
  expect(seen.size).toBe(tiles.length);
});
