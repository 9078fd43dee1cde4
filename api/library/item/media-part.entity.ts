import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

const KEY = 'media_parts_pkey';

/** One file of one version of an item; the columns of the version are repeated on each of its files. */
@Entity('media_parts')
@Check('media_parts_version_index_check', 'version_index >= 0')
@Check('media_parts_part_index_check', 'part_index >= 0')
@Check('media_parts_size_bytes_check', 'size_bytes > 0')
export class MediaPartEntity {
  @PrimaryColumn('bigint', { name: 'item_id', primaryKeyConstraintName: KEY })
  @ForeignKey('MediaItemEntity', { name: 'media_parts_item_id_fkey', onDelete: 'CASCADE' })
  itemId: string;

  @PrimaryColumn('smallint', { name: 'version_index', primaryKeyConstraintName: KEY })
  versionIndex: number;

  @PrimaryColumn('smallint', { name: 'part_index', primaryKeyConstraintName: KEY })
  partIndex: number;

  @Column('text', { name: 'media_id', nullable: true })
  mediaId: string | null;

  @Column('text', { nullable: true })
  resolution: string | null;

  @Column('text', { name: 'video_codec', nullable: true })
  videoCodec: string | null;

  @Column('text', { name: 'audio_codec', nullable: true })
  audioCodec: string | null;

  @Column('integer', { name: 'audio_channels', nullable: true })
  audioChannels: number | null;

  @Column('integer', { name: 'bitrate_kbps', nullable: true })
  bitrateKbps: number | null;

  @Column('text', { nullable: true })
  container: string | null;

  /** Null until details were read: lists carry no streams to tell from. */
  @Column('boolean', { nullable: true })
  hdr: boolean | null;

  /** A copy that Plex made; left out of sizes and of the best resolution. */
  @Column('boolean', { default: false })
  optimized: boolean;

  @Column('text', { name: 'part_id', nullable: true })
  partId: string | null;

  @Column('text', { nullable: true })
  file: string | null;

  @Column('bigint', { name: 'size_bytes', nullable: true })
  sizeBytes: string | null;

  @Column('bigint', { name: 'duration_ms', nullable: true })
  durationMs: string | null;

  @Column('boolean', { default: true })
  accessible: boolean;
}
