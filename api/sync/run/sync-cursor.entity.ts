import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/** From which of Plex's own `updatedAt` on an incremental run asks for a type of a section. */
@Entity('sync_cursors')
@Check('sync_cursors_type_check', `type <> ''`)
export class SyncCursorEntity {
  @PrimaryColumn('uuid', { name: 'section_id', primaryKeyConstraintName: 'sync_cursors_pkey' })
  @ForeignKey('LibrarySectionEntity', { name: 'sync_cursors_section_id_fkey', onDelete: 'CASCADE' })
  sectionId: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'sync_cursors_pkey' })
  type: string;

  /** Newest `updatedAt` that the server had when the last complete pass began, less an overlap. */
  @Column({ type: 'timestamptz', name: 'updated_since', precision: 3 })
  updatedSince: Date;
}
