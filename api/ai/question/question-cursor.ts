import { decodeCursor, DomainError, encodeCursor, isCursorTime } from '../../common';

const CURSOR = 'question';

/** @param today of the first page @param behind where the next page begins, as its list has it */
export function writeCursor(today: string, behind: string): string {
  return encodeCursor(CURSOR, [`${today}T00:00:00.000Z`, behind]);
}

/** @throws DomainError `cursor-invalid` */
export function readCursor(cursor: string): [today: string, behind: string] {
  const [midnight, behind] = decodeCursor(CURSOR, cursor, ['string', 'string']);
  if (!isCursorTime(midnight)) throw invalidCursor();
  return [new Date(midnight).toISOString().slice(0, 10), String(behind)];
}

/**
 * Of a list that is told from its beginning: how many were told already.
 * @throws DomainError `cursor-invalid`
 */
export function placeIn(behind: string | undefined): number {
  if (behind === undefined) return 0;
  if (!/^\d{1,9}$/.test(behind)) throw invalidCursor();
  return Number(behind);
}

function invalidCursor(): DomainError {
  return new DomainError('bad-request', 'cursor-invalid', 'The cursor is not one that this question gave out.', {
    errors: [{ field: 'cursor', message: 'must be the nextCursor of the same question' }],
  });
}
