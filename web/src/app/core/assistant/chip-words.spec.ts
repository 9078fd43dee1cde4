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
  [{ ...chip('minutes', '-90'), strict: true }, 'Under 90 min'],
  [{ ...chip('minutes', '120-'), strict: true }, 'Over 120 min'],
  [chip('ratingMin', 7), 'Rated 7.0 or better'],
  [{ ...chip('ratingMin', 7.5), strict: true }, 'Rated over 7.5'],
  [chip('viewed', '2026-01-01/2026-12-31'), 'Watched from Jan 1, 2026 to Dec 31, 2026'],
  [chip('viewed', '2026-01-01/2026-01-01'), 'Watched on Jan 1, 2026'],
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
