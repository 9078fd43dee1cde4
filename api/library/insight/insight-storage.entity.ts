import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

const KEY = 'insight_storage_pkey';

/**
 * What a movie, episode or track adds to storage. Of an item whose versions all have one resolution, codec and
 * container there is one row (`grain` -1), good for every question. Of any other there are rows for each way of
 * asking: bit 1 of `grain` tells resolutions apart, bit 2 codecs, bit 4 containers; what it does not tell apart is ''.
 */
@Entity('insight_storage')
@Check('insight_storage_grain_check', 'grain BETWEEN -1 AND 7')
@Check('insight_storage_ordinal_check', 'ordinal > 0')
@Check('insight_storage_show_id_check', 'show_id >= -1')
@Check('insight_storage_decade_check', 'decade >= -1')
@Check('insight_storage_bytes_check', 'bytes >= 0')
@Check('insight_storage_watched_ms_check', 'watched_ms >= 0')
@Index('insight_storage_bytes', { synchronize: false })
@Index('insight_storage_title', { synchronize: false })
@Index('insight_storage_added_at', { synchronize: false })
@Index('insight_storage_show', { synchronize: false })
export class InsightStorageEntity {
  @PrimaryColumn('bigint', { name: 'item_id', primaryKeyConstraintName: KEY })
  itemId: string;

  @PrimaryColumn('smallint', { primaryKeyConstraintName: KEY })
  grain: number;

  @PrimaryColumn('smallint', { primaryKeyConstraintName: KEY })
  ordinal: number;

  @Index('insight_storage_section')
  @Column({ type: 'uuid', name: 'section_id' })
  sectionId: string;

  /** See InsightKindEntity. */
  @Column('bigint')
  kind: string;

  @Column('text')
  type: string;

  /** '' where it is unknown; so are codec and container. */
  @Column('text')
  resolution: string;

  @Column('text', { name: 'video_codec' })
  videoCodec: string;

  @Column('text')
  container: string;

  /** 0 where there is none, -1 where it is unknown. */
  @Column('bigint', { name: 'show_id' })
  showId: string;

  /** First year; -1 where it is unknown. */
  @Column('smallint')
  decade: number;

  /** Of the title. */
  @Column('text', { name: 'bytes_per_hour' })
  bytesPerHour: string;

  /** Null where no size is known; a file that several items of the section share counts for the first of them. */
  @Column('bigint', { nullable: true })
  bytes: string | null;

  /** Of the whole item; null where the history of the server was never read whole. */
  @Column('bigint', { name: 'watched_ms', nullable: true })
  watchedMs: string | null;

  @Column({ type: 'text', name: 'sort_key', collation: 'C' })
  sortKey: string;

  @Column({ type: 'timestamptz', name: 'added_at', precision: 3 })
  addedAt: Date;
}
