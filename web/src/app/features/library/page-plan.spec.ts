import { knownTotal, nextPage, pagesOf, pagesToForget } from './page-plan';

test('rows in view name the pages that hold them', () => {
  expect(pagesOf(0, 1)).toEqual([0]);
  expect(pagesOf(99, 101)).toEqual([0, 1]);
  expect(pagesOf(200, 400)).toEqual([2, 3]);
  expect(pagesOf(5, 5)).toEqual([]);
});

test('a page whose cursor is known is read at once', () => {
  expect(nextPage([500, 501], () => false, [0, 495, 500])).toBe(500);
});

test('a page between two anchors is reached from the anchor before it', () => {
  expect(nextPage([503], () => false, [0, 5, 500, 505])).toBe(500);
  expect(nextPage([503], () => false, [0, 5, 500, 501, 502, 505])).toBe(502);
});

test('without anchors the walk begins at the top', () => {
  expect(nextPage([7], () => false, [])).toBe(0);
});

test('pages that are there are not read again', () => {
  expect(nextPage([3, 4], (page) => page === 3, [0, 3, 4])).toBe(4);
  expect(nextPage([3, 4], () => true, [0, 3, 4])).toBeNull();
});

test('a jump to the middle of 100,000 rows reads no more than five pages', () => {
  const cursors = new Set([0, ...Array.from({ length: 199 }, (_, i) => (i + 1) * 5)]);
  const read: number[] = [];
  for (
    let page = nextPage([503, 504], (p) => read.includes(p), cursors);
    page !== null;
    page = nextPage([503, 504], (p) => read.includes(p), cursors)
  ) {
    read.push(page);
    cursors.add(page + 1);
  }
  expect(read).toEqual([500, 501, 502, 503, 504]);
});

test('what is farthest from the view is forgotten first', () => {
  expect(pagesToForget([0, 1, 50, 51, 52], 51, 3)).toEqual([0, 1]);
  expect(pagesToForget([50, 51], 51, 3)).toEqual([]);
});

test('a last page says exactly how many rows there are', () => {
  expect(knownTotal(250, 2, 43, true)).toBe(243);
  expect(knownTotal(250, 2, 57, true)).toBe(257);
});

test('a full page at the counted end proves that there is at least one more row', () => {
  expect(knownTotal(300, 2, 100, false)).toBe(301);
  expect(knownTotal(900, 2, 100, false)).toBe(900);
});
