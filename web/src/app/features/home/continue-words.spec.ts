import type { Continued, ItemCard } from '../../api/types';
import { placeWords, restWords } from './continue-words';

const MINUTE = 60_000;
const item = (given: Partial<ItemCard>) =>
  ({
    type: 'episode',
    title: 'The Tide',
    year: null,
    index: 5,
    parentIndex: 2,
    grandparentTitle: 'Harbour',
    ...given,
  }) as ItemCard;
const show = { id: '1', title: 'Harbour', posterUrl: null };

test('an episode is told by its place and title, a movie by its year', () => {
  expect(placeWords({ item: item({}), show })).toBe('S2 · E5 · The Tide');
  expect(placeWords({ item: item({ index: null, parentIndex: null }), show })).toBe('The Tide');
  expect(placeWords({ item: item({ grandparentTitle: null }), show: null })).toBe('S2 · E5');
  expect(placeWords({ item: item({ type: 'movie', year: 1999 }), show: null })).toBe('1999');
  expect(placeWords({ item: item({ type: 'movie' }), show: null })).toBe('unknown');
});

test('what is left is told only where the length is known', () => {
  const rest = (given: Partial<Continued>) =>
    restWords({ kind: 'resume', offsetMs: 30 * MINUTE, durationMs: 95 * MINUTE, ...given });
  expect(rest({})).toBe('1 h 5 min left');
  expect(rest({ offsetMs: 96 * MINUTE })).toBe('0 s left');
  expect(rest({ durationMs: null })).toBe('Time left unknown');
  expect(rest({ kind: 'next', offsetMs: 0 })).toBe('Up next · 1 h 35 min');
  expect(rest({ kind: 'next', durationMs: null })).toBe('Up next');
});
