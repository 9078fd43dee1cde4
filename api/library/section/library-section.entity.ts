import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';

/**
 * A library of a media server. `key` names one live section of a server at a time: a re-created library
 * gets a row of its own, and the old one keeps its items with `missing_at` set.
 */
@Entity('library_sections')
@Check('library_sections_key_check', `key <> ''`)
@Check('library_sections_item_count_check', 'item_count >= 0')
@Check('library_sections_leaf_count_check', 'leaf_count >= 0')
@Check('library_sections_size_bytes_check', 'size_bytes >= 0')
@Check('library_sections_writes_to_sum_check', 'writes_to_sum >= 0')
@Check('library_sections_writes_to_walk_check', 'writes_to_walk >= 0')
@Check('library_sections_writes_to_insight_check', 'writes_to_insight >= 0')
@Index('library_sections_key', { synchronize: false })
export class LibrarySectionEntity {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'library_sections_pkey' })
  id: string;

  @Column({ type: 'uuid', name: 'server_id' })
  @ForeignKey('PlexServerEntity', { name: 'library_sections_server_id_fkey', onDelete: 'CASCADE' })
  serverId: string;

  @Column('text')
  key: string;

  /** Plex's own id of the library; '' where the server names none. */
  @Column({ type: 'text', default: '' })
  uuid: string;

  @Column('text')
  title: string;

  @Column('text')
  type: string;

  @Column('boolean')
  enabled: boolean;

  /** Top-level titles; gone and trashed ones are not counted. */
  @Column({ type: 'integer', name: 'item_count', default: 0 })
  itemCount: number;

  /** Movies, episodes, tracks. */
  @Column({ type: 'integer', name: 'leaf_count', default: 0 })
  leafCount: number;

  @Column({ type: 'bigint', name: 'size_bytes', default: 0 })
  sizeBytes: string;

  /** Writes since the three figures above were summed; see SectionSums. */
  @Column({ type: 'integer', name: 'writes_to_sum', default: 0 })
  writesToSum: number;

  /** Writes that left links and sums of containers to a walk over the section. */
  @Column({ type: 'integer', name: 'writes_to_walk', default: 0 })
  writesToWalk: number;

  /** Writes and new plays that insights do not know of; see SectionInsights. */
  @Column({ type: 'integer', name: 'writes_to_insight', default: 1 })
  writesToInsight: number;

  /** When insights were last made of the section. */
  @Column({ type: 'timestamptz', name: 'insight_at', precision: 3, nullable: true })
  insightAt: Date | null;

  @Column({ type: 'timestamptz', name: 'last_synced_at', precision: 3, nullable: true })
  lastSyncedAt: Date | null;

  /** Since when a complete list of the server no longer has it. Its items are kept. */
  @Column({ type: 'timestamptz', name: 'missing_at', precision: 3, nullable: true })
  missingAt: Date | null;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, default: () => 'now()' })
  createdAt: Date;
}
