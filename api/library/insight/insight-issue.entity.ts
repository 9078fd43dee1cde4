import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** What is to be mended about an item. */
@Entity('insight_issues')
@Check('insight_issues_issues_check', 'issues BETWEEN 1 AND 15')
@Check('insight_issues_bytes_check', 'bytes >= 0')
@Index('insight_issues_bytes', { synchronize: false })
@Index('insight_issues_title', { synchronize: false })
@Index('insight_issues_added_at', { synchronize: false })
@Index('insight_issues_bitrate', { synchronize: false })
export class InsightIssueEntity {
  @PrimaryColumn('bigint', { name: 'item_id', primaryKeyConstraintName: 'insight_issues_pkey' })
  itemId: string;

  @Column({ type: 'uuid', name: 'section_id' })
  sectionId: string;

  @Column('text')
  type: string;

  /** One bit for each of QUALITY_ISSUES, in their order. */
  @Column('smallint')
  issues: number;

  /** False for what is in the trash or without its files: it is listed, and left out of sums. */
  @Column('boolean')
  counted: boolean;

  @Column('bigint', { nullable: true })
  bytes: string | null;

  @Column('integer', { name: 'bitrate_kbps', nullable: true })
  bitrateKbps: number | null;

  @Column('text', { name: 'video_codec', nullable: true })
  videoCodec: string | null;

  @Column('text', { nullable: true })
  container: string | null;

  @Column({ type: 'text', name: 'sort_key', collation: 'C' })
  sortKey: string;

  @Column({ type: 'timestamptz', name: 'added_at', precision: 3 })
  addedAt: Date;
}
