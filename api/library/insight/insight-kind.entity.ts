import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/**
 * Rows of `insight_storage` that are alike in everything that storage is narrowed by, shows excepted: each kind is a
 * range of every index by which rows are sorted.
 */
@Entity('insight_kinds')
@Check('insight_kinds_grain_check', 'grain BETWEEN -1 AND 7')
@Check('insight_kinds_decade_check', 'decade >= -1')
@Index('insight_kinds_section', ['sectionId', 'grain'])
export class InsightKindEntity {
  /** Made from the other columns. */
  @PrimaryColumn('bigint', { primaryKeyConstraintName: 'insight_kinds_pkey' })
  kind: string;

  @Column('uuid', { name: 'section_id' })
  sectionId: string;

  @Column('smallint')
  grain: number;

  @Column('text')
  type: string;

  @Column('text')
  resolution: string;

  @Column('text', { name: 'video_codec' })
  videoCodec: string;

  @Column('text')
  container: string;

  @Column('smallint')
  decade: number;

  @Column('text', { name: 'bytes_per_hour' })
  bytesPerHour: string;
}
