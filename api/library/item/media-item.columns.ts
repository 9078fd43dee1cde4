import { joinList, type ColumnSource } from './column-arrays';
import { ownResolution, ownSize, type MappedItem } from './media-item.mapper';
import { toSearchText, toSortKey } from './normalised-text';

type Read = ColumnSource<MappedItem>['read'];

interface ItemColumn extends ColumnSource<MappedItem> {
  /** A text[] column, which travels as one text (see LIST_SEPARATOR). */
  list?: boolean;
}

const column = (name: string, type: ItemColumn['type'], read: Read): ItemColumn => ({ name, type, read });
const list = (name: string, read: Read): ItemColumn => ({ name, type: 'text', read, list: true });

/** Every column that a listing fills, in the order of the write statement. */
export const ITEM_COLUMNS: readonly ItemColumn[] = [
  column('rating_key', 'text', ({ item }) => item.ratingKey),
  column('type', 'text', ({ item }) => item.type),
  column('guid', 'text', ({ item }) => item.guid),
  column('imdb_id', 'text', ({ item }) => item.externalIds.imdb),
  column('tmdb_id', 'text', ({ item }) => item.externalIds.tmdb),
  column('tvdb_id', 'text', ({ item }) => item.externalIds.tvdb),
  column('parent_rating_key', 'text', ({ item }) => item.parentRatingKey),
  column('grandparent_rating_key', 'text', ({ item }) => item.grandparentRatingKey),
  column('parent_title', 'text', ({ item }) => item.parentTitle),
  column('grandparent_title', 'text', ({ item }) => item.grandparentTitle),
  column('title', 'text', ({ item }) => item.title),
  column('sort_title', 'text', ({ item }) => item.sortTitle ?? item.title),
  column('sort_key', 'text', ({ item }) => toSortKey(item.sortTitle ?? item.title)),
  column('search_text', 'text', ({ item }) => toSearchText(item.title, item.originalTitle, item.grandparentTitle)),
  column('original_title', 'text', ({ item }) => item.originalTitle),
  column('edition_title', 'text', ({ item }) => item.editionTitle),
  column('summary', 'text', ({ item }) => item.summary),
  column('tagline', 'text', ({ item }) => item.tagline),
  column('content_rating', 'text', ({ item }) => item.contentRating),
  column('studio', 'text', ({ item }) => item.studio),
  column('year', 'integer', ({ item }) => item.year),
  column('rating', 'double precision', ({ item }) => item.rating),
  column('duration_ms', 'bigint', ({ item }) => item.durationMs),
  column('item_index', 'integer', ({ item }) => item.index),
  column('parent_index', 'integer', ({ item }) => item.parentIndex),
  column('child_count', 'integer', ({ item }) => item.childCount),
  column('leaf_count', 'integer', ({ item }) => item.leafCount),
  column('originally_available_on', 'date', ({ item }) => item.originallyAvailableOn),
  list('genres', ({ item }) => joinList(item.genres)),
  list('directors', ({ item }) => joinList(item.directors)),
  list('actors', ({ item }) => joinList(item.actors)),
  list('countries', ({ item }) => joinList(item.countries)),
  list('collections', ({ item }) => joinList(item.collections)),
  column('thumb', 'text', ({ item }) => item.thumb),
  column('added_at', 'timestamptz', ({ item }) => item.addedAt),
  column('plex_updated_at', 'timestamptz', ({ item }) => item.updatedAt),
  column('view_count', 'integer', ({ item }) => item.viewCount),
  column('viewed_leaf_count', 'integer', ({ item }) => item.viewedLeafCount),
  column('view_offset_ms', 'bigint', ({ item }) => item.viewOffsetMs),
  column('last_viewed_at', 'timestamptz', ({ item }) => item.lastViewedAt),
  column('user_rating', 'double precision', ({ item }) => item.userRating),
  column('size_bytes', 'bigint', ({ item }) => ownSize(item)),
  column('resolution', 'text', ({ item }) => ownResolution(item)),
  column('available', 'boolean', ({ item }) => item.available),
  column('content_hash', 'uuid', ({ contentHash }) => contentHash),
];
