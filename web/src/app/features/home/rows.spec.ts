import type { ItemCard } from '../../api/types';
import { bestOf, pickEntries } from './rows';

const item = (id: string, given: Partial<ItemCard> = {}) =>
  ({ id, type: 'movie', rating: 8, watched: null, available: true, ...given }) as ItemCard;

test('the best rated leave out what was seen, is not rated, is gone or is music', () => {
  const items = [
    item('unknown'),
    item('seen', { watched: true }),
    item('unseen', { watched: false }),
    item('unrated', { rating: null }),
    item('trashed', { available: false }),
    item('music', { type: 'artist' }),
    item('show', { type: 'show' }),
  ];
  expect(bestOf(items, 5).map((entry) => entry.item.id)).toEqual(['unknown', 'unseen', 'show']);
  expect(bestOf(items, 2)).toHaveLength(2);
});

test('a pick is shown with its first reason, and without one where none is given', () => {
  const reasons = [
    { kind: 'rated' as const, text: 'Told by the server', value: 8.1 },
    { kind: 'genre' as const, text: 'Drama' },
  ];
  expect(
    pickEntries([
      { item: item('a'), reasons },
      { item: item('b'), reasons: [] },
    ]).map(({ note }) => note),
  ).toEqual(['Rated 8.1', '']);
});
