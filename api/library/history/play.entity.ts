import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/**
 * One view, from Plex's history or (`history_key` 'session:…') from a session that we saw and Plex's history
 * does not have. Never deleted while its server is registered: what Plex forgets is remembered here.
 */
@Entity('plays')
@Check('plays_history_key_check', `history_key <> ''`)
@Check('plays_account_id_check', 'account_id >= 0')
@Check('plays_plex_account_id_check', 'plex_account_id > 0')
@Check('plays_duration_ms_check', 'duration_ms >= 0')
@Check('plays_completion_check', 'completion BETWEEN 0 AND 100')
@Index('plays_viewed_at', { synchronize: false })
@Index('plays_account', { synchronize: false })
@Index('plays_item', { synchronize: false })
@Index('plays_title', { synchronize: false })
@Index('plays_untitled', { synchronize: false })
@Index('plays_loose', { synchronize: false })
@Index('plays_partial', { synchronize: false })
export class PlayEntity {
  @PrimaryColumn({ type: 'uuid', name: 'server_id', primaryKeyConstraintName: 'plays_pkey' })
  @ForeignKey('PlexServerEntity', { name: 'plays_server_id_fkey', onDelete: 'CASCADE' })
  serverId: string;

  @PrimaryColumn({ type: 'text', name: 'history_key', primaryKeyConstraintName: 'plays_pkey' })
  historyKey: string;

  /** The server's own number of the viewer: 1 is its owner, 0 somebody unnamed, else the plex.tv id. */
  @Column({ type: 'bigint', name: 'account_id' })
  accountId: string;

  /** plex.tv id of the viewer: the same person on every server. Null for somebody unnamed. */
  @Column({ type: 'bigint', name: 'plex_account_id', nullable: true })
  plexAccountId: string | null;

  /** Item of ours; null where it was never mirrored. Follows the title to a new ratingKey. */
  @Column({ type: 'bigint', name: 'item_id', nullable: true })
  itemId: string | null;

  /** The movie, show or artist that `item_id` belongs to; null while unknown. */
  @Column({ type: 'bigint', name: 'title_id', nullable: true })
  titleId: string | null;

  /** As Plex last named it; it names none once the item is gone. */
  @Column({ type: 'text', name: 'rating_key', nullable: true })
  ratingKey: string | null;

  @Column({ type: 'text', nullable: true })
  type: string | null;

  @Column({ type: 'text', nullable: true })
  title: string | null;

  @Column({ type: 'text', name: 'parent_title', nullable: true })
  parentTitle: string | null;

  @Column({ type: 'text', name: 'grandparent_title', nullable: true })
  grandparentTitle: string | null;

  @Column({ type: 'integer', name: 'item_index', nullable: true })
  itemIndex: number | null;

  @Column({ type: 'integer', name: 'parent_index', nullable: true })
  parentIndex: number | null;

  @Column({ type: 'timestamptz', name: 'viewed_at', precision: 3 })
  viewedAt: Date;

  /** Length of the item when the play was stored; null where Plex names none. */
  @Column({ type: 'bigint', name: 'duration_ms', nullable: true })
  durationMs: string | null;

  /** Percent that was watched: 100 for what Plex counts as finished, unless a session that we saw says less. */
  @Column({ type: 'smallint', default: 100 })
  completion: number;

  @Column({ type: 'text', name: 'device_id', nullable: true })
  deviceId: string | null;
}
