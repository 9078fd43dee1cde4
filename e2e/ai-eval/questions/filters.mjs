// @ts-check
import { topic } from './question.mjs';

const list = /** @type {const} */ ({ tools: ['search_library'], facts: { cards: true } });
const movie = /** @type {const} */ ({ type: 'movie' });

export const single = topic('one filter', [
  { id: 'genre', who: 'ada', text: 'Show me westerns', ...list, args: { genre: 'Western', type: ['movie', null] } },
  {
    ...{ id: 'genre-de', who: 'ben', text: 'Zeig mir Komödien', ...list },
    args: { genre: 'Comedy', type: ['movie', null] },
  },
  {
    ...{ id: 'decade', who: 'ada', text: 'Movies from the 90s', ...list },
    args: { ...movie, yearFrom: 1990, yearTo: 1999 },
  },
  {
    ...{ id: 'decade-de', who: 'cleo', text: 'Filme aus den 80ern', ...list },
    args: { ...movie, yearFrom: 1980, yearTo: 1989 },
  },
  { id: 'before', who: 'ben', text: 'Films before 1960', ...list, args: { ...movie, yearTo: [1959, 1960] } },
  { id: 'since', who: 'ada', text: 'Movies since 2020', ...list, args: { ...movie, yearFrom: 2020 } },
  { id: 'short', who: 'ada', text: 'Movies under 90 minutes', ...list, args: { ...movie, minutesMax: [89, 90] } },
  {
    ...{ id: 'long-de', who: 'ben', text: 'Filme, die mindestens zweieinhalb Stunden lang sind', ...list },
    args: { ...movie, minutesMin: 150 },
  },
  { id: 'unwatched', who: 'cleo', text: 'Movies I have not seen yet', ...list, args: { ...movie, watched: false } },
  { id: 'watched', who: 'ben', text: 'Films I have already seen', ...list, args: { ...movie, watched: true } },
  { id: 'resolution', who: 'ada', text: '4K movies', ...list, args: { ...movie, resolution: '4k' } },
  { id: 'resolution-de', who: 'ben', text: 'Filme in 720p', ...list, args: { ...movie, resolution: '720' } },
  { id: 'rating', who: 'ada', text: 'Movies rated 8 or higher', ...list, args: { ...movie, ratingMin: 8 } },
  { id: 'age', who: 'cleo', text: 'PG-13 movies', ...list, args: { ...movie, contentRating: 'PG-13' } },
  { id: 'person', who: 'ada', text: 'Movies with {actor}', ...list, args: { ...movie, person: '{actor}' } },
  { id: 'person-de', who: 'ben', text: 'Filme von {director}', ...list, args: { ...movie, person: '{director}' } },
  {
    ...{ id: 'added', who: 'ada', text: 'Movies added in the last 60 days', ...list },
    args: { ...movie, addedSinceDays: 60 },
  },
  {
    id: 'shows',
    who: 'cleo',
    text: 'Show me all dramas among the series',
    ...list,
    args: { type: 'show', genre: 'Drama' },
  },
]);

export const combined = topic('several filters', [
  {
    ...{ id: 'genre-decade', who: 'ada', text: 'Thriller movies from the 2000s', ...list },
    args: { ...movie, genre: 'Thriller', yearFrom: 2000, yearTo: 2009 },
  },
  {
    ...{ id: 'unseen-short-comedy', who: 'ben', text: 'Unwatched comedy movies under two hours', ...list },
    args: { ...movie, genre: 'Comedy', watched: false, minutesMax: [119, 120] },
  },
  {
    ...{ id: 'unseen-horror-de', who: 'cleo', text: 'Horrorfilme, die ich noch nicht gesehen habe', ...list },
    args: { ...movie, genre: 'Horror', watched: false },
  },
  {
    ...{ id: 'rated-4k', who: 'ada', text: 'Movies in 4K rated 7 or higher', ...list },
    args: { ...movie, resolution: '4k', ratingMin: 7 },
  },
  {
    ...{ id: 'actor-unseen', who: 'ben', text: 'Unwatched movies with {actor}', ...list },
    args: { ...movie, person: '{actor}', watched: false },
  },
  {
    ...{ id: 'old-short', who: 'ada', text: 'Movies before 1980 under 100 minutes', ...list },
    args: { ...movie, yearTo: [1979, 1980], minutesMax: [99, 100] },
  },
  {
    ...{
      id: 'added-1080-de',
      who: 'cleo',
      text: 'Filme in 1080p, die in den letzten 90 Tagen hinzugefügt wurden',
      ...list,
    },
    args: { ...movie, resolution: '1080', addedSinceDays: 90 },
  },
  {
    ...{ id: 'age-genre', who: 'ben', text: 'PG-13 family movies', ...list },
    args: { ...movie, contentRating: 'PG-13', genre: 'Family' },
  },
  {
    ...{ id: 'between', who: 'ada', text: 'Movies between 90 and 100 minutes from the 2010s', ...list },
    args: { ...movie, minutesMin: 90, minutesMax: 100, yearFrom: 2010, yearTo: 2019 },
  },
  {
    ...{ id: 'best-war', who: 'ada', text: 'The best rated war movies', tools: ['search_library'] },
    args: { ...movie, genre: 'War', sort: 'rating', order: 'desc' },
    facts: { cards: true, first: true },
    chips: { type: 'movie', genre: 'War', sort: 'rating:desc' },
  },
  {
    ...{ id: 'longest', who: 'ben', text: 'The longest movies from the 90s', tools: ['search_library'] },
    args: { ...movie, yearFrom: 1990, yearTo: 1999, sort: 'durationMs', order: 'desc' },
    facts: { cards: true, first: true },
    chips: { type: 'movie', years: '1990-1999', sort: 'durationMs:desc' },
  },
]);
