import type { ItemCard } from '../../api/types';
import { bestOf } from './rows';

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
