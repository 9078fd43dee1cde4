import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { SYNC_STATES, type SyncState } from './sync-run.types';

/** What one run did to one section; the counters of the run are the sums of these. */
@Entity('sync_run_sections')
@Check('sync_run_sections_state_check', `state IN (${SYNC_STATES.map((state) => `'${state}'`).join(', ')})`)
export class SyncRunSectionEntity {
  @PrimaryColumn('uuid', { name: 'run_id', primaryKeyConstraintName: 'sync_run_sections_pkey' })
  @ForeignKey('SyncRunEntity', { name: 'sync_run_sections_run_id_fkey', onDelete: 'CASCADE' })
  runId: string;

  @PrimaryColumn('uuid', { name: 'section_id', primaryKeyConstraintName: 'sync_run_sections_pkey' })
  @ForeignKey('LibrarySectionEntity', { name: 'sync_run_sections_section_id_fkey', onDelete: 'CASCADE' })
  sectionId: string;

  @Column('smallint')
  position: number;

  /** As it was called when the run planned it. */
  @Column('text')
  title: string;

  @Column('text', { default: 'queued' })
  state: SyncState;

  @Column('integer', { default: 0 })
  seen: number;

  @Column('integer', { default: 0 })
  total: number;

  @Column('integer', { default: 0 })
  added: number;

  @Column('integer', { default: 0 })
  updated: number;

  @Column('integer', { default: 0 })
  removed: number;

  @Column('text', { name: 'error_code', nullable: true })
  errorCode: string | null;

  /** Where a run that was interrupted goes on; see `SectionCheckpoint`. */
  @Column('jsonb', { nullable: true })
  checkpoint: unknown;

  /** Bitmap over media_items.id of what the sweep has seen; kept while removals are held. */
  @Column('bytea', { name: 'seen_item_ids', nullable: true })
  seenItemIds: Buffer | null;
}
