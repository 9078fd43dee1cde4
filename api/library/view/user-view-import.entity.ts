import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/** The server told a person's whole view state of a section: what has no row in `user_views` is unwatched, not unknown. */
@Entity('user_view_imports')
@Check('user_view_imports_plex_account_id_check', 'plex_account_id > 0')
export class UserViewImportEntity {
  @PrimaryColumn({ type: 'bigint', name: 'plex_account_id', primaryKeyConstraintName: 'user_view_imports_pkey' })
  plexAccountId: string;

  @PrimaryColumn({ type: 'uuid', name: 'section_id', primaryKeyConstraintName: 'user_view_imports_pkey' })
  @ForeignKey('LibrarySectionEntity', { name: 'user_view_imports_section_id_fkey', onDelete: 'CASCADE' })
  sectionId: string;

  @Column({ type: 'timestamptz', name: 'imported_at', precision: 3, default: () => 'now()' })
  importedAt: Date;
}
