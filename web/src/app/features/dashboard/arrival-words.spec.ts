import type { Arrival, ItemCard } from '../../api/types';
import { arrivalWords, byDay } from './arrival-words';

const arrival = (type: string, given: Partial<Arrival> = {}): Arrival => ({
  date: '2026-03-01',
  item: { type, year: 1999 } as ItemCard,
  leafCount: 8,
  atLeast: false,
  sizeBytes: null,
  addedAt: '2026-03-01T10:00:00.000Z',
  parts: [],
  leaf: null,
  ...given,
});
const part = (title: string) => ({ id: title, title, index: 1, leafCount: 4 });

test('a season that comes is one row, several are counted', () => {
  expect(arrivalWords(arrival('show', { parts: [part('Season 2')] }))).toBe('\u2068Season 2\u2069 · 8 episodes');
  expect(arrivalWords(arrival('show', { parts: [part('1'), part('2')], leafCount: 1_200 }))).toBe(
    '2 seasons · 1,200 episodes',
  );
  expect(arrivalWords(arrival('show', { leafCount: 1, atLeast: true }))).toBe('at least 1 episode');
  expect(arrivalWords(arrival('artist', { parts: [part('Tides')], atLeast: true }))).toBe(
    '\u2068Tides\u2069 · at least 8 tracks',
  );
  expect(arrivalWords(arrival('artist', { parts: [part('1'), part('2')] }))).toBe('2 albums · 8 tracks');
});

test('a movie is told by its year, a single episode by its name', () => {
  const leaf = { type: 'episode', title: 'The Tide', index: 3, parentIndex: 1 } as ItemCard;
  expect(arrivalWords(arrival('movie'))).toBe('1999');
  expect(arrivalWords(arrival('movie', { item: { type: 'movie', year: null } as ItemCard }))).toBe('unknown');
  expect(arrivalWords(arrival('show', { leafCount: 1, leaf }))).toBe('S1 · E3 · \u2068The Tide\u2069');
});

test('what came is grouped by day in the order it was told', () => {
  const days = byDay([
    arrival('movie', { date: '2026-03-02' }),
    arrival('show', { date: '2026-03-02' }),
    arrival('movie'),
  ]);
  expect(days.map(({ date, items }) => [date, items.length])).toEqual([
    ['2026-03-02', 2],
    ['2026-03-01', 1],
  ]);
});
