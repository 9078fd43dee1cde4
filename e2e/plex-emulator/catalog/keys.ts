/**
 * Layout of ratingKeys. Children lie inside a block of their top-level title, so that a key can be
 * decoded without any table. Clients must treat the keys as opaque; the emulator alone may decode.
 */
export type ItemType = 'movie' | 'show' | 'season' | 'episode' | 'artist' | 'album' | 'track' | 'collection';

const MOVIE_BASE = 1001;
const SHOW_BASE = 2_000_000;
export const SHOW_STRIDE = 1024;
export const SEASON_SLOTS = 16;
export const EPISODE_SLOTS = 48;
const ARTIST_BASE = 200_000_000;
export const ARTIST_STRIDE = 256;
const ALBUM_SLOTS = 8;
export const TRACK_SLOTS = 24;
export const COLLECTION_BASE = 1_000_000_000;

const FIRST_EPISODE = 32;
const FIRST_TRACK = 16;

/** `index` is the position of the top-level title, `slot` the season or album, `leaf` the episode or track. */
export interface Position {
  type: ItemType;
  index: number;
  slot: number;
  leaf: number;
}

export const movieKey = (index: number): number => MOVIE_BASE + index;
export const showKey = (index: number): number => SHOW_BASE + index * SHOW_STRIDE;
export const seasonKey = (index: number, slot: number): number => showKey(index) + 1 + slot;
export const episodeKey = (index: number, slot: number, leaf: number): number =>
  showKey(index) + FIRST_EPISODE + slot * EPISODE_SLOTS + leaf;
export const artistKey = (index: number): number => ARTIST_BASE + index * ARTIST_STRIDE;
export const albumKey = (index: number, slot: number): number => artistKey(index) + 1 + slot;
export const trackKey = (index: number, slot: number, leaf: number): number =>
  artistKey(index) + FIRST_TRACK + slot * TRACK_SLOTS + leaf;

function decodeShow(key: number): Position | null {
  const index = Math.floor((key - SHOW_BASE) / SHOW_STRIDE);
  const rest = (key - SHOW_BASE) % SHOW_STRIDE;
  if (rest === 0) return { type: 'show', index, slot: -1, leaf: -1 };
  if (rest <= SEASON_SLOTS) return { type: 'season', index, slot: rest - 1, leaf: -1 };
  if (rest < FIRST_EPISODE) return null;
  const slot = Math.floor((rest - FIRST_EPISODE) / EPISODE_SLOTS);
  if (slot >= SEASON_SLOTS) return null;
  return { type: 'episode', index, slot, leaf: (rest - FIRST_EPISODE) % EPISODE_SLOTS };
}

function decodeArtist(key: number): Position | null {
  const index = Math.floor((key - ARTIST_BASE) / ARTIST_STRIDE);
  const rest = (key - ARTIST_BASE) % ARTIST_STRIDE;
  if (rest === 0) return { type: 'artist', index, slot: -1, leaf: -1 };
  if (rest <= ALBUM_SLOTS) return { type: 'album', index, slot: rest - 1, leaf: -1 };
  if (rest < FIRST_TRACK) return null;
  const slot = Math.floor((rest - FIRST_TRACK) / TRACK_SLOTS);
  if (slot >= ALBUM_SLOTS) return null;
  return { type: 'track', index, slot, leaf: (rest - FIRST_TRACK) % TRACK_SLOTS };
}

/** Says what a key would be; whether it exists is the catalogue's matter. */
export function decodeKey(key: number): Position | null {
  if (!Number.isInteger(key) || key < MOVIE_BASE) return null;
  if (key < SHOW_BASE) return { type: 'movie', index: key - MOVIE_BASE, slot: -1, leaf: -1 };
  if (key < ARTIST_BASE) return decodeShow(key);
  if (key < COLLECTION_BASE) return decodeArtist(key);
  return { type: 'collection', index: key - COLLECTION_BASE, slot: -1, leaf: -1 };
}

export function parentKeyOf(position: Position): number | null {
  if (position.type === 'season') return showKey(position.index);
  if (position.type === 'episode') return seasonKey(position.index, position.slot);
  if (position.type === 'album') return artistKey(position.index);
  if (position.type === 'track') return albumKey(position.index, position.slot);
  return null;
}

export function grandparentKeyOf(position: Position): number | null {
  if (position.type === 'episode') return showKey(position.index);
  if (position.type === 'track') return artistKey(position.index);
  return null;
}

/** The numbers of `type=` in listings. */
export const TYPE_NUMBER: Record<ItemType, number> = {
  movie: 1,
  show: 2,
  season: 3,
  episode: 4,
  artist: 8,
  album: 9,
  track: 10,
  collection: 18,
};
