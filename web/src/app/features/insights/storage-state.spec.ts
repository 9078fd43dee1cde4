import { convertToParamMap } from '@angular/router';
import { readStorage, splitsLeft, toFilters, writeStorage } from './storage-state';

const read = (address: string) =>
  readStorage(convertToParamMap(Object.fromEntries(new URLSearchParams(address).entries())));

test('an empty address is everything by library, largest first', () => {
  expect(read('')).toEqual({ path: [], by: 'section', sort: 'bytes', order: 'desc', held: 'bytes' });
});

test('the path keeps the order in which blocks were opened', () => {
  const state = read('resolution=1080&sectionId=s-1&by=container&sort=name');
  expect(state.path).toEqual([
    { by: 'resolution', key: '1080' },
    { by: 'section', key: 's-1' },
  ]);
  expect([state.by, state.sort, state.order]).toEqual(['container', 'name', 'asc']);
  expect(new URLSearchParams(writeStorage(state)).toString()).toBe(
    'resolution=1080&sectionId=s-1&by=container&sort=name',
  );
});

test('what an address cannot mean is left out', () => {
  const state = read(
    'type=season&decade=1995&showId=-1&bytesPerHour=7-8&by=colour&sort=taste&order=up&held=luck&sectionId=',
  );
  expect(state).toEqual(read(''));
});

test('a block is not split by what it already is', () => {
  expect(read('sectionId=s-1&by=section').by).toBe('show');
  expect(splitsLeft([{ by: 'section', key: 's' }], 'movie')).toEqual([
    'resolution',
    'videoCodec',
    'container',
    'decade',
    'bytesPerHour',
  ]);
  expect(splitsLeft([{ by: 'type', key: 'track' }])).not.toContain('show');
  expect(splitsLeft([{ by: 'type', key: 'episode' }])).toContain('show');
});

test('filters are named as the API names them', () => {
  expect(
    toFilters([
      { by: 'show', key: '12' },
      { by: 'bytesPerHour', key: 'never' },
    ]),
  ).toEqual({
    showId: '12',
    bytesPerHour: 'never',
  });
});
