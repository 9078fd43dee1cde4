import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import type { StoredSession } from './now-playing.repository';

/** What a server plays, as it was last seen. */
@Entity('now_playing')
@Check('now_playing_sessions_check', `jsonb_typeof(sessions) = 'array'`)
export class NowPlayingEntity {
  @PrimaryColumn({ type: 'uuid', name: 'server_id', primaryKeyConstraintName: 'now_playing_pkey' })
  @ForeignKey('PlexServerEntity', { name: 'now_playing_server_id_fkey', onDelete: 'CASCADE' })
  serverId: string;

  @Column({ type: 'timestamptz', name: 'seen_at', precision: 3 })
  seenAt: Date;

  @Column('jsonb')
  sessions: StoredSession[];
}
