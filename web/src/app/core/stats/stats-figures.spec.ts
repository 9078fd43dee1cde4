import type { Stats } from '../../api/types';
import { figuresOf, longestRun, ownFiguresOf } from './stats-figures';

const days = (...plays: number[]): Stats['byDay'] =>
  plays.map((count, i) => ({ date: `2026-03-0${i + 1}`, plays: count, durationMs: 0 }));

const month: Parameters<typeof figuresOf>[0] = {
  period: '7d',
  plays: 8,
  durationMs: 7_200_000,
  previous: { plays: 5, durationMs: 10_800_000 },
  byDay: days(0, 2, 1, 0, 1, 4, 0),
  completion: { finished: 7, partial: 1, averagePercent: 93 },
};

test('a period in four figures, each beside what makes sense of it', () => {
  expect(figuresOf(month)).toEqual([
    { label: 'Plays', value: '8', note: '3 more than in the 7 days before', icon: 'ascending' },
    { label: 'Time watched', value: '2 h', note: '1 h less than in the 7 days before', icon: 'descending' },
    { label: 'Seen to the end', value: '87.5 %', note: '1 broken off', icon: null },
    { label: 'Days with plays', value: '4 of 7', note: 'Longest run: 2 days', icon: null },
  ]);
});

test('of nothing watched no share is known', () => {
  const none = figuresOf({ ...month, plays: 0, completion: { finished: 0, partial: 0, averagePercent: null } });
  expect(none[2]).toMatchObject({ value: 'unknown', note: 'None broken off' });
});

test('a run of every day, and of none, have words of their own', () => {
  const note = (...plays: number[]) => figuresOf({ ...month, byDay: days(...plays) })[3].note;
  expect([note(1, 2, 1), note(0, 2, 0), note(0)]).toEqual([
    'Every single day',
    'No two days in a row',
    'No two days in a row',
  ]);
});

test('a run of days ends with the first day without plays', () => {
  expect(longestRun(days(1, 1, 1, 0, 1, 1))).toBe(3);
  expect(longestRun(days(0, 1, 1, 1, 1))).toBe(4);
  expect([longestRun(days(0, 0)), longestRun([])]).toEqual([0, 0]);
});

test('a streak stands beside the longest one', () => {
  const note = (currentDays: number, longestDays: number) =>
    ownFiguresOf({ streak: { currentDays, longestDays }, finishedTitles: 3 })[0].note;
  expect([note(3, 17), note(0, 1), note(4, 4), note(0, 0)]).toEqual([
    'Longest ever: 17 days',
    'Longest ever: 1 day',
    'The longest ever',
    'None so far',
  ]);
});
