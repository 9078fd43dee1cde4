import { countOf, sentenceOf, type Searched } from '../tools/search-sentence';
import { plainly, saying } from './saying';

interface Counted {
  count: number;
}
type OfPeriod = Counted & { period: string };

interface ServerValues {
  server: string;
  status: string;
  /** Of the last run; without one it was never synced. */
  state?: string;
  mode?: string;
  at?: string;
  /** Without it no run is planned. */
  next?: string;
}

const views = (count: number): string => `${count} ${count === 1 ? 'view' : 'views'}`;

/** What a tool found, in a sentence. */
export const SUMMARIES = {
  'titles-found': saying<Counted & Searched>(
    {
      ...{ count: 12, type: 'movie', q: 'silver', genre: 'Comedy', person: 'Ida Voss', yearFrom: 1990, yearTo: 1999 },
      ...{ watched: false, minutesMin: 60, minutesMax: 90, resolution: '4k', ratingMin: 7.5, contentRating: 'PG-13' },
      ...{ language: 'fr', addedSinceDays: 30 },
    },
    ({ count, ...asked }) => sentenceOf(count, asked),
  ),
  'titles-alike': saying<Counted & { title: string; type?: string }>(
    { count: 5, title: 'The Silver River', type: 'movie' },
    ({ count, type, title }) => `${countOf(count, type)} like ${title}`,
  ),
  'picks-found': saying<Counted & { type?: string; genre?: string }>(
    { count: 6, type: 'movie', genre: 'Drama' },
    ({ count, type, genre }) => `${countOf(count, type)} that you have not watched${genre ? `, ${genre}` : ''}`,
  ),
  'my-views': saying<OfPeriod>({ count: 3, period: '30d' }, (s) => `${views(s.count)} of yours (${s.period})`),
  'my-statistics': saying<OfPeriod>(
    { count: 3, period: '30d' },
    ({ count, period }) => `Your statistics (${period}): ${views(count)}`,
  ),
  'all-statistics': saying<OfPeriod>(
    { count: 3, period: 'all' },
    ({ count, period }) => `Everybody’s statistics (${period}): ${views(count)}`,
  ),
  'to-go-on-with': saying<Counted>({ count: 2 }, ({ count }) => `${countOf(count)} to go on with`),
  'new-lately': saying<Counted & { days: number }>(
    { count: 4, days: 14 },
    ({ count, days }) => `${countOf(count)} with something new in the last ${days} days`,
  ),
  'storage-by': saying<Counted & { by: string }>(
    { count: 1200, by: 'resolution' },
    ({ count, by }) => `Storage by ${by}: ${countOf(count)} with files`,
  ),
  'several-times': saying<Counted>({ count: 3 }, ({ count }) => `${countOf(count)} there more than once`),
  'watched-by-nobody': saying<Counted & { days: number }>(
    { count: 3, days: 365 },
    ({ count, days }) => `${countOf(count)} that nobody watched in the last ${days} days`,
  ),
  'not-known-yet': plainly('Not known yet'),
  'no-servers': plainly('No server is registered'),
  'server-sync': saying<ServerValues>(
    {
      ...{ server: 'Attic', status: 'online', state: 'succeeded', mode: 'full' },
      ...{ at: '2026-01-31T04:00:00.000Z', next: '2026-02-01T04:00:00.000Z' },
    },
    serverSentence,
  ),
  'so-many-found': saying<Counted>({ count: 12 }, ({ count }) => (count === 0 ? 'Nothing found' : `${count} found`)),
};

function serverSentence({ server, status, state, mode, at, next }: ServerValues): string {
  const last = state === undefined ? 'never synced' : `last sync ${state} (${mode}, ${at})`;
  return `${server} is ${status}: ${last}, ${next === undefined ? 'none planned' : `next ${next}`}.`;
}
