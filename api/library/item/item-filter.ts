import { DomainError } from '../../common';
import type { PlexItemType } from '../../plex';
import type { ItemFilterQuery } from './item-query.dto';

/** What can be asked of the audio of items: for those who see to it that it is read (`AudioLanguages`). */
export interface AudioFilter {
  /** A code of `languageCode`; holds for what is known to be spoken in it. */
  audioLanguage?: string;
  /** Whether a language at least is known. */
  audioTold?: boolean;
  /** Whether it could be read and was not. */
  audioUnread?: boolean;
}

/** What a listing can be asked for beside what its query says. */
export interface InnerFilter extends AudioFilter {
  /** `true`: without what is in the trash, or whose files cannot be found, as counts are. */
  available?: boolean;
}

/** Checked conditions of a listing. */
export interface ItemFilter extends InnerFilter {
  type?: PlexItemType;
  serverId?: string;
  sectionId?: string;
  parentId?: string;
  q?: string;
  genre?: string;
  genres?: string[];
  person?: string;
  yearFrom?: number;
  yearTo?: number;
  resolution?: string;
  watched?: boolean;
  addedSince?: string;
  sizeMin?: number;
  durationMinMs?: number;
  durationMaxMs?: number;
  ratingMin?: number;
  contentRating?: string;
}

/** @throws DomainError `range-inverted`, `date-impossible` */
export function toItemFilter(query: ItemFilterQuery & InnerFilter): ItemFilter {
  const { type, serverId, sectionId, parentId, genre, yearFrom, yearTo, resolution, watched, sizeMin } = query;
  const { durationMinMs, durationMaxMs, ratingMin, contentRating, audioLanguage, audioTold, audioUnread, available } =
    query;
  refuseInverted('yearFrom', yearFrom, 'yearTo', yearTo);
  refuseInverted('durationMinMs', durationMinMs, 'durationMaxMs', durationMaxMs);
  const q = query.q?.trim() || undefined;
  const person = query.person?.trim() || undefined;
  const genres = query.genres?.length ? query.genres : undefined;
  const addedSince = query.addedSince === undefined ? undefined : instant(query.addedSince);
  const words = { q, genre, genres, person, resolution, contentRating };
  const ranges = { yearFrom, yearTo, addedSince, sizeMin, durationMinMs, durationMaxMs, ratingMin };
  const inner = { audioLanguage, audioTold, audioUnread, available };
  return { type, serverId, sectionId, parentId, watched, ...words, ...ranges, ...inner };
}

function refuseInverted(from: string, low: number | undefined, to: string, high: number | undefined): void {
  if (low === undefined || high === undefined || low <= high) return;
  throw new DomainError('invalid', 'range-inverted', `${from} is greater than ${to}.`, {
    errors: [{ field: from, message: `must not be greater than ${to}` }],
  });
}

/** PostgreSQL reads the years 1 to 9999; an offset can lead out of them. */
function isReadable(time: Date): boolean {
  return time >= new Date('0001-01-01T00:00:00Z') && time <= new Date('9999-12-31T23:59:59.999Z');
}

function instant(text: string): string {
  const day = new Date(`${text.slice(0, 10)}T00:00:00Z`);
  const time = new Date(text);
  // JavaScript turns the 30th of February into a day of March.
  const real = !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text.slice(0, 10));
  // Without an offset JavaScript would take the time zone of this machine.
  const placed = text.length === 10 || /(Z|[+-]\d\d:\d\d)$/.test(text);
  if (real && placed && isReadable(time)) return time.toISOString();
  throw new DomainError('invalid', 'date-impossible', 'There is no such date.', {
    errors: [{ field: 'addedSince', message: 'must be a date that exists' }],
  });
}
