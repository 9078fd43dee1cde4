import { convertToParamMap } from '@angular/router';
import { oneOf, text, whole } from '../../core/lists/address';
import { type ListShape, readList, sortedBy, toQuery, writeList } from './list-state';

const SHAPE: ListShape<'state' | 'q' | 'sizeMin', 'bytes' | 'title'> = {
  filters: {
    state: (value) => oneOf(value, ['never', 'idle']),
    q: (value) => text(value, 5),
    sizeMin: (value) => whole(value, 1_000)?.toString() ?? null,
  },
  sorts: ['bytes', 'title'],
  usual: 'bytes',
};
const read = (address: string) =>
  readList(SHAPE, convertToParamMap(Object.fromEntries(new URLSearchParams(address).entries())));

test('an empty address has no filters and the usual order', () => {
  expect(read('')).toEqual({ filters: { state: null, q: null, sizeMin: null }, sort: 'bytes', order: 'desc' });
});

test('an address is read and written back as it was, without what is usual', () => {
  const state = read('state=idle&q=bird&sizeMin=007&sort=title&order=asc');
  expect(writeList(SHAPE, state)).toEqual({ state: 'idle', q: 'bird', sizeMin: '7', sort: 'title' });
  expect(toQuery(state)).toEqual({ state: 'idle', q: 'bird', sizeMin: '7', sort: 'title', order: 'asc' });
});

test('what an address cannot mean is left out', () => {
  expect(read('state=gone&q=longer&sizeMin=1e3&sort=luck&order=up')).toEqual(read(''));
});

test('a column that is chosen again turns round', () => {
  const byTitle = sortedBy(read(''), 'title');
  expect([byTitle.sort, byTitle.order]).toEqual(['title', 'asc']);
  expect(sortedBy(byTitle, 'title').order).toBe('desc');
  expect(sortedBy(byTitle, 'bytes').order).toBe('desc');
});
