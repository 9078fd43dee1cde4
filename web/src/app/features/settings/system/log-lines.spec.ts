import type { LogLine } from '../../../api/types';
import { MOST_LINES, requestText, withLine } from './log-lines';

const line = (sequence: number) => ({ sequence, message: `line ${sequence}` }) as LogLine;
const sequences = (lines: readonly LogLine[]) => lines.map(({ sequence }) => sequence);

test('a new line is the first', () => {
  expect(sequences(withLine([line(3), line(2)], line(4)))).toEqual([4, 3, 2]);
});

test('a line that came both ways is there once, one that comes late is at its place', () => {
  expect(sequences(withLine([line(3), line(2)], line(3)))).toEqual([3, 2]);
  expect(sequences(withLine([line(4), line(2)], line(3)))).toEqual([4, 3, 2]);
});

test('the oldest lines leave', () => {
  const many = Array.from({ length: MOST_LINES }, (_, i) => line(MOST_LINES - i));
  const after = withLine(many, line(MOST_LINES + 1));
  expect(after).toHaveLength(MOST_LINES);
  expect(sequences(after).at(-1)).toBe(2);
});

test('a line of a request tells which one and how it ended, another one nothing', () => {
  const text = (fields: object) => requestText({ ...line(1), fields } as LogLine);
  expect(text({ method: 'GET', url: '/api/v1/users', statusCode: 503, durationMs: 3 })).toBe('GET /api/v1/users 503');
  expect(text({ method: 'GET', url: '/api/v1/users' })).toBe('GET /api/v1/users');
  expect(text({ method: 5, statusCode: 200 })).toBe('');
  expect(text({})).toBe('');
});
