import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

const PRIMARY_KEY = 'sync_pages_pkey';

/** A page of a listing as a full sync read it, so that the same reply need not be read again. */
@Entity('sync_pages')
@Check('sync_pages_type_check', `type <> ''`)
@Check('sync_pages_start_check', 'start >= 0')
export class SyncPageEntity {
  @PrimaryColumn('uuid', { name: 'section_id', primaryKeyConstraintName: PRIMARY_KEY })
  @ForeignKey('LibrarySectionEntity', { name: 'sync_pages_section_id_fkey', onDelete: 'CASCADE' })
  sectionId: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: PRIMARY_KEY })
  type: string;

  /** Rows before the page. */
  @PrimaryColumn('integer', { primaryKeyConstraintName: PRIMARY_KEY })
  start: number;

  /** MAPPING_VERSION of the library: another one makes other rows of the same reply. */
  @Column('integer', { name: 'mapping_version' })
  mappingVersion: number;

  @Column('uuid', { name: 'reply_digest' })
  replyDigest: string;

  /** Over the content hashes of the items in the order of their ids. */
  @Column('uuid', { name: 'content_digest' })
  contentDigest: string;

  @Column('integer', { name: 'row_count' })
  rowCount: number;

  @Column('integer', { name: 'total_size' })
  totalSize: number;

  /** Rows that no item could be made of, or that came twice. */
  @Column('integer')
  unusable: number;

  @Column('bigint', { name: 'item_ids', array: true })
  itemIds: string[];
}
