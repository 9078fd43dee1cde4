// @ts-check
import { topic } from './question.mjs';

const none = /** @type {const} */ ({ chips: null });

export const history = topic('own history', [
  {
    ...{ id: 'hours-week', who: 'ada', text: 'How much did I watch this week?', tools: ['my_stats', 'my_history'] },
    args: { period: '7d' },
    facts: { figures: ['Time watched'] },
    chips: { intent: 'stats', period: '7d' },
  },
  {
    ...{ id: 'hours-month-de', who: 'ben', text: 'Wie viel habe ich diesen Monat geschaut?' },
    tools: ['my_stats', 'my_history'],
    args: { period: '30d' },
    facts: { figures: ['Time watched'] },
    chips: { intent: 'stats', period: '30d' },
  },
  {
    ...{ id: 'views-year', who: 'cleo', text: 'How much did I watch this year?', tools: ['my_stats', 'my_history'] },
    args: { period: ['1y', 'all'] },
    facts: { figures: ['Views'] },
    chips: { intent: 'stats', period: '1y' },
  },
  {
    ...{ id: 'stats-all', who: 'ada', text: 'Show my statistics of all time', tools: ['my_stats'] },
    args: { period: 'all' },
    facts: { figures: ['Views', 'Time watched'] },
    chips: { intent: 'stats', period: 'all' },
  },
  {
    ...{ id: 'last', who: 'ben', text: 'What did I watch in the last 30 days?', tools: ['my_history', 'my_stats'] },
    args: { period: '30d' },
    facts: { cards: true },
    ...none,
  },
  {
    ...{ id: 'last-de', who: 'cleo', text: 'Was habe ich in den letzten 90 Tagen gesehen?' },
    tools: ['my_history', 'my_stats'],
    args: { period: '90d' },
    facts: { cards: true },
    ...none,
  },
  {
    ...{ id: 'before', who: 'ada', text: 'Did I watch more in the last 90 days than in the 90 days before?' },
    tools: ['my_stats', 'my_history'],
    args: { period: '90d' },
    facts: { figures: ['Views', 'Views in the period before'] },
    ...none,
  },
  {
    ...{ id: 'genres', who: 'cleo', text: 'Which genres did I watch most in the last year?', tools: ['my_stats'] },
    args: { period: '1y' },
    facts: { figures: ['Views'] },
    ...none,
  },
  {
    ...{ id: 'continue', who: 'cleo', text: 'What can I continue watching?', tools: ['continue_watching'] },
    facts: { cards: true },
    ...none,
  },
  {
    ...{
      id: 'arrivals',
      who: 'ben',
      text: "What's new in the library in the last 30 days?",
      tools: ['recently_added', 'search_library'],
    },
    args: { days: [30, null], addedSinceDays: [30, null], type: ['movie', null] },
    facts: { cards: true },
    ...none,
  },
]);

export const picks = topic('picks and titles', [
  {
    ...{ id: 'recommend', who: 'ada', text: 'Recommend me a movie for tonight', tools: ['recommend'] },
    args: { type: ['movie', null] },
    facts: { cards: true },
    chips: { intent: 'picks', type: 'movie' },
  },
  {
    ...{ id: 'recommend-genre', who: 'ben', text: 'Recommend me a mystery movie', tools: ['recommend'] },
    args: { type: ['movie', null], genre: 'Mystery' },
    facts: { cards: true },
    chips: { intent: 'picks', type: 'movie', genre: 'Mystery' },
  },
  {
    ...{ id: 'recommend-de', who: 'cleo', text: 'Empfiehl mir eine Serie', tools: ['recommend'] },
    args: { type: 'show' },
    facts: { cards: true },
    chips: { intent: 'picks', type: 'show' },
  },
  {
    ...{ id: 'similar', who: 'ben', text: 'Movies like "{film}"', tools: ['similar_items'] },
    facts: { cards: true },
    chips: { type: 'movie', like: '{filmId}' },
  },
  {
    ...{ id: 'similar-de', who: 'ada', text: 'Filme wie „{otherFilm}“', tools: ['similar_items'] },
    facts: { cards: true },
    chips: { type: 'movie', like: '{otherFilmId}' },
  },
  {
    ...{ id: 'runtime', who: 'ben', text: 'How long is "{film}"?', tools: ['get_item', 'search_library'] },
    facts: { figures: ['Runtime'] },
    ...none,
  },
  {
    ...{ id: 'about', who: 'cleo', text: 'Tell me about "{otherFilm}"', tools: ['get_item', 'search_library'] },
    facts: { cards: true },
    ...none,
  },
  {
    ...{ id: 'find', who: 'ada', text: 'Is "{show}" in my library?', tools: ['search_library', 'get_item'] },
    args: { q: '{show}', type: ['show', null] },
    facts: { cards: true },
    ...none,
  },
]);
