import { convertToParamMap } from '@angular/router';
import {
  activeFilters,
  listingKey,
  readState,
  toFilters,
  toOrder,
  withoutFilter,
  withoutFilters,
  writeState,
} from './library-state';

const read = (params: Record<string, string>) => readState(convertToParamMap(params));
const addressOf = (params: Record<string, string>) =>
  Object.fromEntries(Object.entries(writeState(read(params))).filter(([, value]) => value !== null));

test('an empty address is the whole library by title, as a grid', () => {
  expect(toFilters(read({}))).toEqual({});
  expect(toOrder(read({}))).toEqual({ sort: 'title', order: 'asc' });
  expect(read({})).toMatchObject({ view: 'grid', size: 'm' });
});

test('every filter survives the way from address to state to address', () => {
  const address = {
    q: 'silver river',
    type: 'movie',
    sectionId: 'sec-1',
    serverId: 'srv-1',
    genre: 'Science Fiction & Fantasy',
    yearFrom: '1990',
    yearTo: '2005',
    resolution: '4k',
    watched: 'false',
    addedSince: '2026-01-31',
    sizeMin: '5000000000',
    sort: 'sizeBytes',
    order: 'asc',
    view: 'table',
    size: 'l',
  };
  expect(addressOf(address)).toEqual(address);
});

test('defaults stay out of the address', () => {
  expect(addressOf({ sort: 'title', order: 'asc', view: 'grid', size: 'm', q: '' })).toEqual({});
  expect(addressOf({ sort: 'year', order: 'desc' })).toEqual({ sort: 'year' });
});

test('the API gets numbers and booleans, and nothing that is not set', () => {
  expect(toFilters(read({ yearFrom: '1990', watched: 'true', genre: '' }))).toEqual({ yearFrom: 1990, watched: true });
});

test('what an address cannot mean is left out', () => {
  expect(
    toFilters(
      read({
        type: 'album2',
        yearFrom: '-3',
        yearTo: '20000',
        watched: 'maybe',
        sizeMin: '1e3',
        addedSince: 'soon',
        genre: 'x'.repeat(256),
      }),
    ),
  ).toEqual({});
  expect(read({ sort: 'shoeSize', order: 'up', view: 'cube', size: 'xxl' })).toMatchObject({
    sort: 'title',
    order: 'asc',
    view: 'grid',
    size: 'm',
  });
});

test('years given the wrong way round are turned, not sent to be refused', () => {
  expect(read({ yearFrom: '2005', yearTo: '1990' })).toMatchObject({ yearFrom: 1990, yearTo: 2005 });
});

test('a search is sorted by relevance until another sort is chosen', () => {
  expect(toOrder(read({ q: 'river' }))).toEqual({});
  expect(toOrder(read({ q: 'river', sort: 'year' }))).toEqual({ sort: 'year', order: 'desc' });
});

test('taking the search away takes its sort away', () => {
  expect(toOrder(withoutFilter(read({ q: 'river' }), 'q'))).toEqual({ sort: 'title', order: 'asc' });
});

test('view and poster size do not make another listing, filters and sort do', () => {
  const key = listingKey(read({ genre: 'Drama' }));
  expect(listingKey(read({ genre: 'Drama', view: 'table', size: 's' }))).toBe(key);
  expect(listingKey(read({ genre: 'Drama', sort: 'year' }))).not.toBe(key);
  expect(listingKey(read({ genre: 'Comedy' }))).not.toBe(key);
});

test('clearing takes away every filter and leaves the look', () => {
  const state = read({ q: 'x', genre: 'Drama', watched: 'false', view: 'table', sort: 'year' });
  expect(activeFilters(state)).toEqual(['genre', 'watched', 'q']);
  expect(withoutFilters(state)).toEqual(read({ view: 'table', sort: 'year' }));
});
