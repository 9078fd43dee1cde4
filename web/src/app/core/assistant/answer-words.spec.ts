import { figureWords, filterWords, toolWords } from './answer-words';

it.each([
  [{ value: 12_345, unit: 'count' }, '12,345'],
  [{ value: 4_000_000_000, unit: 'bytes' }, '4.00 GB'],
  [{ value: 90, unit: 'minutes' }, '1 h 30 min'],
  [{ value: 1999, unit: 'year' }, '1999'],
  [{ value: 42, unit: 'plays' }, '42'],
] as const)('writes %j as %s', (figure, words) => {
  expect(figureWords(figure)).toBe(words);
});

it('names what it knows and shows what it does not', () => {
  expect(toolWords({ name: 'search_library' })).toBe('Searched the library');
  expect(toolWords({ name: 'new_tool' })).toBe('new_tool');
  expect(filterWords({ filters: { genre: 'Drama', watched: false, odd: 3 } })).toEqual([
    'Genre: Drama',
    'Watched: no',
    'odd: 3',
  ]);
  expect(filterWords({ filters: { language: 'de' } })).toEqual(['Language: German']);
  expect(filterWords({ filters: {} })).toEqual([]);
});
