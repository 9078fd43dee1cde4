import type { Item, Tag } from '../catalog/item';
import type { View } from '../plays/views';
import { writeMedia } from './media-row';
import type { Writer } from './writer';

/** What a row says beyond the item itself. */
export interface RowContext {
  /** Details have whole lists, streams and ids in tags; listings have short lists of bare names. */
  detail: boolean;
  includeGuids: boolean;
  /** `checkFiles=1` asks the server to look at the disk. */
  checkFiles: boolean;
  sectionTitle: string;
  view: View | undefined;
  viewedLeafCount: number;
  /** updatedAt of parents, for the numbers in their thumbs. */
  parentUpdatedAt: number;
  grandparentUpdatedAt: number;
  /** Sessions say of each file whether it is played as it is. */
  partDecision?: 'directplay' | 'transcode';
  /** What sessions and history put around an item. */
  extraAttributes?: (w: Writer) => void;
  extraChildren?: (w: Writer) => void;
}

const XML_NAMES: Record<string, string> = { movie: 'Video', episode: 'Video', track: 'Track' };
const LIST_LIMIT = { Genre: 2, Country: 2, Director: 2, Writer: 2, Role: 3, Collection: 2 };

export const xmlNameOf = (item: Item): string => XML_NAMES[item.type] ?? 'Directory';

const hasChildren = (item: Item): boolean => item.type !== 'movie' && item.type !== 'episode' && item.type !== 'track';

function writeIdentity(w: Writer, item: Item): void {
  const key = String(item.ratingKey);
  w.attr('ratingKey', key);
  w.attr('key', '/library/metadata/' + key + (hasChildren(item) ? '/children' : ''));
  if (item.parentKey !== null) w.attr('parentRatingKey', String(item.parentKey));
  if (item.grandparentKey !== null) w.attr('grandparentRatingKey', String(item.grandparentKey));
  w.attr('guid', item.guid);
  if (item.type === 'movie') w.attr('slug', slugOf(item.title));
  w.attr('studio', item.studio);
  w.attr('type', item.type);
  w.attr('title', item.title);
  if (item.titleSort !== item.title) w.attr('titleSort', item.titleSort);
  if (item.parentKey !== null) w.attr('parentKey', '/library/metadata/' + item.parentKey);
  if (item.grandparentKey !== null) w.attr('grandparentKey', '/library/metadata/' + item.grandparentKey);
  w.attr('grandparentTitle', item.grandparentTitle);
  w.attr('parentTitle', item.parentTitle);
  w.attr('editionTitle', item.editionTitle);
}

function slugOf(title: string): string {
  return title.toLowerCase().replace(/[^a-z0-9]+/g, '-');
}

function writeStory(w: Writer, item: Item): void {
  w.attr('originalTitle', item.originalTitle);
  w.attr('contentRating', item.contentRating);
  w.attr('summary', item.summary);
  w.attr('index', item.index);
  w.attr('parentIndex', item.parentIndex);
  w.attr('rating', item.rating);
  w.attr('audienceRating', item.audienceRating);
}

function writeView(w: Writer, item: Item, { view, viewedLeafCount }: RowContext): void {
  if (view !== undefined) {
    w.attr('userRating', view.rating);
    // Never watched is "no attribute", not zero.
    if (view.count > 0) w.attr('viewCount', view.count);
    if (view.lastViewedAt > 0) w.attr('lastViewedAt', view.lastViewedAt);
    if (view.offsetMs > 0) w.attr('viewOffset', view.offsetMs);
  }
  if (item.leafCount !== undefined) {
    w.attr('leafCount', item.leafCount);
    w.attr('viewedLeafCount', Math.min(viewedLeafCount, item.leafCount));
  }
  w.attr('childCount', item.childCount);
}

function writeArtAndTimes(w: Writer, item: Item, context: RowContext): void {
  const stamp = item.updatedAt ?? item.addedAt ?? 0;
  w.attr('year', item.year);
  w.attr('tagline', item.tagline);
  w.attr('thumb', '/library/metadata/' + item.ratingKey + '/thumb/' + stamp);
  w.attr('art', '/library/metadata/' + (item.grandparentKey ?? item.parentKey ?? item.ratingKey) + '/art/' + stamp);
  if (item.parentKey !== null)
    w.attr('parentThumb', '/library/metadata/' + item.parentKey + '/thumb/' + context.parentUpdatedAt);
  if (item.grandparentKey !== null)
    w.attr('grandparentThumb', '/library/metadata/' + item.grandparentKey + '/thumb/' + context.grandparentUpdatedAt);
  w.attr('duration', item.durationMs);
  w.attr('originallyAvailableAt', item.originallyAvailableAt);
  w.attr('addedAt', item.addedAt);
  w.attr('updatedAt', item.updatedAt);
  w.attr('deletedAt', item.deletedAt);
  if (item.audienceRating !== undefined) w.attr('audienceRatingImage', 'themoviedb://image.rating');
  if (item.type === 'movie') {
    w.attr('chapterSource', 'media');
    w.attr('ratingImage', item.rating === undefined ? undefined : 'rottentomatoes://image.rating.ripe');
  }
}

function writeTags(w: Writer, name: keyof typeof LIST_LIMIT, tags: readonly Tag[], detail: boolean): void {
  if (tags.length === 0 || w.excludes(name)) return;
  const count = detail ? tags.length : Math.min(tags.length, LIST_LIMIT[name]);
  w.list(name, count);
  for (let i = 0; i < count; i++) {
    const tag = tags[i];
    w.open(name);
    if (detail) {
      w.attr('id', tag.id);
      w.attr('filter', name.toLowerCase() + '=' + tag.id);
    }
    w.attr('tag', tag.tag);
    if (detail) w.attr('role', tag.role);
    w.close(name);
  }
  w.endList();
}

function writeGuids(w: Writer, guids: readonly string[]): void {
  if (guids.length === 0 || w.excludes('Guid')) return;
  w.list('Guid', guids.length);
  for (const guid of guids) {
    w.open('Guid');
    w.attr('id', guid);
    w.close('Guid');
  }
  w.endList();
}

/** One `Metadata` object, or `Video`, `Directory`, `Track` in XML. */
export function writeItem(w: Writer, item: Item, context: RowContext): void {
  const name = xmlNameOf(item);
  const { detail } = context;
  if (item.form !== undefined) w.setForm(item.form);
  w.open(name);
  writeIdentity(w, item);
  if (detail) {
    w.attr('librarySectionTitle', context.sectionTitle);
    w.attr('librarySectionID', Number(item.sectionKey));
    w.attr('librarySectionKey', '/library/sections/' + item.sectionKey);
  }
  writeStory(w, item);
  writeView(w, item, context);
  writeArtAndTimes(w, item, context);
  context.extraAttributes?.(w);
  if (item.media !== undefined && !w.excludes('Media')) writeMedia(w, item.media, context);
  writeTags(w, 'Genre', item.genres, detail);
  writeTags(w, 'Country', item.countries, detail);
  writeTags(w, 'Director', item.directors, detail);
  writeTags(w, 'Writer', item.writers, detail);
  writeTags(w, 'Role', item.roles, detail);
  writeTags(w, 'Collection', item.collections, detail);
  if (detail || context.includeGuids) writeGuids(w, item.guids);
  context.extraChildren?.(w);
  w.close(name);
  if (item.form !== undefined) w.setForm(undefined);
}
