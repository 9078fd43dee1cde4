import type { MonthOfUse, UseOfPerson } from '../../../api/types';
import { asMonth, costWords, monthsOf, orderOf, pressed, sorted, totalsOf } from './use-table';

const person = (displayName: string, change: Partial<UseOfPerson> = {}): UseOfPerson => ({
  userId: displayName,
  displayName,
  promptTokens: 10,
  completionTokens: 1,
  tokens: 11,
  calls: 1,
  estimatedCalls: 0,
  cost: 0.5,
  unpricedCalls: 0,
  lastUsedAt: '2026-03-02T00:00:00Z',
  ...change,
});
const month = (items: UseOfPerson[], change: Partial<MonthOfUse> = {}): MonthOfUse => ({
  month: '2026-03',
  firstMonth: '2025-11',
  people: 3,
  items,
  nextCursor: null,
  ...change,
});
const names = (items: readonly UseOfPerson[]): string => items.map(({ displayName }) => displayName).join('');

test('people stand as the API lists them, until a column is pressed', () => {
  const items = [person('b', { cost: 2 }), person('a', { cost: null }), person('c', { cost: 7 })];
  expect(names(sorted(items, orderOf(undefined, undefined)))).toBe('bac');
  expect(names(sorted(items, orderOf('person', 'asc')))).toBe('abc');
  expect(pressed('cost', orderOf('person', 'asc'))).toEqual({ sort: 'cost', order: 'desc' });
  expect(pressed('cost', orderOf('cost', 'desc'))).toEqual({ sort: 'cost', order: 'asc' });
  expect(orderOf('nonsense', 'up')).toEqual({ sort: null, order: 'desc' });
});

test('an unknown cost comes last in either order', () => {
  const items = [person('a', { cost: null }), person('b', { cost: 2 }), person('c', { cost: 7 })];
  expect(names(sorted(items, { sort: 'cost', order: 'desc' }))).toBe('cba');
  expect(names(sorted(items, { sort: 'cost', order: 'asc' }))).toBe('bca');
});

test('a sum of which a part is not known says so, and one of which nothing is known is not 0', () => {
  const unpriced = person('b', { cost: null, unpricedCalls: 1 });
  expect(costWords(totalsOf(month([person('a'), unpriced])))).toBe('at least 0.5');
  expect(costWords(totalsOf(month([unpriced])))).toBe('unknown');
  expect(costWords(totalsOf(month([person('a'), person('b', { cost: 12 })])))).toBe('12.50');
});

test('months run from this one back to the first in which anybody asked', () => {
  expect(monthsOf(month([]), '2026-03').map(({ value }) => value)).toEqual([
    '2026-03',
    '2026-02',
    '2026-01',
    '2025-12',
    '2025-11',
  ]);
  expect(monthsOf(month([], { firstMonth: null }), '2026-03')).toEqual([{ value: '2026-03', label: 'March 2026' }]);
  expect(monthsOf(month([], { month: '2020-01', firstMonth: null }), '2026-03').map(({ value }) => value)).toEqual([
    '2026-03',
    '2020-01',
  ]);
});

test('a month that the address cannot mean is this one', () => {
  expect(['2026-03', '2026-13', '0000-01', 'x', undefined].map(asMonth)).toEqual([
    '2026-03',
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});
