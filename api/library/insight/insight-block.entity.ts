import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

const KEY = 'insight_blocks_pkey';
const PART = { primaryKeyConstraintName: KEY };

/** Sums over `insight_storage`, for each way of asking (`grain`): small enough to be added up while somebody waits. */
@Entity('insight_blocks')
@Check('insight_blocks_grain_check', 'grain BETWEEN 0 AND 7')
@Check('insight_blocks_show_id_check', 'show_id >= -1')
@Check('insight_blocks_decade_check', 'decade >= -1')
@Check('insight_blocks_items_check', 'items > 0')
@Check('insight_blocks_bytes_check', 'bytes >= 0')
@Check('insight_blocks_watched_ms_check', 'watched_ms >= 0')
export class InsightBlockEntity {
  @PrimaryColumn('uuid', { name: 'section_id', ...PART })
  sectionId: string;

  @PrimaryColumn('smallint', { ...PART })
  grain: number;

  @PrimaryColumn('text', { ...PART })
  type: string;

  @PrimaryColumn('bigint', { name: 'show_id', ...PART })
  showId: string;

  @PrimaryColumn('smallint', { ...PART })
  decade: number;

  @PrimaryColumn('text', { name: 'bytes_per_hour', ...PART })
  bytesPerHour: string;

  @PrimaryColumn('text', { ...PART })
  resolution: string;

  @PrimaryColumn('text', { name: 'video_codec', ...PART })
  videoCodec: string;

  @PrimaryColumn('text', { ...PART })
  container: string;

  @Column('integer')
  items: number;

  @Column('bigint')
  bytes: string;

  @Column('bigint', { name: 'watched_ms', nullable: true })
  watchedMs: string | null;
}
