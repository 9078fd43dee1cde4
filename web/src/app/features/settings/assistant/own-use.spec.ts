import type { OwnUse } from '../../../api/types';
import { figuresOf, renewalWords, spentOf } from './own-use';

const use = (change: Partial<OwnUse> = {}): OwnUse => ({
  month: '2026-12',
  promptTokens: 900,
  completionTokens: 100,
  tokens: 1000,
  calls: 4,
  estimatedCalls: 0,
  cost: null,
  unpricedCalls: 4,
  limit: 4000,
  left: 3000,
  ...change,
});
const shown = (change?: Partial<OwnUse>) => figuresOf(use(change)).map(({ value, note }) => [value, note]);

test('a month in figures, with a cost only where one is known', () => {
  expect(shown()).toEqual([
    ['1,000', '900 sent, 100 written'],
    ['3,000', 'of 4,000'],
    ['4', ''],
  ]);
  expect(shown({ cost: 0.25, unpricedCalls: 1, estimatedCalls: 1 }).slice(2)).toEqual([
    ['4', 'one of them estimated'],
    ['0.25', 'Not of all requests is the price known.'],
  ]);
});

test('without a budget nothing is left of it, and nothing of it is spent', () => {
  expect(shown({ limit: null, left: null })[1]).toEqual(['no limit', '']);
  expect(spentOf(use({ limit: null, left: null }))).toBeNull();
  expect(spentOf(use())).toBe(0.25);
  expect(spentOf(use({ limit: 0, left: 0 }))).toBe(1);
});

test('the budget begins anew with the month, across the year, but not where it is 0', () => {
  expect(renewalWords(use())).toContain('Jan 1, 2027');
  expect(renewalWords(use({ limit: 0 }))).toContain('set the budget to 0');
});
