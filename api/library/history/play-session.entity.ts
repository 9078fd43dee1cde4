import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';

/**
 * One viewing as we saw it, in however many sittings: who stops and goes on later from there goes on with
 * the same row.
 */
@Entity('play_sessions')
@Check('play_sessions_session_key_check', `session_key <> ''`)
@Check('play_sessions_account_id_check', 'account_id >= 0')
@Check('play_sessions_plex_account_id_check', 'plex_account_id > 0')
@Check('play_sessions_duration_ms_check', 'duration_ms > 0')
@Check('play_sessions_offset_ms_check', 'offset_ms >= 0')
@Check('play_sessions_state_check', `state IN ('playing', 'paused', 'buffering', 'stopped')`)
@Check('play_sessions_check', `(state = 'stopped') = (ended_at IS NOT NULL)`)
@Index('play_sessions_open', { synchronize: false })
@Index('play_sessions_viewer', { synchronize: false })
@Index('play_sessions_unmatched', { synchronize: false })
@Index('play_sessions_person', ['plexAccountId', 'lastSeenAt'])
export class PlaySessionEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'play_sessions_pkey',
  })
  id: string;

  @Column({ type: 'uuid', name: 'server_id' })
  @ForeignKey('PlexServerEntity', { name: 'play_sessions_server_id_fkey', onDelete: 'CASCADE' })
  serverId: string;

  /** Of the last sitting. The server begins to count anew when it is started. */
  @Column({ type: 'text', name: 'session_key' })
  sessionKey: string;

  @Column({ type: 'bigint', name: 'account_id' })
  accountId: string;

  @Column({ type: 'bigint', name: 'plex_account_id', nullable: true })
  plexAccountId: string | null;

  @Column({ type: 'text', name: 'rating_key' })
  ratingKey: string;

  @Column('text')
  type: string;

  @Column('text')
  title: string;

  @Column({ type: 'text', name: 'parent_title', nullable: true })
  parentTitle: string | null;

  @Column({ type: 'text', name: 'grandparent_title', nullable: true })
  grandparentTitle: string | null;

  @Column({ type: 'integer', name: 'item_index', nullable: true })
  itemIndex: number | null;

  @Column({ type: 'integer', name: 'parent_index', nullable: true })
  parentIndex: number | null;

  @Column({ type: 'bigint', name: 'duration_ms', nullable: true })
  durationMs: string | null;

  /** The furthest that was reached. */
  @Column({ type: 'bigint', name: 'offset_ms' })
  offsetMs: string;

  @Column('text')
  state: string;

  @Column({ type: 'timestamptz', name: 'started_at', precision: 3 })
  startedAt: Date;

  @Column({ type: 'timestamptz', name: 'last_seen_at', precision: 3 })
  lastSeenAt: Date;

  /** When it was last seen before it was gone; null while it goes on. */
  @Column({ type: 'timestamptz', name: 'ended_at', precision: 3, nullable: true })
  endedAt: Date | null;

  /** The row of Plex's history that tells of this viewing; null as long as none does. */
  @Column({ type: 'text', name: 'history_key', nullable: true })
  historyKey: string | null;

  @Column({ type: 'text', name: 'device_id', nullable: true })
  deviceId: string | null;
}
