import { unit } from '../core/hash';
import { DAY_SECONDS } from '../core/clock';

const SALT = { added: 400, updated: 401, released: 402 };
export const LIBRARY_AGE_SECONDS = 4 * 365 * DAY_SECONDS;
const UPDATE_SPAN_SECONDS = 90 * DAY_SECONDS;

/** Libraries grow faster lately: the power puts more titles near the present, but no thousands into the last minutes. */
export function titleAddedAt(h: number, epoch: number): number {
  return epoch - 60 - Math.floor(unit(h, SALT.added) ** 1.4 * LIBRARY_AGE_SECONDS);
}

/** Metadata is refreshed at some time after the title came in, never later than the epoch. */
export function titleUpdatedAt(h: number, addedAt: number, epoch: number): number {
  return addedAt + Math.floor(unit(h, SALT.updated) * Math.min(UPDATE_SPAN_SECONDS, Math.max(0, epoch - addedAt)));
}

export function releasedAt(h: number, year: number): string {
  const day = 1 + Math.floor(unit(h, SALT.released) * 28);
  const month = 1 + Math.floor(unit(h, SALT.released + 1) * 12);
  return `${year}-${month < 10 ? '0' : ''}${month}-${day < 10 ? '0' : ''}${day}`;
}
