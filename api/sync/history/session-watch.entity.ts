import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/** The process that looks at what a server plays. */
@Entity('session_watches')
export class SessionWatchEntity {
  @PrimaryColumn({ type: 'uuid', name: 'server_id', primaryKeyConstraintName: 'session_watches_pkey' })
  @ForeignKey('PlexServerEntity', { name: 'session_watches_server_id_fkey', onDelete: 'CASCADE' })
  serverId: string;

  @Column('uuid')
  owner: string;

  /** Another process takes over from here on. */
  @Column({ type: 'timestamptz', name: 'lease_until', precision: 3 })
  leaseUntil: Date;
}
