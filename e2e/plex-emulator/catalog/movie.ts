import { between, chance, draw, pick, unit } from '../core/hash';
import { releasedAt, titleAddedAt, titleUpdatedAt } from './dates';
import { movieGuids, plexGuid } from './ids';
import type { Item } from './item';
import { movieKey } from './keys';
import { videoMedia, type FileBase } from './media';
import type { Content, Scope } from './scope';
import { cast, countries, directors, videoGenres, writers } from './words/people';
import { CONTENT_RATINGS_MOVIE, STUDIOS } from './words/people-words';
import { sortTitleOf, summary, tagline, workTitle } from './words/titles';

const SALT = { year: 500, duration: 501, rating: 502, audience: 503, contentRating: 504, studio: 505, tagline: 506 };

const MOVIE_SECTION = '1';
const MINUTE_MS = 60_000;

/** More recent films are more common. */
function movieYear(content: Content, epoch: number): number {
  const thisYear = new Date(epoch * 1000).getUTCFullYear();
  return thisYear - Math.floor(unit(content.h, SALT.year) ** 2 * 80);
}

export function movieAddedAt(scope: Scope, index: number): number {
  return titleAddedAt(scope.localHash(movieKey(index)), scope.epoch);
}

export function oneDecimal(h: number, salt: number): number {
  return 3.1 + (draw(h, salt) % 66) / 10;
}

/** Path parts may not hold a slash; the scanner's own files show the title otherwise unchanged. */
export const fileSafe = (title: string): string => title.replaceAll('/', '-').replaceAll(':', ' -');

function movieFile(scope: Scope, index: number, content: Content, salt: number): FileBase {
  const key = movieKey(index);
  const { title } = workTitle(content.h);
  const stem = `${fileSafe(title)} (${movieYear(content, scope.epoch)})`;
  const durationMs = between(content.h, SALT.duration, 74, 168) * MINUTE_MS + (content.h % MINUTE_MS);
  return {
    folder: `/data/Movies/${stem}`,
    stem,
    ratingKey: key,
    durationMs,
    h: draw(scope.localHash(key), 600 + salt),
  };
}

export function buildMovie(scope: Scope, index: number, fileSalt: number): Item {
  const key = movieKey(index);
  const content = scope.content('movie', index, key);
  const { h, n } = content;
  const local = scope.localHash(key);
  const { title, originalTitle } = workTitle(h);
  const year = movieYear(content, scope.epoch);
  const addedAt = titleAddedAt(local, scope.epoch);
  const base = movieFile(scope, index, content, fileSalt);
  return {
    ratingKey: key,
    type: 'movie',
    sectionKey: MOVIE_SECTION,
    parentKey: null,
    grandparentKey: null,
    guid: plexGuid('movie', h, n),
    guids: movieGuids(n),
    title,
    titleSort: sortTitleOf(title),
    originalTitle,
    parentTitle: undefined,
    grandparentTitle: undefined,
    editionTitle: undefined,
    summary: summary(h),
    tagline: chance(h, SALT.tagline, 70) ? tagline(h) : undefined,
    studio: pick(h, SALT.studio, STUDIOS),
    contentRating: chance(h, SALT.contentRating + 50, 92)
      ? pick(h, SALT.contentRating, CONTENT_RATINGS_MOVIE)
      : undefined,
    rating: chance(h, SALT.rating + 50, 85) ? Math.round(oneDecimal(h, SALT.rating) * 10) / 10 : undefined,
    audienceRating: Math.round(oneDecimal(h, SALT.audience) * 10) / 10,
    year,
    index: undefined,
    parentIndex: undefined,
    durationMs: base.durationMs,
    originallyAvailableAt: releasedAt(h, year),
    addedAt,
    updatedAt: titleUpdatedAt(local, addedAt, scope.epoch),
    deletedAt: undefined,
    leafCount: undefined,
    childCount: undefined,
    genres: videoGenres(h),
    directors: directors(h),
    writers: writers(h),
    roles: cast(h),
    countries: countries(h),
    collections: [],
    media: videoMedia(base),
    quirks: [],
    form: undefined,
    artSeed: h,
    vanishing: false,
  };
}
