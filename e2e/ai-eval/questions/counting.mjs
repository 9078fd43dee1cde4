// @ts-check
import { topic } from './question.mjs';

const count = /** @type {const} */ ({ tools: ['search_library'], facts: { count: true } });
const movie = /** @type {const} */ ({ type: 'movie' });

export const counting = topic('counting', [
  { id: 'all-movies', who: 'ada', text: 'How many movies are there?', ...count, args: movie },
  { id: 'all-movies-ben', who: 'ben', text: 'How many movies do I have?', ...count, args: movie },
  { id: 'all-shows', who: 'cleo', text: 'How many shows are there?', ...count, args: { type: 'show' } },
  {
    ...{ id: 'all-shows-ben', who: 'ben', text: 'How many series are there?', ...count, args: { type: 'show' } },
    facts: { nothing: true, notices: ['caveat'] },
    chips: { intent: 'count', type: 'show' },
  },
  { id: 'episodes', who: 'cleo', text: 'How many episodes are there?', ...count, args: { type: 'episode' } },
  { id: 'artists-de', who: 'ada', text: 'Wie viele Künstler gibt es?', ...count, args: { type: 'artist' } },
  { id: 'in-4k', who: 'ada', text: 'How many movies are in 4K?', ...count, args: { ...movie, resolution: '4k' } },
  {
    ...{ id: 'nineties-comedy', who: 'ben', text: 'How many comedy movies from the 90s are there?', ...count },
    args: { ...movie, genre: 'Comedy', yearFrom: 1990, yearTo: 1999 },
  },
  {
    ...{ id: 'unseen', who: 'ben', text: 'How many movies have I not watched yet?', ...count },
    args: { ...movie, watched: false },
  },
  {
    ...{ id: 'unseen-de', who: 'cleo', text: 'Wie viele Filme habe ich noch nicht gesehen?', ...count },
    args: { ...movie, watched: false },
  },
  {
    ...{ id: 'short-docs', who: 'ada', text: 'How many documentaries are under 100 minutes?', ...count },
    args: { genre: 'Documentary', minutesMax: [99, 100], type: ['movie', null] },
  },
  {
    ...{ id: 'person', who: 'cleo', text: 'How many movies with {actor} are there?', ...count },
    args: { ...movie, person: '{actor}' },
  },
  {
    ...{ id: 'rated-de', who: 'ada', text: 'Wie viele Filme mit mindestens 8 Punkten gibt es?', ...count },
    args: { ...movie, ratingMin: 8 },
  },
]);

export const followUps = topic('follow-ups', [
  {
    ...{ id: 'begin', who: 'ben', text: 'Movies from the 2000s', tools: ['search_library'] },
    args: { ...movie, yearFrom: 2000, yearTo: 2009 },
    facts: { cards: true },
  },
  {
    ...{ id: 'unseen', after: 'begin', who: 'ben', text: 'Only those that I have not seen', tools: ['search_library'] },
    args: { ...movie, yearFrom: 2000, yearTo: 2009, watched: false },
    facts: { cards: true },
    chips: null,
  },
  {
    ...{ id: 'shorter', after: 'unseen', who: 'ben', text: 'Only those under 110 minutes', tools: ['search_library'] },
    args: { ...movie, yearFrom: 2000, yearTo: 2009, watched: false, minutesMax: [109, 110] },
    facts: { cards: true },
    chips: null,
  },
  {
    ...{ id: 'count', after: 'shorter', who: 'ben', text: 'How many of those are there?', tools: ['search_library'] },
    args: { ...movie, yearFrom: 2000, yearTo: 2009, watched: false, minutesMax: [109, 110] },
    facts: { count: true },
    chips: null,
  },
  {
    ...{ id: 'begin-de', who: 'ada', text: 'Thriller in 1080p', tools: ['search_library'] },
    args: { genre: 'Thriller', resolution: '1080', type: ['movie', null] },
    facts: { cards: true },
  },
  {
    ...{
      id: 'rated-de',
      after: 'begin-de',
      who: 'ada',
      text: 'Nur die mit mindestens 7 Punkten',
      tools: ['search_library'],
    },
    args: { genre: 'Thriller', resolution: '1080', ratingMin: 7, type: ['movie', null] },
    facts: { cards: true },
    chips: null,
  },
]);
