import { albumCount, artistContent, buildAlbum, buildArtist, buildTrack, trackCount } from './music';
import {
  buildEpisode,
  buildSeason,
  buildShow,
  episodeAddedAt,
  episodeCount,
  seasonSlots,
  showAddedAt,
  showContent,
} from './show';
import { CollectionPlan, type PlannedCollection } from './collections';
import { buildMovie, movieAddedAt } from './movie';
import { titleUpdatedAt } from './dates';
import type { Item, Tag } from './item';
import { decodeKey, grandparentKeyOf, parentKeyOf, type ItemType, type Position } from './keys';
import { albumKey, artistKey, episodeKey, movieKey, seasonKey, showKey, trackKey } from './keys';
import type { ItemPatch, Overlay } from './overlay';
import { markTrashed } from './quirks-files';
import { itemQuirk, naturalQuirk } from './quirks';
import type { Scope } from './scope';
import { hashText } from '../core/hash';
import { sortTitleOf, workTitle } from './words/titles';

export interface LibraryCounts {
  movies: number;
  shows: number;
  artists: number;
}

/** The library of one server: computed items, seen through the overlay of changes. */
export class Catalog {
  readonly overlay: Overlay;
  private readonly collectionPlan: CollectionPlan;
  private readonly keyCache = new Map<ItemType, { version: number; keys: Uint32Array }>();

  constructor(
    readonly scope: Scope,
    private readonly base: LibraryCounts,
  ) {
    this.overlay = scope.overlay;
    this.collectionPlan = new CollectionPlan(scope, base);
  }

  topCount(kind: 'movie' | 'show' | 'artist'): number {
    const base = { movie: this.base.movies, show: this.base.shows, artist: this.base.artists };
    return base[kind] + this.overlay.extra[kind];
  }

  /** True when the item is there now; deleting a show takes its episodes along. */
  exists(key: number): boolean {
    const position = decodeKey(key);
    return position !== null && this.inRange(position) && !this.isDeleted(key, position);
  }

  private isDeleted(key: number, position: Position): boolean {
    const { deleted } = this.overlay;
    if (deleted.size === 0) return false;
    if (deleted.has(key)) return true;
    const parent = parentKeyOf(position);
    const grandparent = grandparentKeyOf(position);
    return (parent !== null && deleted.has(parent)) || (grandparent !== null && deleted.has(grandparent));
  }

  private inRange({ type, index, slot, leaf }: Position): boolean {
    if (type === 'movie') return index < this.topCount('movie');
    if (type === 'show' || type === 'season' || type === 'episode')
      return index < this.topCount('show') && this.inShow(index, slot, leaf);
    if (type === 'collection' || index >= this.topCount('artist')) return false;
    const content = artistContent(this.scope, index);
    return slot < albumCount(content) && (slot < 0 || leaf < trackCount(content, slot));
  }

  private inShow(index: number, slot: number, leaf: number): boolean {
    // A show may have been added with no episodes of its own but those added later.
    if (slot < 0) return true;
    const count = this.episodesIn(index, slot);
    return count > 0 && leaf < count;
  }

  private episodesIn(index: number, slot: number): number {
    return episodeCount(this.scope, showContent(this.scope, index), index, slot);
  }

  quirksOf(key: number, position: Position | null = decodeKey(key)): readonly string[] {
    const pinned = this.overlay.pinnedQuirks.size > 0 ? this.overlay.pinnedQuirks.get(key) : undefined;
    if (!this.scope.quirksOn || position === null) return pinned ?? [];
    const natural = naturalQuirk(this.scope.serverSeed, position);
    if (!natural) return pinned ?? [];
    return pinned ? [natural.name, ...pinned] : [natural.name];
  }

  /** Items without quirk or change answer from formulas alone. */
  private isPlain(key: number): boolean {
    if (this.overlay.patches.size > 0 && this.overlay.patches.has(key)) return false;
    return this.quirksOf(key).length === 0;
  }

  /** Computes a row whether or not the item still exists; history needs the titles of deleted ones. */
  build(key: number): Item | null {
    const position = decodeKey(key);
    if (position === null) return null;
    const item = this.buildPlain(position, this.overlay.patches.get(key));
    if (item === null) return null;
    this.fillCounts(item);
    item.collections = this.collectionPlan.tagsOf(key);
    this.applyQuirks(item, position);
    applyPatch(item, this.overlay.patches.get(key));
    this.fillParentTitles(item);
    return item;
  }

  item(key: number): Item | null {
    return this.exists(key) ? this.build(key) : null;
  }

  private buildPlain({ type, index, slot, leaf }: Position, patch: ItemPatch | undefined): Item | null {
    const salt = patch?.fileSalt ?? 0;
    switch (type) {
      case 'movie':
        return buildMovie(this.scope, index, salt);
      case 'show':
        return buildShow(this.scope, index);
      case 'season':
        return buildSeason(this.scope, index, slot);
      case 'episode':
        return buildEpisode(this.scope, index, slot, leaf, salt);
      case 'artist':
        return buildArtist(this.scope, index);
      case 'album':
        return buildAlbum(this.scope, index, slot);
      case 'track':
        return buildTrack(this.scope, index, slot, leaf, salt);
      default:
        return null;
    }
  }

  private fillCounts(item: Item): void {
    if (item.type === 'show') {
      item.childCount = this.childKeys(item.ratingKey).length;
      item.leafCount = this.leafKeys(item.ratingKey).length;
    } else if (item.type === 'season' || item.type === 'album') {
      item.leafCount = this.childKeys(item.ratingKey).length;
      item.childCount = undefined;
    }
  }

  private applyQuirks(item: Item, position: Position): void {
    const names = this.quirksOf(item.ratingKey, position);
    if (names.length === 0) return;
    item.quirks = names;
    const context = {
      scope: this.scope,
      h: this.scope.localHash(item.ratingKey),
      neighbour: () => this.neighbour(position),
    };
    for (const name of names) itemQuirk(name)?.apply(item, context);
  }

  /** Without its own quirks: two quirky titles in a row must not borrow from each other. */
  private neighbour({ type, index, slot, leaf }: Position): Item {
    if (type === 'episode') return buildEpisode(this.scope, index, slot, this.plainLeafBeside(index, slot, leaf), 0);
    const other = index > 0 ? index - 1 : 1;
    return type === 'show' ? buildShow(this.scope, other) : buildMovie(this.scope, other, 0);
  }

  /** The nearest episode of the season that is as it seems; a lone one stands beside itself. */
  private plainLeafBeside(index: number, slot: number, leaf: number): number {
    const others = range(this.episodesIn(index, slot), (other) => other).filter(
      (other) => other !== leaf && this.quirksOf(episodeKey(index, slot, other)).length === 0,
    );
    return others.reduce(
      (best, other) => (Math.abs(other - leaf) < Math.abs(best - leaf) ? other : best),
      others[0] ?? leaf,
    );
  }

  /** A renamed show shows its new name on every episode. */
  private fillParentTitles(item: Item): void {
    if (item.parentKey !== null && !this.isPlain(item.parentKey)) item.parentTitle = this.build(item.parentKey)?.title;
    if (item.grandparentKey !== null && !this.isPlain(item.grandparentKey))
      item.grandparentTitle = this.build(item.grandparentKey)?.title;
  }

  addedAt(key: number): number {
    const position = this.isPlain(key) ? decodeKey(key) : null;
    const quick = position === null ? undefined : QUICK_ADDED_AT[position.type];
    return quick && position ? quick(this.scope, position) : (this.build(key)?.addedAt ?? 0);
  }

  /** A field of text; titles of a million films are compared without building the films. */
  text(field: string, key: number): string {
    const title = field === 'title' || field === 'titleSort' ? this.plainTitle(key) : null;
    if (title !== null) return field === 'title' ? title : sortTitleOf(title);
    const item = this.build(key) as unknown as Record<string, unknown> | null;
    return String(item?.[field] ?? '');
  }

  private plainTitle(key: number): string | null {
    const position = this.isPlain(key) ? decodeKey(key) : null;
    if (position?.type !== 'movie' && position?.type !== 'show') return null;
    return workTitle(this.scope.content(position.type, position.index, key).h).title;
  }

  updatedAt(key: number): number {
    if (!this.isPlain(key)) return this.build(key)?.updatedAt ?? 0;
    return titleUpdatedAt(this.scope.localHash(key), this.addedAt(key), this.scope.epoch);
  }

  /** Every key of a type in the order of the library, deleted ones left out. Rebuilt after a change. */
  keys(type: ItemType): Uint32Array {
    const cached = this.keyCache.get(type);
    if (cached?.version === this.overlay.version) return cached.keys;
    const keys = type === 'movie' ? this.movieKeys() : Uint32Array.from(this.allKeys(type));
    this.keyCache.set(type, { version: this.overlay.version, keys });
    return keys;
  }

  /** A million of them after every change: no generator. */
  private movieKeys(): Uint32Array {
    const keys = Uint32Array.from({ length: this.topCount('movie') }, (_, index) => movieKey(index));
    const { deleted } = this.overlay;
    return deleted.size === 0 ? keys : keys.filter((key) => !deleted.has(key));
  }

  private *allKeys(type: ItemType): Generator<number> {
    for (const top of this.topKeys(type)) {
      if (this.overlay.deleted.has(top)) continue;
      if (type === 'movie' || type === 'show' || type === 'artist') yield top;
      else if (type === 'season' || type === 'album') yield* this.childKeys(top);
      else yield* this.leafKeys(top);
    }
  }

  private *topKeys(type: ItemType): Generator<number> {
    if (type === 'movie') for (let i = 0; i < this.topCount('movie'); i++) yield movieKey(i);
    else if (type === 'show' || type === 'season' || type === 'episode')
      for (let i = 0; i < this.topCount('show'); i++) yield showKey(i);
    else if (type !== 'collection') for (let i = 0; i < this.topCount('artist'); i++) yield artistKey(i);
  }

  /** Collections as they were planned; what a change put an item into has no row of its own. */
  collections(type: ItemType): readonly PlannedCollection[] {
    return this.collectionPlan.of(type);
  }

  childKeys(key: number): number[] {
    const position = decodeKey(key);
    const keys = position === null ? [] : this.allChildKeys(position);
    return this.overlay.deleted.size === 0 ? keys : keys.filter((child) => !this.overlay.deleted.has(child));
  }

  private allChildKeys({ type, index, slot }: Position): number[] {
    switch (type) {
      case 'show':
        return seasonSlots(this.scope, showContent(this.scope, index), index).map((season) => seasonKey(index, season));
      case 'season':
        return range(this.episodesIn(index, slot), (leaf) => episodeKey(index, slot, leaf));
      case 'artist':
        return range(albumCount(artistContent(this.scope, index)), (album) => albumKey(index, album));
      case 'album':
        return range(trackCount(artistContent(this.scope, index), slot), (leaf) => trackKey(index, slot, leaf));
      default:
        return [];
    }
  }

  leafKeys(key: number): number[] {
    const type = decodeKey(key)?.type;
    if (type === 'season' || type === 'album') return this.childKeys(key);
    const leaves: number[] = [];
    for (const child of this.childKeys(key)) leaves.push(...this.childKeys(child));
    return leaves;
  }
}

const range = (length: number, make: (i: number) => number): number[] => Array.from({ length }, (_, i) => make(i));

/** Sorting a million rows by age must not build a million rows. */
const QUICK_ADDED_AT: Partial<Record<ItemType, (scope: Scope, position: Position) => number>> = {
  movie: (scope, { index }) => movieAddedAt(scope, index),
  show: (scope, { index }) => showAddedAt(scope, index),
  season: (scope, { index, slot }) => episodeAddedAt(scope, index, slot, 0),
  episode: (scope, { index, slot, leaf }) => episodeAddedAt(scope, index, slot, leaf),
};

const PATCHED_FIELDS = ['year', 'summary', 'addedAt', 'updatedAt', 'contentRating', 'rating', 'guid', 'guids'] as const;

function applyPatch(item: Item, patch: ItemPatch | undefined): void {
  if (patch === undefined) return;
  const { title, genres, deletedAt, sizeBytes, file, removedMedia } = patch;
  if (title !== undefined) Object.assign(item, { title, titleSort: sortTitleOf(title) });
  for (const field of PATCHED_FIELDS) {
    if (patch[field] !== undefined) Object.assign(item, { [field]: patch[field] });
  }
  if (genres) item.genres = genres.map(toTag);
  if (patch.collections) item.collections = patch.collections.map(toTag);
  if (removedMedia) item.media = item.media?.filter((media) => !removedMedia.includes(media.id));
  patchFile(item, sizeBytes, file);
  if (deletedAt !== undefined) markTrashed(item, deletedAt);
}

const toTag = (tag: string): Tag => ({ tag, id: 1000 + (hashText(tag) % 8000), role: undefined });

function patchFile(item: Item, sizeBytes: number | undefined, file: string | undefined): void {
  const part = item.media?.[0]?.parts?.[0];
  if (!part) return;
  if (sizeBytes !== undefined) part.sizeBytes = sizeBytes;
  if (file !== undefined) part.file = file;
}
