import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** What one person has seen of one item; none for the owner of the server, whose view state the item carries. */
@Entity('user_views')
@Check('user_views_plex_account_id_check', 'plex_account_id > 0')
@Check('user_views_view_count_check', 'view_count >= 0')
@Check('user_views_user_rating_check', 'user_rating > 0 AND user_rating <= 10')
@Index('user_views_last_viewed', { synchronize: false })
@Index('user_views_begun', { synchronize: false })
export class UserViewEntity {
  @PrimaryColumn({ type: 'bigint', name: 'plex_account_id', primaryKeyConstraintName: 'user_views_pkey' })
  plexAccountId: string;

  @Index('user_views_item')
  @PrimaryColumn({ type: 'bigint', name: 'item_id', primaryKeyConstraintName: 'user_views_pkey' })
  @ForeignKey('MediaItemEntity', { name: 'user_views_item_id_fkey', onDelete: 'CASCADE' })
  itemId: string;

  /** Of the item when this was written. */
  @Column({ type: 'uuid', name: 'section_id' })
  @ForeignKey('LibrarySectionEntity', { name: 'user_views_section_id_fkey', onDelete: 'CASCADE' })
  sectionId: string;

  @Column('text')
  type: string;

  /** Of seasons, shows, albums and artists: the sum of what lies below. */
  @Column({ type: 'integer', name: 'view_count' })
  viewCount: number;

  /** Of seasons, shows, albums and artists: everything below was seen. */
  @Column('boolean')
  watched: boolean;

  @Column({ type: 'timestamptz', name: 'last_viewed_at', precision: 3, nullable: true })
  lastViewedAt: Date | null;

  @Column({ type: 'bigint', name: 'view_offset_ms', nullable: true })
  viewOffsetMs: string | null;

  /** Up to 10; null: not rated. What was rated need not have been seen. */
  @Column('double precision', { name: 'user_rating', nullable: true })
  userRating: number | null;
}
