import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/** A row of a server that something was told about and that is still to be asked for. */
@Entity('sync_changes')
@Check('sync_changes_rating_key_check', `rating_key <> ''`)
export class SyncChangeEntity {
  @PrimaryColumn({ type: 'uuid', name: 'server_id', primaryKeyConstraintName: 'sync_changes_pkey' })
  @ForeignKey('PlexServerEntity', { name: 'sync_changes_server_id_fkey', onDelete: 'CASCADE' })
  serverId: string;

  @PrimaryColumn({ type: 'text', name: 'rating_key', primaryKeyConstraintName: 'sync_changes_pkey' })
  ratingKey: string;

  @Column({ type: 'timestamptz', name: 'told_at', precision: 3 })
  toldAt: Date;

  /**
   * Applied already, but while a run was at work: a page that it had read before may be written over it,
   * so it is asked for once more when no run is active.
   */
  @Column({ type: 'boolean', name: 'after_run', default: false })
  afterRun: boolean;
}
