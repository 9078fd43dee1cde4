import { isUUID } from 'class-validator';
import { DomainError, decodeCursor, encodeCursor, isCursorTime } from '../../common';

interface CreatedRow {
  createdAt: Date;
  id: string;
}

/** Keyset cursor of a list that is sorted by (created_at, id), newest first. */
export function createdAtCursor(listing: string) {
  return {
    encode: (row: CreatedRow): string => encodeCursor(listing, [row.createdAt.toISOString(), row.id]),
    /** @throws DomainError `cursor-invalid`, also for a forged time or id that PostgreSQL would choke on. */
    decode(cursor: string | undefined): { createdAt: string; id: string } | null {
      if (cursor === undefined) return null;
      const [createdAt, id] = decodeCursor(listing, cursor, ['string', 'string']) as [string, string];
      if (isCursorTime(createdAt) && isUUID(id)) return { createdAt, id };
      throw new DomainError('bad-request', 'cursor-invalid', 'The cursor is not one that this list gave out.', {
        errors: [{ field: 'cursor', message: 'must be the nextCursor of the same list' }],
      });
    },
  };
}
