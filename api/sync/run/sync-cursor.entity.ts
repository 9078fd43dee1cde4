import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/** What an incremental run compares a type of a section with. */
@Entity('sync_cursors')
@Check('sync_cursors_type_check', `type <> ''`)
export class SyncCursorEntity {
  @PrimaryColumn('uuid', { name: 'section_id', primaryKeyConstraintName: 'sync_cursors_pkey' })
  @ForeignKey('LibrarySectionEntity', { name: 'sync_cursors_section_id_fkey', onDelete: 'CASCADE' })
  sectionId: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'sync_cursors_pkey' })
  type: string;

  /**
   * From which of Plex's own `updatedAt` on changes are asked for: the newest one when the last complete
   * pass began, less an overlap where that was fresh. Null until one was seen.
   */
  @Column({ type: 'timestamptz', name: 'updated_since', precision: 3, nullable: true })
  updatedSince: Date | null;

  /**
   * By how many rows Plex's listing was longer than ours after the last complete sweep: rows that no item
   * can be made of and keys that come twice. Below 0 where Plex knows items that it does not list.
   */
  @Column('integer', { default: 0 })
  surplus: number;
}
