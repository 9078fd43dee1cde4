import type { Storage, StorageGroup } from '../../api/types';
import { OTHERS, groupRows, shareWords, sortRows, treemapBlocks } from './storage-figures';

const group = (key: string, bytes: number, watchedMs: number | null = 0): StorageGroup => ({
  key,
  label: key,
  items: 1,
  bytes,
  watchedMs,
  serverId: null,
  serverName: null,
  posterUrl: null,
});
const storage = (groups: StorageGroup[], rest: Storage['rest'] = null): Storage => ({
  by: 'container',
  totalBytes: groups.reduce((sum, { bytes }) => sum + bytes, rest?.bytes ?? 0),
  items: groups.length,
  watchedMs: null,
  groups,
  rest,
  asOf: null,
});
const blocksOf = (answer: Storage) => treemapBlocks(answer, groupRows(answer), true);

test('blocks hold every byte of the whole once', () => {
  const many = Array.from({ length: 90 }, (_, i) => group(`g${i}`, 1_000_000 - i * 5_000));
  const answer = storage(many, { groups: 12, items: 40, bytes: 77_000, watchedMs: null });
  const blocks = blocksOf(answer);
  expect(blocks.reduce((sum, { value }) => sum + value, 0)).toBe(answer.totalBytes);
  expect(blocks).toHaveLength(61);
  const others = blocks.find(({ key }) => key === OTHERS)!;
  expect([others.name, others.tone, others.opens]).toEqual(['42 others', null, false]);
  expect(others.text).toContain('watched hours unknown');
});

test('what is too small to be seen has no block of its own, and what has no size none at all', () => {
  const answer = storage([group('mkv', 9_999_000), group('avi', 900), group('iso', 100), group('lost', 0)]);
  const blocks = blocksOf(answer);
  expect(blocks.map(({ key, value }) => [key, value])).toEqual([
    ['mkv', 9_999_000],
    [OTHERS, 1_000],
  ]);
  expect(groupRows(answer).map(({ key, tone }) => [key, tone])).toEqual([
    ['mkv', 1],
    ['avi', null],
    ['iso', null],
    ['lost', null],
  ]);
});

test('a single small one keeps its name', () => {
  const blocks = blocksOf(storage([group('mkv', 9_999_000), group('avi', 900)]));
  expect(blocks.map(({ key, tone }) => [key, tone])).toEqual([
    ['mkv', 1],
    ['avi', 2],
  ]);
});

test('a share is never said to be nothing where there is something', () => {
  expect([0, 0.01, 0.1, 12.34].map(shareWords)).toEqual(['0 %', 'under 0.1 %', '0.1 %', '12.3 %']);
});

test('blocks stand largest first, whatever the others add up to', () => {
  const small = Array.from({ length: 200 }, (_, i) => group(`s${i}`, 100 - i * 0.1));
  const values = blocksOf(storage(small)).map(({ value }) => value);
  expect(values).toEqual([...values].sort((a, b) => b - a));
});

test('an empty library has no blocks', () => {
  expect(blocksOf(storage([]))).toEqual([]);
});

test('what nobody knows stands last in either direction, and never watched is the most for each hour', () => {
  const rows = groupRows(
    storage([
      group('unknown', 50, null),
      group('never', 40, 0),
      group('often', 30, 7_200_000),
      group('once', 20, 3_600),
    ]),
  );
  const order = (way: 'asc' | 'desc') => sortRows(rows, 'perHour', way).map(({ key }) => key);
  expect(order('desc')).toEqual(['never', 'once', 'often', 'unknown']);
  expect(order('asc')).toEqual(['often', 'once', 'never', 'unknown']);
  expect(sortRows(rows, 'watched', 'desc').map(({ key }) => key)).toEqual(['often', 'once', 'never', 'unknown']);
});

test('numbers in names are sorted as numbers', () => {
  const rows = groupRows(storage([group('1080', 3), group('480', 2), group('2160', 1)]));
  expect(sortRows(rows, 'name', 'asc').map(({ key }) => key)).toEqual(['480', '1080', '2160']);
});

test('two libraries of one name are told apart by their server', () => {
  const answer = storage([
    { ...group('a', 5), label: 'Films', serverId: 'x', serverName: 'Attic' },
    { ...group('b', 4), label: 'Films', serverId: 'y', serverName: 'Cellar' },
  ]);
  expect(blocksOf(answer).map(({ name }) => name)).toEqual(['Films · Attic', 'Films · Cellar']);
});
