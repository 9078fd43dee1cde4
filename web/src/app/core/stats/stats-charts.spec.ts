import type { Stats } from '../../api/types';
import { completionChart, dayChart, namesOf, ranking, sumWords, titleFigures, weekChart } from './stats-charts';

const HOUR = 3_600_000;

const stats = (given: Partial<Stats> = {}): Stats => ({
  period: '7d',
  from: '2026-11-20T00:00:00.000Z',
  to: '2026-11-26T12:00:00.000Z',
  plays: 6,
  durationMs: 9 * HOUR,
  previous: { plays: 14, durationMs: 20 * HOUR },
  byDay: Array.from({ length: 7 }, (_, i) => ({
    date: `2026-11-${20 + i}`,
    plays: i === 6 ? 5 : i === 2 ? 1 : 0,
    durationMs: i === 6 ? 8 * HOUR : i === 2 ? HOUR : 0,
  })),
  byHourOfWeek: Array.from({ length: 168 }, (_, i) => ({
    weekday: Math.floor(i / 24),
    hour: i % 24,
    plays: i === 5 * 24 + 20 ? 6 : 0,
  })),
  topGenres: [],
  topTitles: [],
  completion: { finished: 5, partial: 1, averagePercent: 92.25 },
  ...given,
});

test('a day is told the same by its bar and by its row', () => {
  const { data, figures } = dayChart(stats());
  expect(data.bars).toHaveLength(7);
  expect(data.bars[6]).toEqual({
    value: 5,
    tick: 'Nov 26',
    heading: 'Thu, Nov 26, 2026',
    text: '5 plays, 8 h',
  });
  expect(figures.columns).toEqual(['Day', 'Plays', 'Time watched']);
  expect(figures.rows[6]).toEqual(['Thu, Nov 26, 2026', '5', '8 h']);
  expect(figures.rows[0]).toEqual(['Fri, Nov 20, 2026', '0', '0 h']);
});

test('the line to compare with is the average of the period before, as long as the bars are', () => {
  expect(dayChart(stats())).toMatchObject({ data: { mean: 2 }, note: expect.stringContaining('2.0 a day') });
  const year = Array.from({ length: 365 }, (_, i) => ({
    date: new Date(Date.UTC(2026, 0, 1 + i)).toISOString().slice(0, 10),
    plays: 1,
    durationMs: HOUR,
  }));
  const chart = dayChart(stats({ period: '1y', byDay: year, previous: { plays: 730, durationMs: 0 } }));
  expect(chart).toMatchObject({ data: { size: 'week', mean: 14 }, note: expect.stringContaining('14 a week') });
});

test('where nothing was before there is no line, and none is promised', () => {
  const { data, note } = dayChart(stats({ previous: { plays: 0, durationMs: 0 } }));
  expect(data.mean).toBeNull();
  expect(note).not.toContain('Dashed');
});

test('the hours stand at the same place in map and table, in the reader’s time', () => {
  const { data, note, figures } = weekChart(stats(), 120);
  expect(data.map(({ label }) => label)).toEqual(['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']);
  expect(data[4].cells[22]).toEqual({ value: 6, heading: 'Friday, 22:00 to 23:00', text: '6 plays' });
  expect(figures.columns).toEqual(['From', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']);
  expect(figures.rows[22]).toEqual(['22:00', '0', '0', '0', '0', '6', '0', '0']);
  expect(note).toBe('Busiest: Friday, 22:00 to 23:00, 6 plays. In your time, UTC+2.');
});

test('shares are beside the first, and times that Plex does not name are left out', () => {
  const { data, figures } = ranking('Genre', [
    { name: 'Drama', plays: 8, durationMs: 2 * HOUR },
    { name: 'Noir', plays: 1, durationMs: 0 },
  ]);
  expect(data.map(({ share, words }) => [share, words])).toEqual([
    [1, '8 plays, 2 h'],
    [0.125, '1 play'],
  ]);
  expect(figures.rows).toEqual([
    ['Drama', '8', '2 h'],
    ['Noir', '1', 'unknown'],
  ]);
  expect(sumWords({ plays: 0, durationMs: 0 })).toBe('0 plays');
});

test('titles of which little is known have rows all the same', () => {
  const title = { itemId: null, posterUrl: null, plays: 3, durationMs: 0 };
  expect(
    titleFigures([
      { ...title, title: '', type: null, year: null },
      { ...title, title: 'Harbour', type: 'show', year: 2014, durationMs: HOUR },
    ]).rows,
  ).toEqual([
    ['unknown', 'unknown', 'unknown', '3', 'unknown'],
    ['Harbour', 'Show', '2014', '3', '1 h'],
  ]);
});

test('what was broken off is told in plays and shares', () => {
  const { data, note, figures } = completionChart(stats());
  expect(data.map(({ words }) => words)).toEqual(['5 (83.3 %)', '1 (16.7 %)']);
  expect(note).toContain('92.3 %');
  expect(figures.rows).toEqual([
    ['Seen to the end', '5', '83.3 %'],
    ['Broken off', '1', '16.7 %'],
    ['Seen on average', '', '92.3 %'],
  ]);
});

test('people without a name are told apart', () => {
  const person = (displayName: string | null) => ({ userId: null, displayName, plays: 1, durationMs: 0 });
  expect(namesOf([person('Ada'), person(null)])).toEqual(['Ada', 'Never signed in here']);
  expect(namesOf([person(null), person('Ada'), person(null)])).toEqual([
    'Never signed in here, 1',
    'Ada',
    'Never signed in here, 2',
  ]);
});
