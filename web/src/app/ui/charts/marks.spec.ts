import { signal } from '@angular/core';
import { Marks, markAfterKey } from './marks';

test('arrows walk a row of bars and stop at its ends', () => {
  const walk = (key: string, from: number) => markAfterKey(key, from, 30, 30);
  expect([walk('ArrowRight', 3), walk('ArrowLeft', 3)]).toEqual([4, 2]);
  expect([walk('ArrowLeft', 0), walk('ArrowRight', 29)]).toEqual([null, null]);
  expect([walk('Home', 12), walk('End', 12)]).toEqual([0, 29]);
});

test('up and down belong to the page where there is one row only', () => {
  expect([markAfterKey('ArrowUp', 3, 30, 30), markAfterKey('ArrowDown', 3, 30, 30)]).toEqual([null, null]);
  expect(markAfterKey('a', 3, 30, 30)).toBeNull();
});

test('a week of hours is walked in both directions', () => {
  const walk = (key: string, from: number) => markAfterKey(key, from, 24, 168);
  expect([walk('ArrowDown', 20), walk('ArrowUp', 44)]).toEqual([44, 20]);
  expect([walk('ArrowUp', 20), walk('ArrowDown', 150)]).toEqual([null, null]);
  expect([walk('Home', 30), walk('End', 30)]).toEqual([24, 47]);
});

test('what is pointed at speaks before what is focused, and Escape silences both', () => {
  const marks = new Marks(signal(5), signal(5));
  expect(marks.stop()).toBe(4);
  marks.focus(1);
  marks.point(3);
  expect(marks.active()).toBe(3);
  marks.point(null);
  expect([marks.active(), marks.stop()]).toEqual([1, 1]);
  marks.key(new KeyboardEvent('keydown', { key: 'Escape' }));
  expect([marks.active(), marks.stop()]).toEqual([null, 1]);
});

test('fewer marks than before leave no words behind and a Tab stop that exists', () => {
  const count = signal(30);
  const marks = new Marks(count, count);
  marks.focus(20);
  count.set(7);
  expect([marks.active(), marks.stop()]).toEqual([null, 6]);
});
