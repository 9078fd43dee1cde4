import { between, draw, pick, unit } from '../core/hash';
import { titleAddedAt, titleUpdatedAt } from './dates';
import { musicGuids, plexGuid } from './ids';
import type { Item } from './item';
import { albumKey, ARTIST_STRIDE, artistKey, TRACK_SLOTS, trackKey } from './keys';
import { audioMedia, type FileBase } from './media';
import { fileSafe } from './movie';
import type { Content, Scope } from './scope';
import { countries, musicGenres } from './words/people';
import { STUDIOS } from './words/people-words';
import { albumTitle, artistName, sortTitleOf, summary, trackTitle } from './words/titles';

const SALT = { albums: 900, tracks: 901, year: 910, duration: 911, label: 912, rating: 913 };

const MUSIC_SECTION = '3';

export const artistContent = (scope: Scope, index: number): Content => scope.content('artist', index, artistKey(index));
export const albumCount = (content: Content): number => 1 + Math.floor(unit(content.h, SALT.albums) ** 2 * 6);
export const trackCount = (content: Content, slot: number): number =>
  between(content.h, SALT.tracks + 20 + slot, 6, 14);
const albumHash = (content: Content, slot: number): number => draw(content.h, 2000 + slot);

function albumYear(content: Content, slot: number, epoch: number): number {
  const debut = new Date(epoch * 1000).getUTCFullYear() - 12 - (draw(content.h, SALT.year) % 40);
  return debut + slot * 2;
}

function emptyItem(scope: Scope, key: number, h: number, title: string): Item {
  const local = scope.localHash(key);
  const addedAt = titleAddedAt(local, scope.epoch);
  return {
    ratingKey: key,
    type: 'artist',
    sectionKey: MUSIC_SECTION,
    parentKey: null,
    grandparentKey: null,
    guid: '',
    guids: musicGuids(h),
    title,
    titleSort: sortTitleOf(title),
    originalTitle: undefined,
    parentTitle: undefined,
    grandparentTitle: undefined,
    editionTitle: undefined,
    summary: '',
    tagline: undefined,
    studio: undefined,
    contentRating: undefined,
    rating: undefined,
    audienceRating: undefined,
    year: undefined,
    index: undefined,
    parentIndex: undefined,
    durationMs: undefined,
    originallyAvailableAt: undefined,
    addedAt,
    updatedAt: titleUpdatedAt(local, addedAt, scope.epoch),
    deletedAt: undefined,
    leafCount: undefined,
    childCount: undefined,
    genres: [],
    directors: [],
    writers: [],
    roles: [],
    countries: [],
    collections: [],
    media: undefined,
    quirks: [],
    form: undefined,
    artSeed: h,
    vanishing: false,
  };
}

export function buildArtist(scope: Scope, index: number): Item {
  const { h, n } = artistContent(scope, index);
  const item = emptyItem(scope, artistKey(index), h, artistName(h));
  return {
    ...item,
    guid: plexGuid('artist', h, n),
    summary: summary(h),
    index: 1,
    genres: musicGenres(h),
    countries: countries(h),
  };
}

export function buildAlbum(scope: Scope, index: number, slot: number): Item {
  const content = artistContent(scope, index);
  const h = albumHash(content, slot);
  const year = albumYear(content, slot, scope.epoch);
  return {
    ...emptyItem(scope, albumKey(index, slot), h, albumTitle(h)),
    type: 'album',
    parentKey: artistKey(index),
    guid: plexGuid('album', h, content.n * ARTIST_STRIDE + slot),
    parentTitle: artistName(content.h),
    studio: pick(h, SALT.label, STUDIOS),
    year,
    index: slot + 1,
    originallyAvailableAt: `${year}-03-14`,
    leafCount: 0,
    genres: musicGenres(h),
  };
}

export function buildTrack(scope: Scope, index: number, slot: number, leaf: number, fileSalt: number): Item {
  const content = artistContent(scope, index);
  const album = albumHash(content, slot);
  const h = draw(album, 3000 + leaf);
  const key = trackKey(index, slot, leaf);
  const title = trackTitle(h);
  const artist = artistName(content.h);
  const durationMs = between(h, SALT.duration, 95_000, 420_000);
  const base: FileBase = {
    folder: `/data/Music/${fileSafe(artist)}/${fileSafe(albumTitle(album))}`,
    stem: `${String(leaf + 1).padStart(2, '0')} - ${fileSafe(title)}`,
    ratingKey: key,
    durationMs,
    h: draw(scope.localHash(key), 600 + fileSalt),
  };
  // Tracks of an album come in together.
  const addedAt = titleAddedAt(scope.localHash(albumKey(index, slot)), scope.epoch);
  return {
    ...emptyItem(scope, key, h, title),
    type: 'track',
    parentKey: albumKey(index, slot),
    grandparentKey: artistKey(index),
    guid: plexGuid('track', h, content.n * ARTIST_STRIDE + slot * TRACK_SLOTS + leaf),
    parentTitle: albumTitle(album),
    grandparentTitle: artist,
    index: leaf + 1,
    parentIndex: 1,
    durationMs,
    addedAt,
    updatedAt: titleUpdatedAt(scope.localHash(key), addedAt, scope.epoch),
    artSeed: album,
    media: audioMedia(base),
  };
}
