import type { Item, ItemCard } from '../../api/types';
import { externalLinks, isNew, placeOf, resolutionWord, subtitleOf, watchedWord } from './item-words';

const card = (parts: Partial<ItemCard>) =>
  ({ type: 'movie', year: 2014, index: null, parentIndex: null, grandparentTitle: null, ...parts }) as ItemCard;

test('places of episodes, seasons and tracks', () => {
  expect(placeOf(card({ type: 'episode', parentIndex: 2, index: 5 }))).toBe('S2 · E5');
  expect(placeOf(card({ type: 'episode', parentIndex: 0, index: 1 }))).toBe('Special · E1');
  expect(placeOf(card({ type: 'episode' }))).toBe('');
  expect(placeOf(card({ type: 'season', index: 0 }))).toBe('Specials');
  expect(placeOf(card({ type: 'track', index: 7 }))).toBe('Track 7');
});

test('the second line is the place, else the year, else the kind', () => {
  expect(subtitleOf(card({ type: 'episode', grandparentTitle: 'Harbour', parentIndex: 1, index: 3 }))).toBe(
    'Harbour · S1 · E3',
  );
  expect(subtitleOf(card({}))).toBe('2014');
  expect(subtitleOf(card({ year: null }))).toBe('Movie');
});

test('nobody knows is not "not watched"', () => {
  expect([watchedWord(null), watchedWord(false), watchedWord(true)]).toEqual(['unknown', 'not watched', 'watched']);
});

test('resolutions as people write them', () => {
  expect(['1080', '4k', 'sd'].map(resolutionWord)).toEqual(['1080p', '4K', 'SD']);
});

test('ids lead to their sites, and nothing else becomes a link', () => {
  const item = (externalIds: Item['externalIds'], type: Item['type'] = 'movie') => ({ externalIds, type });
  expect(externalLinks(item({ imdb: 'tt0133093', tmdb: '603', tvdb: '169' })).map(({ url }) => url)).toEqual([
    'https://www.imdb.com/title/tt0133093/',
    'https://www.themoviedb.org/movie/603',
    'https://www.thetvdb.com/dereferrer/movie/169',
  ]);
  expect(externalLinks(item({ tmdb: '12' }, 'show'))[0].url).toBe('https://www.themoviedb.org/tv/12');
  expect(externalLinks(item({ imdb: 'javascript:alert(1)', tmdb: '../../x', tvdb: '-1' }))).toEqual([]);
});

test('new is what came within a week and was not seen as far as anybody knows', () => {
  const now = Date.parse('2026-03-10T12:00:00.000Z');
  const at = (addedAt: string, watched: boolean | null = null) => isNew({ addedAt, watched }, now);
  expect([at('2026-03-03T12:00:01.000Z'), at('2026-03-03T12:00:00.000Z')]).toEqual([true, false]);
  expect([at('2026-04-01T00:00:00.000Z'), at('2026-03-09T00:00:00.000Z', true)]).toEqual([true, false]);
  expect(isNew(undefined, now)).toBe(false);
});
