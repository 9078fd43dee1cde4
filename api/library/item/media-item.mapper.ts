import { hash } from 'node:crypto';
import type { PlexItem } from '../../plex';
import { bestResolution, sumSizes } from './item-files';

/** Raised when the same reply would make another row, so that the next sync writes every row anew. */
export const MAPPING_VERSION = 2;

/** Media servers number their items: a longer key is none, and fits into no index. */
const MAX_KEY = 255;

/** A Plex row on its way to `media_items`. */
export interface MappedItem {
  item: PlexItem;
  /** md5 of what the row is made of, as a uuid. */
  contentHash: string;
}

/** The items of a page, each ratingKey once (the last one wins), in the order in which rows are locked. */
export function toMappedItems(items: readonly PlexItem[]): MappedItem[] {
  const byKey = new Map<string, PlexItem>();
  for (const item of items) if (item.ratingKey.length <= MAX_KEY) byKey.set(item.ratingKey, item);
  return [...byKey.values()]
    .map((item) => ({ item, contentHash: contentHash(item) }))
    .sort((a, b) => (a.item.ratingKey < b.item.ratingKey ? -1 : 1));
}

/** Movies, episodes and tracks have files of their own; the rest sums its leaves. */
export function ownSize(item: PlexItem): number | null {
  return sumSizes(item.versions);
}

export function ownResolution(item: PlexItem): string | null {
  return bestResolution(item.versions);
}

/**
 * Canonical JSON is a list of values in a fixed order. HDR is left out: only details know it, and a
 * list that does not is no change.
 */
function contentHash(item: PlexItem): string {
  const values = [MAPPING_VERSION, canonicalTexts(item), canonicalFigures(item), canonicalVersions(item)];
  return toUuid(hash('md5', JSON.stringify(values), 'hex'));
}

function canonicalTexts(item: PlexItem): unknown[] {
  return [
    item.type,
    item.guid,
    item.externalIds.imdb,
    item.externalIds.tmdb,
    item.externalIds.tvdb,
    item.parentRatingKey,
    item.grandparentRatingKey,
    item.parentTitle,
    item.grandparentTitle,
    item.title,
    item.sortTitle,
    item.originalTitle,
    item.editionTitle,
    item.summary,
    item.tagline,
    item.contentRating,
    item.studio,
    item.genres,
    item.directors,
    item.actors,
    item.countries,
    item.collections,
    item.thumb,
  ];
}

function canonicalFigures(item: PlexItem): unknown[] {
  return [
    item.year,
    item.rating,
    item.durationMs,
    item.index,
    item.parentIndex,
    item.childCount,
    item.leafCount,
    item.viewedLeafCount,
    item.originallyAvailableOn,
    item.addedAt?.getTime() ?? null,
    item.updatedAt?.getTime() ?? null,
    item.viewCount,
    item.viewOffsetMs,
    item.lastViewedAt?.getTime() ?? null,
    item.userRating,
    item.available,
  ];
}

function canonicalVersions(item: PlexItem): unknown[] {
  const values: unknown[] = [];
  for (const version of item.versions) {
    values.push(
      version.mediaId,
      version.resolution,
      version.videoCodec,
      version.audioCodec,
      version.audioChannels,
      version.bitrateKbps,
      version.container,
      version.optimized,
      version.parts.length,
    );
    for (const part of version.parts) {
      values.push(part.partId, part.file, part.sizeBytes, part.durationMs, part.accessible);
    }
  }
  return values;
}

/** As PostgreSQL prints it, so that stored and computed hashes compare as text. */
function toUuid(hex: string): string {
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
