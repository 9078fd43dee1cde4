import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/** What a section held at the end of a day of UTC; of today, so far. */
@Entity('section_sizes')
@Check('section_sizes_item_count_check', 'item_count >= 0')
@Check('section_sizes_leaf_count_check', 'leaf_count >= 0')
@Check('section_sizes_size_bytes_check', 'size_bytes >= 0')
export class SectionSizeEntity {
  @PrimaryColumn({ type: 'uuid', name: 'section_id', primaryKeyConstraintName: 'section_sizes_pkey' })
  @ForeignKey('LibrarySectionEntity', { name: 'section_sizes_section_id_fkey', onDelete: 'CASCADE' })
  sectionId: string;

  @PrimaryColumn({ type: 'date', primaryKeyConstraintName: 'section_sizes_pkey' })
  day: string;

  @Column({ type: 'integer', name: 'item_count' })
  itemCount: number;

  @Column({ type: 'integer', name: 'leaf_count' })
  leafCount: number;

  @Column({ type: 'bigint', name: 'size_bytes' })
  sizeBytes: string;

  /** Told from when that which was there on the first day was added: what was removed before is missing in it. */
  @Column('boolean')
  derived: boolean;
}
