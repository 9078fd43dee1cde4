import { DomainError } from '../errors';

export type CursorValue = string | number;

/**
 * Keyset cursors are opaque to callers: base64url of a JSON array. The first element binds the cursor
 * to the listing that made it (sort and order), so that a cursor from another listing is refused
 * instead of silently skipping rows.
 */
export function encodeCursor(listing: string, values: CursorValue[]): string {
  return Buffer.from(JSON.stringify([listing, ...values])).toString('base64url');
}

/** @throws DomainError `cursor-invalid` when the cursor was not made by `encodeCursor` for this listing. */
export function decodeCursor(listing: string, cursor: string, kinds: readonly ('string' | 'number')[]): CursorValue[] {
  const [madeFor, ...values] = parse(cursor);
  const fits =
    madeFor === listing &&
    values.length === kinds.length &&
    values.every((value, i) => typeof value === kinds[i] && value !== '' && isStorable(value));
  if (!fits) throw invalidCursor();
  return values as CursorValue[];
}

function parse(cursor: string): unknown[] {
  const bytes = Buffer.from(cursor, 'base64url');
  // The decoder passes over what is not base64url; such a cursor was never given out.
  if (bytes.toString('base64url') !== cursor) throw invalidCursor();
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'));
    return Array.isArray(value) ? value : [];
  } catch {
    throw invalidCursor();
  }
}

/** A time as `toISOString` writes it, of a day that exists and a year that PostgreSQL can read in this form. */
export function isCursorTime(value: CursorValue): boolean {
  const time = new Date(value);
  return /^(?!0000)\d{4}-/.test(String(value)) && !Number.isNaN(time.getTime()) && time.toISOString() === value;
}

// PostgreSQL text holds no NUL, and JSON can carry one.
function isStorable(value: unknown): boolean {
  return typeof value === 'number' ? Number.isFinite(value) : !String(value).includes('\u0000');
}

function invalidCursor(): DomainError {
  return new DomainError('bad-request', 'cursor-invalid', 'The cursor is not one that this list gave out.', {
    errors: [{ field: 'cursor', message: 'must be the nextCursor of the same list, filters and sort' }],
  });
}
