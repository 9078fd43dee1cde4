import { Selection } from './selection';

const rows = [
  { id: 'a', bytes: 5 },
  { id: 'b', bytes: null },
  { id: 'c', bytes: 7 },
];

test('counts what is picked, and says what is not in the sum', () => {
  const selection = new Selection<(typeof rows)[number]>();
  selection.set(rows, true);
  expect([selection.count(), selection.bytes(), selection.unsized()]).toEqual([3, 12, 1]);
  selection.set([rows[0]], false);
  expect([selection.count(), selection.bytes(), selection.has('a'), selection.has('c')]).toEqual([2, 7, false, true]);
  selection.clear();
  expect([selection.count(), selection.bytes(), selection.unsized()]).toEqual([0, 0, 0]);
});

test('a row that is picked twice counts once, as it was seen last', () => {
  const selection = new Selection<(typeof rows)[number]>();
  selection.set([rows[0]], true);
  selection.set([{ id: 'a', bytes: 6 }], true);
  expect([selection.count(), selection.bytes()]).toEqual([1, 6]);
});
