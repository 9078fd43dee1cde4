import { forDraws, type Draws } from '../../testing/draws';
import { DomainError } from '../errors';
import { decodeCursor, encodeCursor, isCursorTime, type CursorValue } from './cursor';

const PIECES = [
  'a',
  'ß',
  '🎬',
  '"',
  '\\',
  '[',
  ']',
  ',',
  '{',
  '}',
  '\n',
  '\u202e',
  '\ud83d',
  '0',
  '-',
  ' ',
  '.',
  '\u0001',
];
const NUMBERS = [0, -1, 1, 2 ** 31, -(2 ** 53), 0.1, 1e300, 5e-324];

const value = (draws: Draws): CursorValue =>
  draws.below(2) === 0 ? draws.of(NUMBERS) : `x${draws.text(PIECES, 12)}`.slice(draws.below(2) ? 0 : 1) || 'x';
const values = (draws: Draws) => Array.from({ length: draws.below(4) }, () => value(draws));
const kindsOf = (all: CursorValue[]) => all.map((one) => typeof one as 'string' | 'number');

/** What it says; null when it is refused as every forgery is. */
function read(listing: string, cursor: string, kinds: readonly ('string' | 'number')[]): CursorValue[] | null {
  try {
    return decodeCursor(listing, cursor, kinds);
  } catch (error) {
    expect(error).toBeInstanceOf(DomainError);
    expect((error as DomainError).code).toBe('cursor-invalid');
    return null;
  }
}

/** As base64url with something about it changed, or as JSON that somebody wrote by hand. */
function forged(draws: Draws, cursor: string): string {
  const at = draws.below(cursor.length + 1);
  const json = Buffer.from(cursor, 'base64url').toString('utf8');
  const cut = draws.below(json.length + 1);
  const piece = draws.of(['A', '-', '_', '+', '/', '=', ' ', '\u0000', 'ß', '%00', '.']);
  return draws.of([
    cursor.slice(0, at) + piece + cursor.slice(at),
    cursor.slice(0, at) + piece + cursor.slice(at + 1),
    cursor.slice(0, at),
    cursor + cursor,
    Buffer.from(
      json.slice(0, cut) + draws.of([...PIECES, 'null', '1e999', '\\u0000', '[]', '{}']) + json.slice(cut),
    ).toString('base64url'),
    Buffer.from(draws.of(['null', '{}', '[]', '""', '[[]]', '{"length":9}', '[null]', '0'])).toString('base64url'),
  ]);
}

describe('for any listing, values and forgery, a cursor', () => {
  it('tells what was put in, to the listing that made it and to no other', () =>
    forDraws(1_000, (draws) => {
      const put = values(draws);
      const cursor = encodeCursor('titles', put);
      expect(cursor).toMatch(/^[\w-]+$/);
      expect(read('titles', cursor, kindsOf(put))).toEqual(put);
      expect(read('title', cursor, kindsOf(put))).toBeNull();
      expect(read('titles', cursor, [...kindsOf(put), 'string'])).toBeNull();
    }));

  it('is refused with one code, or holds what PostgreSQL can take', () =>
    forDraws(5_000, (draws) => {
      const put = values(draws);
      const kinds = kindsOf(put);
      const found = read('titles', forged(draws, encodeCursor('titles', put)), kinds);
      if (found === null) return;
      expect(kindsOf(found)).toEqual(kinds);
      for (const one of found) {
        if (typeof one === 'number') expect(Number.isFinite(one)).toBe(true);
        else expect(one).not.toMatch(/\0|^$/);
      }
    }));

  it('holds as a time only what one of ours writes', () =>
    forDraws(2_000, (draws) => {
      const time = new Date((draws.below(2) ? 1 : -1) * draws.below(8.64e15));
      const text = time.toISOString();
      const isPlain = /^\d{4}/.test(text) && !text.startsWith('0000');
      expect(isCursorTime(text)).toBe(isPlain);
      const at = draws.below(text.length);
      const changed = text.slice(0, at) + draws.of(['x', '', ' ', '99', '٣', '\u0000']) + text.slice(at + 1);
      if (isCursorTime(changed)) expect(new Date(changed).toISOString()).toBe(changed);
    }));
});
