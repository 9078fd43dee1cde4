import { draw } from '../core/hash';
import { baseEpisodeCount, showContent } from './show';
import type { Catalog } from './catalog';
import type { Item } from './item';
import {
  artistKey,
  decodeKey,
  EPISODE_SLOTS,
  episodeKey,
  movieKey,
  parentKeyOf,
  SEASON_SLOTS,
  seasonKey,
  showKey,
  type ItemType,
} from './keys';
import type { ItemPatch } from './overlay';
import { itemQuirk } from './quirks';

/** What the editor tells the world about a change; it becomes a push message. */
export interface ChangeNotice {
  item: Item;
  state: 'created' | 'updated' | 'deleted';
  at: number;
}

/** Changes a library the way scanning, matching and deleting change a real one. */
export class LibraryEditor {
  constructor(
    private readonly catalog: Catalog,
    private readonly now: () => number,
    private readonly notify: (notice: ChangeNotice) => void,
  ) {}

  /** New titles come in dated now, unless the patch says otherwise. */
  add(kind: 'movie' | 'show' | 'artist', patch: ItemPatch = {}): number {
    const index = this.catalog.topCount(kind);
    const key = { movie: movieKey, show: showKey, artist: artistKey }[kind](index);
    this.catalog.overlay.extra[kind]++;
    this.catalog.overlay.patch(key, { addedAt: this.now(), updatedAt: this.now(), ...patch });
    for (const leaf of this.catalog.leafKeys(key))
      this.catalog.overlay.patch(leaf, { addedAt: this.now(), updatedAt: this.now() });
    this.announce(key, 'created');
    return key;
  }

  /** The next episode of a season; the season comes into being when it has none yet. */
  addEpisode(show: number, slot: number, patch: ItemPatch = {}): number {
    const position = decodeKey(show);
    if (position?.type !== 'show' || !this.catalog.exists(show)) throw new Error(`no show ${show}`);
    if (slot < 0 || slot >= SEASON_SLOTS) throw new Error(`no room for season ${slot}`);
    const { overlay } = this.catalog;
    const season = seasonKey(position.index, slot);
    const extra = overlay.extraEpisodes.get(season) ?? 0;
    const leaf = baseEpisodeCount(showContent(this.catalog.scope, position.index), slot) + extra;
    if (leaf >= EPISODE_SLOTS) throw new Error(`season ${slot} of ${show} is full`);
    overlay.extraEpisodes.set(season, extra + 1);
    const key = episodeKey(position.index, slot, leaf);
    overlay.deleted.delete(season);
    overlay.patch(key, { addedAt: this.now(), updatedAt: this.now(), ...patch });
    this.announce(key, 'created');
    return key;
  }

  /** Metadata or file facts change under the same key; updatedAt follows. */
  change(key: number, patch: ItemPatch): void {
    this.require(key);
    this.catalog.overlay.patch(key, { updatedAt: this.now(), ...patch });
    this.announce(key, 'updated');
  }

  /** Another file, another size, same key. */
  changeFile(key: number, patch: ItemPatch = {}): void {
    this.require(key);
    const salt = (this.catalog.overlay.patches.get(key)?.fileSalt ?? 0) + 1;
    this.catalog.overlay.patch(key, { fileSalt: salt, updatedAt: this.now(), ...patch });
    this.announce(key, 'updated');
  }

  trash(key: number): void {
    this.require(key);
    this.catalog.overlay.patch(key, { deletedAt: this.now() });
    this.announce(key, 'updated');
  }

  restore(key: number): void {
    const patch = this.catalog.overlay.patches.get(key);
    if (patch) delete patch.deletedAt;
    this.catalog.overlay.touch();
    this.announce(key, 'updated');
  }

  delete(key: number): void {
    const item = this.require(key);
    this.catalog.overlay.delete(key);
    this.notify({ item, state: 'deleted', at: this.now() });
    this.deleteEmptyParent(key);
  }

  /** A season without episodes does not stay, nor does a show without seasons. */
  private deleteEmptyParent(key: number): void {
    const position = decodeKey(key);
    const parent = position ? parentKeyOf(position) : null;
    if (parent !== null && this.catalog.exists(parent) && this.catalog.childKeys(parent).length === 0)
      this.delete(parent);
  }

  deleteMedia(key: number, mediaId: number): boolean {
    const item = this.require(key);
    if (!item.media?.some(({ id }) => id === mediaId)) return false;
    if (item.media.length === 1) this.delete(key);
    else {
      const removed = this.catalog.overlay.patches.get(key)?.removedMedia ?? [];
      this.change(key, { removedMedia: [...removed, mediaId] });
    }
    return true;
  }

  /** The same work comes back under a new ratingKey, as after a re-scan. */
  readd(key: number): number {
    const position = decodeKey(key);
    if (!position || !['movie', 'show', 'artist'].includes(position.type))
      throw new Error('only films, shows and artists can be re-added');
    const kind = position.type as 'movie' | 'show' | 'artist';
    if (this.catalog.exists(key)) this.delete(key);
    const index = this.catalog.topCount(kind);
    const fresh = { movie: movieKey, show: showKey, artist: artistKey }[kind](index);
    this.catalog.overlay.aliases.set(fresh, this.catalog.overlay.aliases.get(key) ?? position.index);
    return this.add(kind);
  }

  /** Takes away a share of the top-level titles at once: a disk that is not mounted. */
  deleteShare(type: ItemType, share: number): number[] {
    const doomed = [...this.catalog.keys(type)].filter(
      (key) => draw(this.catalog.scope.serverSeed ^ 0xde1e7e, key) / 4294967296 < share,
    );
    for (const key of doomed) this.catalog.overlay.deleted.add(key);
    this.catalog.overlay.touch();
    return doomed;
  }

  undelete(keys: readonly number[]): void {
    for (const key of keys) this.catalog.overlay.deleted.delete(key);
    this.catalog.overlay.touch();
  }

  pinQuirk(key: number, names: readonly string[]): void {
    this.require(key);
    for (const name of names) if (!itemQuirk(name)) throw new Error(`unknown quirk ${name}`);
    const { pinnedQuirks } = this.catalog.overlay;
    if (names.length === 0) pinnedQuirks.delete(key);
    else pinnedQuirks.set(key, [...names]);
    this.catalog.overlay.touch();
  }

  emptyTrash(types: readonly ItemType[]): number {
    let count = 0;
    for (const type of types) {
      for (const key of this.catalog.keys(type)) {
        if (this.catalog.build(key)?.deletedAt === undefined) continue;
        this.delete(key);
        count++;
      }
    }
    return count;
  }

  private require(key: number): Item {
    const item = this.catalog.item(key);
    if (!item) throw new Error(`no item ${key}`);
    return item;
  }

  private announce(key: number, state: ChangeNotice['state']): void {
    const item = this.catalog.build(key);
    if (item) this.notify({ item, state, at: this.now() });
  }
}
