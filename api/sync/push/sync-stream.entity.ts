import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

export type StreamState = 'connecting' | 'connected';

/** The one process that listens to a server, and how it stands. True only while the lease runs. */
@Entity('sync_streams')
@Check('sync_streams_state_check', `state IN ('connecting', 'connected')`)
export class SyncStreamEntity {
  @PrimaryColumn({ type: 'uuid', name: 'server_id', primaryKeyConstraintName: 'sync_streams_pkey' })
  @ForeignKey('PlexServerEntity', { name: 'sync_streams_server_id_fkey', onDelete: 'CASCADE' })
  serverId: string;

  /** Drawn by each process when it starts. */
  @Column('uuid')
  owner: string;

  @Column({ type: 'timestamptz', name: 'lease_until', precision: 3 })
  leaseUntil: Date;

  @Column('text')
  state: StreamState;

  /** Since when the connection stands; null while it does not. */
  @Column({ type: 'timestamptz', name: 'connected_at', precision: 3, nullable: true })
  connectedAt: Date | null;

  @Column({ type: 'timestamptz', name: 'last_event_at', precision: 3, nullable: true })
  lastEventAt: Date | null;
}
