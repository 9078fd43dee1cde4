import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';
import {
  SYNC_MODES,
  SYNC_STATES,
  SYNC_TRIGGERS,
  type SyncMode,
  type SyncState,
  type SyncTrigger,
} from './sync-run.types';

const list = (values: readonly string[]) => values.map((value) => `'${value}'`).join(', ');

/** One pass over the sections of a server. At most one per server is queued or running. */
@Entity('sync_runs')
@Index('sync_runs_one_per_server', { synchronize: false })
@Index('sync_runs_created_at', ['createdAt', 'id'])
@Index('sync_runs_server_mode', ['serverId', 'mode', 'createdAt'])
@Index('sync_runs_updated_at', ['updatedAt'])
@Check('sync_runs_mode_check', `mode IN (${list(SYNC_MODES)})`)
@Check('sync_runs_trigger_check', `trigger IN (${list(SYNC_TRIGGERS)})`)
@Check('sync_runs_state_check', `state IN (${list(SYNC_STATES)})`)
@Check('sync_runs_check', `(state IN (${list(SYNC_STATES.slice(2))})) = (finished_at IS NOT NULL)`)
export class SyncRunEntity {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'sync_runs_pkey' })
  id: string;

  @Column('uuid', { name: 'server_id' })
  @ForeignKey('PlexServerEntity', { name: 'sync_runs_server_id_fkey', onDelete: 'CASCADE' })
  serverId: string;

  @Column('text')
  mode: SyncMode;

  @Column('text')
  trigger: SyncTrigger;

  @Column('text', { default: 'queued' })
  state: SyncState;

  /** Sections that were asked for; null: every enabled one, found out when the run starts. */
  @Column('uuid', { name: 'section_ids', array: true, nullable: true })
  sectionIds: string[] | null;

  @Column('text', { name: 'error_code', nullable: true })
  errorCode: string | null;

  @Column('uuid', { name: 'requested_by', nullable: true })
  @ForeignKey('User', { name: 'sync_runs_requested_by_fkey', onDelete: 'SET NULL' })
  requestedBy: string | null;

  @Column({ type: 'timestamptz', name: 'cancel_requested_at', precision: 3, nullable: true })
  cancelRequestedAt: Date | null;

  @Column({ type: 'timestamptz', name: 'removals_approved_at', precision: 3, nullable: true })
  removalsApprovedAt: Date | null;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, default: () => 'now()' })
  createdAt: Date;

  /** Kept when a run goes on after a crash. */
  @Column({ type: 'timestamptz', name: 'started_at', precision: 3, nullable: true })
  startedAt: Date | null;

  @Column({ type: 'timestamptz', name: 'finished_at', precision: 3, nullable: true })
  finishedAt: Date | null;

  @Column({ type: 'timestamptz', name: 'updated_at', precision: 3, default: () => 'now()' })
  updatedAt: Date;
}
