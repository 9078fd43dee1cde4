import { between, chance, draw, pick, unit } from '../core/hash';
import { dateText, DAY_SECONDS } from '../core/clock';
import { LIBRARY_AGE_SECONDS, titleUpdatedAt } from './dates';
import { episodeGuids, plexGuid, showGuids } from './ids';
import type { Item } from './item';
import { EPISODE_SLOTS, episodeKey, SEASON_SLOTS, seasonKey, SHOW_STRIDE, showKey } from './keys';
import { videoMedia, type FileBase } from './media';
import { fileSafe, oneDecimal } from './movie';
import type { Content, Scope } from './scope';
import { cast, countries, directors, videoGenres, writers } from './words/people';
import { CONTENT_RATINGS_TV, STUDIOS } from './words/people-words';
import { episodeTitle, sortTitleOf, summary, tagline, workTitle } from './words/titles';

const SALT = {
  year: 700,
  duration: 701,
  rating: 702,
  audience: 703,
  contentRating: 704,
  studio: 705,
  seasons: 706,
  specials: 707,
  length: 708,
  added: 709,
  pace: 710,
  tagline: 711,
};

const SHOW_SECTION = '2';
const MINUTE_MS = 60_000;

/** Number of episodes the untouched library has in a season; 0 means there is no such season. Slot 0 = Specials. */
export function baseEpisodeCount(content: Content, slot: number): number {
  const { h } = content;
  if (slot === 0) return chance(h, SALT.specials, 30) ? between(h, SALT.specials + 50, 1, 4) : 0;
  const seasons = 1 + Math.floor(unit(h, SALT.seasons) ** 2 * 8);
  if (slot > seasons) return 0;
  return between(h, SALT.length, 6, 13) + (draw(h, SALT.length + slot) % 3);
}

/** Every show of the crowd is at most this long; the stride of the keys leaves room for additions. */
export function episodeCount(scope: Scope, content: Content, index: number, slot: number): number {
  const extra =
    scope.overlay.extraEpisodes.size > 0 ? (scope.overlay.extraEpisodes.get(seasonKey(index, slot)) ?? 0) : 0;
  return Math.min(EPISODE_SLOTS, baseEpisodeCount(content, slot) + extra);
}

export function seasonSlots(scope: Scope, content: Content, index: number): number[] {
  const slots: number[] = [];
  for (let slot = 0; slot < SEASON_SLOTS; slot++) if (episodeCount(scope, content, index, slot) > 0) slots.push(slot);
  return slots;
}

export const showContent = (scope: Scope, index: number): Content => scope.content('show', index, showKey(index));

function showYear(content: Content, epoch: number): number {
  return new Date(epoch * 1000).getUTCFullYear() - 1 - Math.floor(unit(content.h, SALT.year) ** 2 * 35);
}

export function showAddedAt(scope: Scope, index: number): number {
  const h = scope.localHash(showKey(index));
  return scope.epoch - 60 - Math.floor((0.05 + unit(h, SALT.added) * 0.95) * LIBRARY_AGE_SECONDS);
}

/** Later seasons came in later; the last episodes of many shows are fresh. */
export function episodeAddedAt(scope: Scope, index: number, slot: number, leaf: number): number {
  const start = showAddedAt(scope, index);
  const h = scope.localHash(showKey(index));
  const progress = Math.min(1, (slot * 16 + leaf) / 140);
  const reach = (0.3 + unit(h, SALT.pace) * 0.7) * (scope.epoch - start);
  return start + Math.floor(reach * progress ** 0.7);
}

export function buildShow(scope: Scope, index: number): Item {
  const key = showKey(index);
  const content = showContent(scope, index);
  const { h, n } = content;
  const { title, originalTitle } = workTitle(h);
  const year = showYear(content, scope.epoch);
  const addedAt = showAddedAt(scope, index);
  return {
    ratingKey: key,
    type: 'show',
    sectionKey: SHOW_SECTION,
    parentKey: null,
    grandparentKey: null,
    guid: plexGuid('show', h, n),
    guids: showGuids(n),
    title,
    titleSort: sortTitleOf(title),
    originalTitle,
    parentTitle: undefined,
    grandparentTitle: undefined,
    editionTitle: undefined,
    summary: summary(h),
    tagline: chance(h, SALT.tagline, 30) ? tagline(h) : undefined,
    studio: pick(h, SALT.studio, STUDIOS),
    contentRating: pick(h, SALT.contentRating, CONTENT_RATINGS_TV),
    rating: undefined,
    audienceRating: Math.round(oneDecimal(h, SALT.audience) * 10) / 10,
    year,
    index: 1,
    parentIndex: undefined,
    durationMs: between(h, SALT.duration, 21, 58) * MINUTE_MS,
    originallyAvailableAt: airDate(content, scope.epoch, 1, 0),
    addedAt,
    updatedAt: titleUpdatedAt(scope.localHash(key), addedAt, scope.epoch),
    deletedAt: undefined,
    leafCount: 0,
    childCount: 0,
    genres: videoGenres(h),
    directors: [],
    writers: [],
    roles: cast(h),
    countries: countries(h),
    collections: [],
    media: undefined,
    quirks: [],
    form: undefined,
    artSeed: h,
    vanishing: false,
  };
}

export function buildSeason(scope: Scope, index: number, slot: number): Item {
  const show = buildShow(scope, index);
  const key = seasonKey(index, slot);
  const h = draw(show.artSeed, 800 + slot);
  const addedAt = episodeAddedAt(scope, index, slot, 0);
  return {
    ...show,
    ratingKey: key,
    type: 'season',
    parentKey: show.ratingKey,
    guid: plexGuid('season', h, showN(scope, index) * SEASON_SLOTS + slot),
    guids: [`tvdb://${400_000 + (((showN(scope, index) * SEASON_SLOTS + slot) * 6007) % 9_999_991)}`],
    title: slot === 0 ? 'Specials' : `Season ${slot}`,
    titleSort: slot === 0 ? 'Specials' : `Season ${slot}`,
    originalTitle: undefined,
    parentTitle: show.title,
    summary: '',
    tagline: undefined,
    rating: undefined,
    audienceRating: undefined,
    year: slot === 0 ? undefined : (show.year as number) + slot - 1,
    index: slot,
    durationMs: undefined,
    originallyAvailableAt: undefined,
    addedAt,
    updatedAt: titleUpdatedAt(scope.localHash(key), addedAt, scope.epoch),
    genres: [],
    roles: [],
    countries: [],
    collections: [],
    artSeed: h,
  };
}

const showN = (scope: Scope, index: number): number => showContent(scope, index).n;

function airDate(content: Content, epoch: number, slot: number, leaf: number): string {
  const year = showYear(content, epoch) + Math.max(0, slot - 1);
  const start = Date.UTC(year, content.h % 9, 1 + (content.h % 27)) / 1000;
  return dateText(start + leaf * 7 * DAY_SECONDS);
}

function episodeFile(scope: Scope, content: Content, key: number, slot: number, leaf: number, salt: number): FileBase {
  const title = `${fileSafe(workTitle(content.h).title)} (${showYear(content, scope.epoch)})`;
  const number = `s${String(slot).padStart(2, '0')}e${String(leaf + 1).padStart(2, '0')}`;
  const typical = between(content.h, SALT.duration, 21, 58) * MINUTE_MS;
  const h = draw(scope.localHash(key), 600 + salt);
  return {
    folder: `/data/TV/${title}/Season ${String(slot).padStart(2, '0')}`,
    stem: `${title} - ${number}`,
    ratingKey: key,
    durationMs: typical + (draw(key, 1) % 180_000),
    h,
  };
}

export function buildEpisode(scope: Scope, index: number, slot: number, leaf: number, fileSalt: number): Item {
  const content = showContent(scope, index);
  const key = episodeKey(index, slot, leaf);
  const h = draw(content.h, 1000 + slot * EPISODE_SLOTS + leaf);
  const n = content.n * SHOW_STRIDE + slot * EPISODE_SLOTS + leaf;
  const title = episodeTitle(h);
  const addedAt = episodeAddedAt(scope, index, slot, leaf);
  const base = episodeFile(scope, content, key, slot, leaf, fileSalt);
  const airedAt = airDate(content, scope.epoch, slot, leaf);
  return {
    ratingKey: key,
    type: 'episode',
    sectionKey: SHOW_SECTION,
    parentKey: seasonKey(index, slot),
    grandparentKey: showKey(index),
    guid: plexGuid('episode', h, n),
    guids: episodeGuids(n),
    title,
    titleSort: sortTitleOf(title),
    originalTitle: undefined,
    parentTitle: slot === 0 ? 'Specials' : `Season ${slot}`,
    grandparentTitle: workTitle(content.h).title,
    editionTitle: undefined,
    summary: summary(h),
    tagline: undefined,
    studio: undefined,
    contentRating: pick(content.h, SALT.contentRating, CONTENT_RATINGS_TV),
    rating: undefined,
    audienceRating: Math.round(oneDecimal(h, SALT.rating) * 10) / 10,
    year: Number(airedAt.slice(0, 4)),
    index: leaf + 1,
    parentIndex: slot,
    durationMs: base.durationMs,
    originallyAvailableAt: airedAt,
    addedAt,
    updatedAt: titleUpdatedAt(scope.localHash(key), addedAt, scope.epoch),
    deletedAt: undefined,
    leafCount: undefined,
    childCount: undefined,
    genres: [],
    directors: directors(h),
    writers: writers(h),
    roles: cast(h),
    countries: [],
    collections: [],
    media: videoMedia(base),
    quirks: [],
    form: undefined,
    artSeed: h,
    vanishing: false,
  };
}
