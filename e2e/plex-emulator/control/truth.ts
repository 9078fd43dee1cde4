import { isLeaf, itemSizeBytes, type Item, type Tag } from '../catalog/item';
import type { ItemType } from '../catalog/keys';
import type { MediaServer } from '../pms/media-server';

/** How the item stands in the library, quirks of meaning included, quirks of form not. */
export function truthOf(server: MediaServer, item: Item): object {
  return {
    ratingKey: String(item.ratingKey),
    type: item.type,
    sectionKey: item.sectionKey,
    title: item.title,
    titleSort: item.titleSort,
    year: item.year === '' ? null : known(item.year),
    editionTitle: known(item.editionTitle),
    guid: item.guid,
    guids: item.guids,
    parentRatingKey: keyText(item.parentKey),
    grandparentRatingKey: keyText(item.grandparentKey),
    parentTitle: known(item.parentTitle),
    grandparentTitle: known(item.grandparentTitle),
    index: known(item.index),
    parentIndex: known(item.parentIndex),
    addedAt: known(item.addedAt),
    updatedAt: known(item.updatedAt),
    durationMs: known(item.durationMs),
    contentRating: known(item.contentRating),
    genres: names(item.genres),
    directors: names(item.directors),
    actors: names(item.roles),
    countries: names(item.countries),
    collections: names(item.collections),
    leafCount: known(item.leafCount),
    sizeBytes: isLeaf(item.type) ? itemSizeBytes(item) : null,
    sizeWithoutOptimizedBytes: isLeaf(item.type) ? itemSizeBytes(withoutOptimized(item)) : null,
    media: (item.media ?? []).map(mediaTruth),
    trashed: item.deletedAt !== undefined,
    vanishing: item.vanishing,
    quirks: item.quirks,
    views: viewsOf(server, item),
  };
}

/** What is not known is null here, never left out. */
const known = <T>(value: T | undefined): T | null => value ?? null;
const keyText = (key: number | null): string | null => (key === null ? null : String(key));
const names = (tags: readonly Tag[]): string[] => tags.map(({ tag }) => tag);

/** By the account numbers of plex.tv. */
function viewsOf(server: MediaServer, item: Item): object {
  const views: Record<string, { viewCount: number; lastViewedAt: number | null }> = {};
  for (const localId of server.views.accounts()) {
    const view = server.views.get(localId, item.ratingKey);
    if (view && view.count > 0)
      views[String(server.accountId(localId))] = { viewCount: view.count, lastViewedAt: view.lastViewedAt || null };
  }
  return views;
}

function withoutOptimized(item: Item): Item {
  return {
    ...item,
    media: item.media?.filter(({ proxyType, target }) => proxyType === undefined && target === undefined),
  };
}

function mediaTruth(media: NonNullable<Item['media']>[number]): object {
  return {
    id: media.id,
    resolution: media.videoResolution,
    videoCodec: media.videoCodec,
    audioCodec: media.audioCodec,
    audioChannels: media.audioChannels,
    audioLanguages: media.audio.flatMap(({ iso }) => (iso === '' ? [] : [iso])),
    bitrateKbps: media.bitrateKbps,
    container: media.container,
    hdr: media.hdr,
    optimized: media.proxyType !== undefined,
    parts: (media.parts ?? []).map(({ id, file, sizeBytes, exists, deletedAt }) => ({
      id,
      file,
      sizeBytes: sizeBytes ?? null,
      accessible: exists !== false && deletedAt === undefined,
    })),
  };
}

export interface TruthQuery {
  section: string | null;
  type: ItemType | null;
}

const ALL_TYPES: readonly ItemType[] = ['movie', 'show', 'season', 'episode', 'artist', 'album', 'track'];
const SECTION_TYPES: Record<string, readonly ItemType[]> = {
  '1': ['movie'],
  '2': ['show', 'season', 'episode'],
  '3': ['artist', 'album', 'track'],
};

/** One line of JSON for each item, in the order of the library. */
export function* truthLines(server: MediaServer, { section, type }: TruthQuery): Generator<string> {
  for (const candidate of ALL_TYPES) {
    if (type !== null && candidate !== type) continue;
    if (section !== null && !(SECTION_TYPES[section] ?? []).includes(candidate)) continue;
    for (const key of server.catalog.keys(candidate)) {
      const item = server.catalog.build(key);
      if (item && server.section(item.sectionKey)) yield `${JSON.stringify(truthOf(server, item))}\n`;
    }
  }
}

/** The watch history with the accounts of plex.tv; rows of items that are gone have no ratingKey. */
export function* playLines(server: MediaServer): Generator<string> {
  for (const { historyKey, ratingKey, accountId, viewedAt, deviceId } of server.plays.rows) {
    const item = server.catalog.build(ratingKey);
    const isThere = server.catalog.exists(ratingKey);
    yield `${JSON.stringify({
      historyKey: `/status/sessions/history/${historyKey}`,
      ratingKey: isThere ? String(ratingKey) : null,
      localAccountId: accountId,
      accountId: server.accountId(accountId),
      viewedAt,
      deviceId,
      type: item?.type,
      title: item?.title,
      sectionKey: item?.sectionKey,
      durationMs: item?.durationMs ?? null,
    })}\n`;
  }
}
