import { figureWords, filterWords, noticeWords, toolWords } from './answer-words';

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

it('words the values of filters, and shows no ids', () => {
  const filters = {
    type: 'movie',
    period: '30d',
    by: 'videoCodec',
    resolution: '4k',
    sort: 'sizeBytes',
    order: 'desc',
  };
  expect(filterWords({ filters: { ...filters, itemId: '17' } })).toEqual([
    ...['Kind: Movies', 'Period: last 30 days', 'Split by: Video codec', 'Resolution: 4K'],
    ...['Order: Size', 'Direction: descending'],
  ]);
  expect(filterWords({ filters: { type: 'hologram', sort: 'weather', period: '2d', by: 'mood' } })).toEqual([
    ...['Kind: hologram', 'Order: weather', 'Period: 2d', 'Split by: mood'],
  ]);
});

it('says a notice in the words of its code, of its sentences, or of the server', () => {
  const said = [{ code: 'nothing-matches', text: 'Nothing.', values: {} }] as const;
  expect(noticeWords({ code: 'limit', text: 'Limit.', said: [] })).toMatch(/too long/);
  expect(noticeWords({ code: 'caveat', text: 'Nothing.', said: [...said] })).toBe('Nothing in the library matches.');
  expect(noticeWords({ code: 'caveat', text: 'As it was said once.', said: [] })).toBe('As it was said once.');
});
