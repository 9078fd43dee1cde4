import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';

/** One row of a library, of any type. Identity is (server, ratingKey); a tombstone (`deleted_at`) marks it gone. */
@Entity('media_items')
@Unique('media_items_server_id_rating_key_key', ['serverId', 'ratingKey'])
@Check('media_items_rating_key_check', `rating_key <> ''`)
@Check('media_items_title_check', `title <> ''`)
@Check('media_items_type_check', `type IN ('movie', 'show', 'season', 'episode', 'artist', 'album', 'track')`)
@Check('media_items_duration_ms_check', 'duration_ms >= 0')
@Check('media_items_view_count_check', 'view_count >= 0')
@Check('media_items_size_bytes_check', 'size_bytes >= 0')
@Check('media_items_user_rating_check', 'user_rating > 0 AND user_rating <= 10')
@Index('media_items_title', { synchronize: false })
@Index('media_items_added_at', { synchronize: false })
@Index('media_items_year', { synchronize: false })
@Index('media_items_size_bytes', { synchronize: false })
@Index('media_items_last_viewed_at', { synchronize: false })
@Index('media_items_rating', { synchronize: false })
@Index('media_items_duration', { synchronize: false })
@Index('media_items_parent', { synchronize: false })
@Index('media_items_grandparent', { synchronize: false })
@Index('media_items_awaits_parent', { synchronize: false })
@Index('media_items_awaits_grandparent', { synchronize: false })
@Index('media_items_search', { synchronize: false })
@Index('media_items_genres', { synchronize: false })
@Index('media_items_without_details', { synchronize: false })
@Index('media_items_guid', { synchronize: false })
@Index('media_items_imdb', { synchronize: false })
@Index('media_items_tmdb', { synchronize: false })
@Index('media_items_tvdb', { synchronize: false })
@Index('media_items_gone', { synchronize: false })
@Index('media_items_by_id', { synchronize: false })
@Index('media_items_begun', { synchronize: false })
@Index('media_items_known_to_owner', { synchronize: false })
export class MediaItemEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'media_items_pkey',
  })
  id: string;

  @Column({ type: 'uuid', name: 'server_id' })
  @ForeignKey('PlexServerEntity', { name: 'media_items_server_id_fkey', onDelete: 'CASCADE' })
  serverId: string;

  @Column({ type: 'uuid', name: 'section_id' })
  @ForeignKey('LibrarySectionEntity', { name: 'media_items_section_id_fkey', onDelete: 'CASCADE' })
  sectionId: string;

  @Column({ type: 'text', name: 'rating_key' })
  ratingKey: string;

  @Column('text')
  type: string;

  @Column({ type: 'text', nullable: true })
  guid: string | null;

  @Column({ type: 'text', name: 'imdb_id', nullable: true })
  imdbId: string | null;

  @Column({ type: 'text', name: 'tmdb_id', nullable: true })
  tmdbId: string | null;

  @Column({ type: 'text', name: 'tvdb_id', nullable: true })
  tvdbId: string | null;

  /** Null while the parent has not been seen yet; see ParentLinks. */
  @Column({ type: 'bigint', name: 'parent_id', nullable: true })
  parentId: string | null;

  @Column({ type: 'bigint', name: 'grandparent_id', nullable: true })
  grandparentId: string | null;

  @Column({ type: 'text', name: 'parent_rating_key', nullable: true })
  parentRatingKey: string | null;

  @Column({ type: 'text', name: 'grandparent_rating_key', nullable: true })
  grandparentRatingKey: string | null;

  @Column({ type: 'text', name: 'parent_title', nullable: true })
  parentTitle: string | null;

  @Column({ type: 'text', name: 'grandparent_title', nullable: true })
  grandparentTitle: string | null;

  @Column('text')
  title: string;

  @Column({ type: 'text', name: 'sort_title' })
  sortTitle: string;

  /** Normalised sort title of at most 200 characters, compared bytewise. Never ''. */
  @Column({ type: 'text', name: 'sort_key', collation: 'C' })
  sortKey: string;

  /** Normalised words of title, original title and grandparent title, of at most 400 characters. */
  @Column({ type: 'text', name: 'search_text' })
  searchText: string;

  @Column({ type: 'text', name: 'original_title', nullable: true })
  originalTitle: string | null;

  @Column({ type: 'text', name: 'edition_title', nullable: true })
  editionTitle: string | null;

  @Column({ type: 'text', nullable: true })
  summary: string | null;

  @Column({ type: 'text', nullable: true })
  tagline: string | null;

  @Column({ type: 'text', name: 'content_rating', nullable: true })
  contentRating: string | null;

  @Column({ type: 'text', nullable: true })
  studio: string | null;

  @Column({ type: 'integer', nullable: true })
  year: number | null;

  @Column('double precision', { nullable: true })
  rating: number | null;

  @Column({ type: 'bigint', name: 'duration_ms', nullable: true })
  durationMs: string | null;

  @Column({ type: 'integer', name: 'item_index', nullable: true })
  itemIndex: number | null;

  @Column({ type: 'integer', name: 'parent_index', nullable: true })
  parentIndex: number | null;

  @Column({ type: 'integer', name: 'child_count', nullable: true })
  childCount: number | null;

  @Column({ type: 'integer', name: 'leaf_count', nullable: true })
  leafCount: number | null;

  @Column({ type: 'date', name: 'originally_available_on', nullable: true })
  originallyAvailableOn: string | null;

  @Column({ type: 'text', array: true, default: '{}' })
  genres: string[];

  @Column({ type: 'text', array: true, default: '{}' })
  directors: string[];

  @Column({ type: 'text', array: true, default: '{}' })
  actors: string[];

  @Column({ type: 'text', array: true, default: '{}' })
  countries: string[];

  /** Titles of Plex's collections. */
  @Column({ type: 'text', array: true, default: '{}' })
  collections: string[];

  @Column({ type: 'text', nullable: true })
  thumb: string | null;

  /** Plex's; where Plex has none, when the item was first seen. May lie in the future. */
  @Column({ type: 'timestamptz', name: 'added_at', precision: 3 })
  addedAt: Date;

  @Column({ type: 'timestamptz', name: 'plex_updated_at', precision: 3, nullable: true })
  plexUpdatedAt: Date | null;

  /** View state is that of the account whose token reads the server. */
  @Column({ type: 'integer', name: 'view_count', default: 0 })
  viewCount: number;

  @Column({ type: 'integer', name: 'viewed_leaf_count', nullable: true })
  viewedLeafCount: number | null;

  @Column({ type: 'bigint', name: 'view_offset_ms', nullable: true })
  viewOffsetMs: string | null;

  @Column({ type: 'timestamptz', name: 'last_viewed_at', precision: 3, nullable: true })
  lastViewedAt: Date | null;

  /** What that account rated it, up to 10; null: not rated. */
  @Column('double precision', { name: 'user_rating', nullable: true })
  userRating: number | null;

  /** Null where no part has a size. Seasons, shows, albums and artists sum their leaves. */
  @Column({ type: 'bigint', name: 'size_bytes', nullable: true })
  sizeBytes: string | null;

  /** The best one among the versions that are no optimised copies. */
  @Column({ type: 'text', nullable: true })
  resolution: string | null;

  /** Whether a version is HDR; only details tell. */
  @Column({ type: 'boolean', nullable: true })
  hdr: boolean | null;

  /** False while Plex has the item in its trash or cannot find its files. */
  @Column({ type: 'boolean', default: true })
  available: boolean;

  /** md5 of the row as the last listing told it: an unchanged row is not written. */
  @Column({ type: 'uuid', name: 'content_hash' })
  contentHash: string;

  /** When full tag lists and streams were read; null after Plex changed the item. */
  @Column({ type: 'timestamptz', name: 'details_at', precision: 3, nullable: true })
  detailsAt: Date | null;

  @Column({ type: 'timestamptz', name: 'deleted_at', precision: 3, nullable: true })
  deletedAt: Date | null;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, default: () => 'now()' })
  createdAt: Date;

  @Column({ type: 'timestamptz', name: 'written_at', precision: 3, default: () => 'now()' })
  writtenAt: Date;
}
