import { encodeCursor } from '../../common';
import { createdAtCursor } from './created-at-cursor';

const cursor = createdAtCursor('users');
const row = { createdAt: new Date('2026-01-02T03:04:05.678Z'), id: '0b7c3c1e-1d5f-4d0e-9a40-0f2f6d1b2c3d' };

test('a cursor leads back to the row that it was made of', () => {
  expect(cursor.decode(cursor.encode(row))).toEqual({ createdAt: '2026-01-02T03:04:05.678Z', id: row.id });
});

test('no cursor means the first page', () => {
  expect(cursor.decode(undefined)).toBeNull();
});

test.each([
  ['text', 'abc'],
  ['another list', createdAtCursor('api-keys').encode(row)],
  ['a forged time', encodeCursor('users', ["now'", row.id])],
  ['a time that does not exist', encodeCursor('users', ['2026-99-99T00:00:00.000Z', row.id])],
  ['a day that does not exist', encodeCursor('users', ['2026-02-30T00:00:00.000Z', row.id])],
  ['a year that PostgreSQL does not read', encodeCursor('users', ['0000-01-01T00:00:00.000Z', row.id])],
  ['characters that no cursor has', `${cursor.encode(row)}!`],
  ['a forged id', encodeCursor('users', ['2026-01-02T03:04:05.678Z', '1 OR 1=1'])],
])('a cursor made of %s is refused', (_, forged) => {
  expect(() => cursor.decode(forged)).toThrow(expect.objectContaining({ code: 'cursor-invalid' }));
});
