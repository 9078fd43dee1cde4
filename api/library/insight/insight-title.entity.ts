import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Whether anybody watches a movie, show or artist that is there. */
@Entity('insight_titles')
@Check('insight_titles_knowledge_check', `knowledge IN ('viewed', 'never', 'unknown')`)
@Check('insight_titles_bytes_check', 'bytes >= 0')
@Check('insight_titles_leaves_check', 'leaves > 0')
@Check('insight_titles_plays_check', 'plays >= 0')
@Index('insight_titles_bytes', { synchronize: false })
@Index('insight_titles_title', { synchronize: false })
@Index('insight_titles_added_at', { synchronize: false })
@Index('insight_titles_last_viewed_at', { synchronize: false })
export class InsightTitleEntity {
  @PrimaryColumn('bigint', { name: 'item_id', primaryKeyConstraintName: 'insight_titles_pkey' })
  itemId: string;

  @Column({ type: 'uuid', name: 'section_id' })
  sectionId: string;

  @Column('text')
  type: string;

  /** `unknown` also where a view is known of: there may have been later ones. */
  @Column('text')
  knowledge: string;

  @Column('bigint', { nullable: true })
  bytes: string | null;

  @Column('integer')
  leaves: number;

  /** Null where the history of the server was never read whole. */
  @Column('integer', { nullable: true })
  plays: number | null;

  /** By anybody. */
  @Column({ type: 'timestamptz', name: 'last_viewed_at', precision: 3, nullable: true })
  lastViewedAt: Date | null;

  @Column({ type: 'text', name: 'sort_key', collation: 'C' })
  sortKey: string;

  @Column({ type: 'timestamptz', name: 'added_at', precision: 3 })
  addedAt: Date;
}
