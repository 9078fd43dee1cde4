import { comparePlays, compareTime } from './comparison';

const HOUR = 3_600_000;
const BEFORE = 30;

test('more and fewer are said, with by how much', () => {
  expect(comparePlays(1_300, 100, BEFORE)).toEqual({
    direction: 'up',
    words: '1,200 more than in the 30 days before',
  });
  expect(comparePlays(3, 5, BEFORE)).toEqual({ direction: 'down', words: '2 fewer than in the 30 days before' });
  expect(compareTime(12 * HOUR, 9.5 * HOUR, BEFORE).words).toBe('2 h 30 min more than in the 30 days before');
  expect(compareTime(HOUR, 101 * HOUR, BEFORE).words).toBe('100 h less than in the 30 days before');
});

test('as many is neither up nor down', () => {
  expect(comparePlays(7, 7, BEFORE)).toEqual({ direction: 'same', words: 'As many as in the 30 days before' });
  expect(compareTime(HOUR, HOUR + 999, BEFORE)).toEqual({
    direction: 'same',
    words: 'As long as in the 30 days before',
  });
});

test('where there is nothing to compare with it is said, and nothing rises without end', () => {
  expect(comparePlays(7, 0, BEFORE)).toEqual({ direction: 'none', words: 'None in the 30 days before' });
  expect(compareTime(HOUR, 0, BEFORE)).toEqual({ direction: 'none', words: 'Nothing in the 30 days before' });
  expect(comparePlays(7, 0, null)).toEqual({ direction: 'none', words: 'Nothing to compare all time with' });
});
