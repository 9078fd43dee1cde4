import { readExternalIds } from './guid';
import { PLEX_ITEM_TYPES, type PlexItem, type PlexItemType, type PlexVersion } from './plex-item';
import { isTrashed, readVersions } from './plex-media.mapper';
import {
  asArray,
  isRow,
  readCount,
  readDay,
  readEpoch,
  readInteger,
  readLongText,
  readNumber,
  readPositive,
  readServerPath,
  readText,
  type RawRow,
} from './readers';

const TYPES: ReadonlySet<string> = new Set(PLEX_ITEM_TYPES);
const KEY_IN_PATH = /\/library\/metadata\/(\d+)(?:\/|$)/;

/**
 * One row of a listing or detail reply. Null for what SmartPlex does not mirror: the keyless "All
 * episodes" row, rows without ratingKey, collections, clips and types to come.
 * @param sectionKey section named by the container, for rows that do not name theirs
 */
// One literal of all fields: rows of one shape are what makes the sync fast.
// eslint-disable-next-line max-lines-per-function
export function toPlexItem(row: RawRow, sectionKey: string | null = null): PlexItem | null {
  const ratingKey = readText(row.ratingKey);
  const type = readType(row.type);
  if (ratingKey === null || type === null) return null;
  const guid = readText(row.guid);
  const versions = readVersions(row.Media);
  const day = readDay(row.originallyAvailableAt);
  return {
    ratingKey,
    type,
    guid,
    externalIds: readExternalIds(row.Guid, guid),
    parentRatingKey: readKey(row.parentRatingKey, row.parentKey),
    grandparentRatingKey: readKey(row.grandparentRatingKey, row.grandparentKey),
    parentTitle: readText(row.parentTitle),
    grandparentTitle: readText(row.grandparentTitle),
    title: readTitle(row, versions, ratingKey),
    sortTitle: readText(row.titleSort),
    originalTitle: readText(row.originalTitle),
    editionTitle: readText(row.editionTitle),
    summary: readLongText(row.summary),
    tagline: readText(row.tagline),
    contentRating: readText(row.contentRating),
    studio: readText(row.studio),
    year: readYear(row.year, day),
    rating: readRating(row.rating, row.audienceRating),
    durationMs: readPositive(row.duration),
    index: readInteger(row.index),
    parentIndex: readInteger(row.parentIndex),
    childCount: readCount(row.childCount),
    leafCount: readCount(row.leafCount),
    viewedLeafCount: readCount(row.viewedLeafCount),
    originallyAvailableOn: day,
    genres: readTags(row.Genre),
    directors: readTags(row.Director),
    actors: readTags(row.Role),
    countries: readTags(row.Country),
    collections: readTags(row.Collection),
    thumb: readThumb(row),
    addedAt: readEpoch(row.addedAt),
    updatedAt: readEpoch(row.updatedAt),
    viewCount: readCount(row.viewCount) ?? 0,
    viewOffsetMs: readPositive(row.viewOffset),
    lastViewedAt: readEpoch(row.lastViewedAt),
    userRating: onScale(readNumber(row.userRating)) || null,
    available: !isTrashed(row) && !isWithoutFiles(versions),
    librarySectionKey: readText(row.librarySectionID) ?? sectionKey,
    versions,
  };
}

/** Null for types that SmartPlex does not mirror. */
export function readType(value: unknown): PlexItemType | null {
  return typeof value === 'string' && TYPES.has(value) ? (value as PlexItemType) : null;
}

/** `parentRatingKey` is missing now and then while `parentKey` still names the same row as a path. */
function readKey(key: unknown, path: unknown): string | null {
  const text = readText(key);
  if (text !== null) return text;
  return typeof path === 'string' ? (KEY_IN_PATH.exec(path)?.[1] ?? null) : null;
}

function readTitle(row: RawRow, versions: PlexVersion[], ratingKey: string): string {
  return readText(row.title) ?? fileName(versions) ?? ratingKey;
}

/** Media servers run on Windows too: both separators count. */
function fileName(versions: PlexVersion[]): string | null {
  for (const version of versions) {
    for (const part of version.parts) {
      const name = part.file?.split(/[\\/]/).at(-1);
      if (name) return name.replace(/(.)\.[^.]{1,5}$/, '$1');
    }
  }
  return null;
}

function readYear(value: unknown, day: string | null): number | null {
  const year = readInteger(value);
  if (year !== null && year >= 1 && year <= 9999) return year;
  return day === null ? null : Number(day.slice(0, 4));
}

function readRating(critics: unknown, audience: unknown): number | null {
  return onScale(readNumber(critics)) ?? onScale(readNumber(audience));
}

function onScale(rating: number | null): number | null {
  return rating !== null && rating >= 0 && rating <= 10 ? rating : null;
}

function readTags(value: unknown): string[] {
  const tags: string[] = [];
  const list = asArray(value);
  for (let i = 0; i < list.length; i++) {
    const entry = list[i];
    const tag = readText(isRow(entry) ? entry.tag : entry);
    if (tag !== null && !tags.includes(tag)) tags.push(tag);
  }
  return tags;
}

function readThumb(row: RawRow): string | null {
  return readServerPath(row.thumb) ?? readServerPath(row.parentThumb) ?? readServerPath(row.grandparentThumb);
}

/** Every file is gone or in the trash: for a viewer the item is not there. */
function isWithoutFiles(versions: PlexVersion[]): boolean {
  let parts = 0;
  for (const version of versions) {
    for (const part of version.parts) {
      if (part.accessible) return false;
      parts++;
    }
  }
  return parts > 0;
}
