import { MAX_CANVAS_PX, canvasHeight, gridLayout, indexAfterKey, rowSpan, scrollOfRow } from './window-math';

describe('rows in view', () => {
  test('at the top the first rows and the overscan below are rendered', () => {
    expect(rowSpan(1000, 50, { scrolled: 0, height: 400 }, 2)).toEqual({ first: 0, end: 10, offset: 0 });
  });

  test('in the middle the overscan lies on both sides', () => {
    expect(rowSpan(1000, 50, { scrolled: 5025, height: 400 }, 2)).toEqual({ first: 98, end: 111, offset: 0 });
  });

  test('at the end nothing past the last row is rendered', () => {
    expect(rowSpan(1000, 50, { scrolled: 49_600, height: 400 }, 2)).toEqual({ first: 990, end: 1000, offset: 0 });
    expect(rowSpan(3, 50, { scrolled: 0, height: 400 }, 2).end).toBe(3);
  });

  test('an empty list has no rows', () => {
    expect(rowSpan(0, 50, { scrolled: 0, height: 400 }, 2)).toEqual({ first: 0, end: 0, offset: 0 });
  });

  test('100,000 rows of a table fit into a page as they are', () => {
    expect(canvasHeight(100_000, 44)).toBe(4_400_000);
  });

  test('a list that is longer than a page can be still reaches its first and last row', () => {
    const rows = 1_000_000;
    const height = 800;
    expect(canvasHeight(rows, 44)).toBe(MAX_CANVAS_PX);
    expect(rowSpan(rows, 44, { scrolled: 0, height }, 0).first).toBe(0);
    const last = rowSpan(rows, 44, { scrolled: MAX_CANVAS_PX - height, height }, 0);
    expect(last.end).toBe(rows);
    // The last row ends where the canvas ends.
    expect(rows * 44 - last.offset).toBeCloseTo(MAX_CANVAS_PX, 0);
  });

  test.each([0, 1, 499_999, 999_000])('scrolling to row %i of a million brings it into view', (row) => {
    const rows = 1_000_000;
    const scrolled = scrollOfRow(row, rows, 44, 800);
    const { first, end } = rowSpan(rows, 44, { scrolled, height: 800 }, 0);
    expect(first).toBeLessThanOrEqual(row);
    expect(end).toBeGreaterThan(row);
  });
});

describe('grid', () => {
  test('columns fill the width exactly', () => {
    const { columns, cellWidth } = gridLayout(1200, 160, 1.5);
    expect(columns).toBe(6);
    expect(columns * cellWidth + (columns - 1) * 16).toBeCloseTo(1200);
    expect(cellWidth).toBeGreaterThanOrEqual(160);
  });

  test('a phone shows two columns even of large posters', () => {
    expect(gridLayout(328, 220, 1.5).columns).toBe(2);
  });
});

describe('keys', () => {
  const go = (key: string, index: number) => indexAfterKey(key, index, 5, 23, 3);

  test('arrows move by one and by a row, and stop at the edges', () => {
    expect(go('ArrowRight', 4)).toBe(5);
    expect(go('ArrowLeft', 0)).toBe(0);
    expect(go('ArrowDown', 7)).toBe(12);
    expect(go('ArrowUp', 3)).toBe(3);
  });

  test('down from above a short last row goes to the last title', () => {
    expect(go('ArrowDown', 19)).toBe(22);
  });

  test('pages and ends', () => {
    expect(go('PageDown', 2)).toBe(17);
    expect(go('PageUp', 2)).toBe(0);
    expect(go('Home', 20)).toBe(0);
    expect(go('End', 0)).toBe(22);
  });

  test('other keys are not ours', () => {
    expect(go('a', 3)).toBeNull();
  });
});
