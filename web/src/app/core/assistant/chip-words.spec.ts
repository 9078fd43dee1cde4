import type { Understood } from '../../api/types';
import { chipWords } from './chip-words';

const chip = (field: Understood['field'], value: Understood['value']): Understood => ({
  field,
  value,
  label: 'As the server says',
  text: 'own words',
});

it.each([
  [chip('years', '1990-1999'), '1990 to 1999'],
  [chip('years', '2000-2000'), '2000'],
  [chip('years', '2000-'), 'From 2000'],
  [chip('minutes', '-90'), 'At most 90 min'],
  [chip('watched', false), 'Not watched'],
  [chip('type', 'movie'), 'Movies'],
  [chip('resolution', '4k'), '4K'],
  [chip('language', 'de'), 'Audio: German'],
  [chip('language', 'yue'), 'Audio: Cantonese'],
  [chip('sort', 'rating:desc'), 'Best rated first'],
  [chip('sort', 'weather:desc'), 'As the server says'],
  [chip('genre', 'Drama'), 'As the server says'],
  [chip('like', '17'), 'own words'],
])('says %j as %s', (understood, words) => {
  expect(chipWords(understood)).toBe(words);
});
