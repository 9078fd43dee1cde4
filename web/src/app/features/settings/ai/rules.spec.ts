import type { AiSettings } from '../../../api/types';
import {
  type RulesForm,
  changesOf,
  faultsOf,
  formOf,
  isChanged,
  mostWords,
  priceOf,
  tokensOf,
  withField,
} from './rules';

const settings = {
  enabled: true,
  monthlyTokensPerUser: 500_000,
  pricePerMillionInput: 0.15,
  pricePerMillionOutput: 0.6,
  allowedFields: ['genres', 'titles'],
} as unknown as AiSettings;
const form = (change: Partial<RulesForm> = {}): RulesForm => ({ ...formOf(settings), ...change });

test('rules as they were read change nothing, in whatever order the fields came', () => {
  expect(form().allowedFields).toEqual(['titles', 'genres']);
  expect(isChanged(form(), settings)).toBe(false);
});

test('only what differs is sent; an emptied number is taken away, 0 is a number', () => {
  expect(changesOf(form({ enabled: false }), settings)).toEqual({ enabled: false });
  expect(changesOf(form({ monthlyTokensPerUser: '' }), settings)).toEqual({ monthlyTokensPerUser: null });
  expect(changesOf(form({ monthlyTokensPerUser: '0' }), settings)).toEqual({ monthlyTokensPerUser: 0 });
  expect(changesOf(form({ pricePerMillionInput: ' 0,15 ' }), settings)).toEqual({});
  expect(changesOf(form({ allowedFields: withField(form(), 'years', true) }), settings)).toEqual({
    allowedFields: ['titles', 'years', 'genres'],
  });
  expect(changesOf(form({ allowedFields: withField(form(), 'titles', false) }), settings)).toEqual({
    allowedFields: ['genres'],
  });
});

test.each([
  ['500000', 500_000],
  ['500 000', 500_000],
  ['1.500.000', 1_500_000],
  ['1,500,000', 1_500_000],
  ['', null],
  ['5.5', undefined],
  ['0.500', 500],
  ['-1', undefined],
  ['1e6', undefined],
  ['many', undefined],
  ['.', undefined],
  ['1000000000001', undefined],
])('%p is %p tokens', (text, tokens) => expect(tokensOf(text)).toBe(tokens));

test.each([
  ['0.15', 0.15],
  ['0,15', 0.15],
  ['.5', 0.5],
  ['3', 3],
  ['0', 0],
  ['', null],
  ['1.2.3', undefined],
  ['.', undefined],
  ['-1', undefined],
  ['1e3', undefined],
  ['cheap', undefined],
  ['1000001', undefined],
])('%p is a price of %p', (text, price) => expect(priceOf(text)).toBe(price));

test('what is no number is told at its field, before anybody is asked', () => {
  expect(faultsOf(form())).toEqual(new Map());
  const wrong = form({ monthlyTokensPerUser: 'many', pricePerMillionOutput: '-1' });
  expect([...faultsOf(wrong).keys()]).toEqual(['monthlyTokensPerUser', 'pricePerMillionOutput']);
});

test('the most that a month may cost is reckoned at the higher price, for all who may ask', () => {
  expect(mostWords(form(), 4)).toMatch(/^All 4 people who can sign in cost at most 1\.20 a month/);
  expect(mostWords(form(), 1)).toMatch(/^The one person who can sign in costs at most 0\.3 /);
});

test('where something is not known no sum is named', () => {
  expect(mostWords(form(), null)).toBe('');
  expect(mostWords(form({ pricePerMillionInput: '' }), 4)).toMatch(/^Give both prices/);
  expect(mostWords(form({ monthlyTokensPerUser: '' }), 4)).toMatch(/^Without a budget/);
  expect(mostWords(form({ monthlyTokensPerUser: '0' }), 4)).toMatch(/nobody may ask/);
  expect(mostWords(form({ pricePerMillionInput: 'x' }), 4)).toBe('');
});
